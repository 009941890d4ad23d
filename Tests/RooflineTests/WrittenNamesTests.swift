import CheckedJSON
import Roofline
import Testing
import TestFixtures

/// Accelerators and engines as shops, clouds and people write them.
@Suite struct WrittenNamesTests {
  static let accelerators = Result { try Fixtures.accelerators() }
  static let engines = Result { try Fixtures.engines() }

  @Test(arguments: [
    ("H100 80GB SXM5", "H100-SXM"), ("nvidia-h100-80gb", "H100-SXM"),
    ("NVIDIA H100 SXM5 80 GB", "H100-SXM"), ("A100-SXM4-80GB", "A100-80GB"),
    ("NVIDIA A100-SXM4-40GB", "A100-40GB"), ("AMD Instinct MI300X", "MI300X"),
    ("MI300X 192GB", "MI300X"), ("RTX 4090 24GB", "RTX-4090"), ("4090", "RTX-4090"),
    ("RTX 3090 24G", "RTX-3090"), ("L40s", "L40S"), ("L40S 48GB", "L40S"),
    ("Mac Studio M3 Ultra", "Apple-M3-Ultra"), ("MacBook Pro M4 Max", "Apple-M4-Max"),
    ("MacBook Pro M4 Pro", "Apple-M4-Pro"), ("tpu v6e", "TPU-v6e"), ("gb200 nvl72", "GB200"),
    ("H200 141GB", "H200-SXM"), ("NVIDIA L4 Tensor Core GPU", "L4"), ("T4 16GB", "T4"),
    ("GeForce RTX 5090 32GB GDDR7", "RTX-5090"), ("7900 XTX", "RX-7900-XTX"),
    ("NVIDIA GH200 480GB", "GH200"), ("Habana Gaudi2", "Gaudi2"), ("gfx1151", "Strix-Halo"),
    ("7900XTX", "RX-7900-XTX"), ("RTX 6000 Pro", "RTX-PRO-6000-Blackwell"),
    ("M3-Ultra 512GB", "Apple-M3-Ultra"), ("DGX H100", "H100-SXM"), ("HGX B200", "B200"),
    ("A100-40", "A100-40GB"), ("A100 80 PCIe", "A100-80GB-PCIe"), ("L40S-48", "L40S"),
    ("MI300X-192", "MI300X"), ("H20-141", "H20-141GB"), ("M4 Max-128", "Apple-M4-Max"),
    ("v6e", "TPU-v6e"), ("v5litepod", "TPU-v5e"), ("TPU v5 lite", "TPU-v5e"),
    ("TPU v6 lite", "TPU-v6e"), ("AI PRO R9700", "Radeon-AI-PRO-R9700"),
    ("Intel(R) Gaudi 3", "Gaudi3"), ("8060S", "Strix-Halo"),
  ])
  func understandsAccelerators(_ name: String, _ id: String) throws {
    #expect(try Self.accelerators.get().accelerator(named: name).id == id)
  }

  /// Another memory or another card is another accelerator.
  @Test(arguments: [
    "RTX 4090 48GB", "RTX 4090 Laptop", "H100 40GB SXM5", "9999", "Mac Studio", "80GB", "A100 60GB",
    "MI300", "SXM5", "RTX 4090 D", "H1000",
    "M3-Ultra 256GB", "A100-60", "RTX4090D/48 GB", "H100 8", "v5e-8",
  ])
  func aNearMissIsNoAccelerator(_ name: String) {
    #expect(throws: InputError.self) { try Self.accelerators.get().accelerator(named: name) }
  }

  /// What was probably meant, also where only another name of it is near.
  @Test(arguments: [
    ("H1OO", "H100-SXM"), ("two H100", "H100-SXM"), ("MI325", "MI325X"),
    ("RTX 4090 48GB", "RTX-4090"), ("A100-60", "A100-80GB"),
  ])
  func aNearMissSuggests(_ name: String, _ id: String) {
    let error = #expect(throws: InputError.self) {
      try Self.accelerators.get().accelerator(named: name)
    }
    #expect(error?.suggestion == id)
  }

  /// A Mac is known by its chip.
  @Test func aMacWithoutItsChip() {
    let error = #expect(throws: InputError.self) {
      try Self.accelerators.get().accelerator(named: "Mac Studio")
    }
    #expect(error?.expected.contains("the chip that it has") == true)
  }

  @Test(arguments: [
    ("vllm 0.11", "vLLM 2025"), ("vllm==0.11.0", "vLLM 2025"), ("vLLM v0.6.3", "vLLM 2024"),
    ("sglang 0.5", "SGLang 2025"), ("TensorRT-LLM 0.7.1", "TensorRT-LLM 2023"),
    ("trt-llm 1.0", "TensorRT-LLM 2025"), ("trt-llm", "TensorRT-LLM 2025"), ("vllm", "vLLM 2025"),
    ("tgi 3.0", "Generic any"), ("text-generation-inference", "Generic any"),
    ("llama.cpp", "Generic any"), ("ExLlamaV2", "Generic any"),
  ])
  func understandsEngines(_ name: String, _ profile: String) throws {
    #expect(try Self.engines.get().profile(named: name).name == profile)
  }

  @Test(arguments: ["vlm 0.11", "0.11", "fastserve 1.2", "v1.0"])
  func aNearMissIsNoEngine(_ name: String) {
    #expect(throws: InputError.self) { try Self.engines.get().profile(named: name) }
  }
}
