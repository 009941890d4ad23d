extension ArchitectureFamily {
  /// Every family that is known.
  package static let all: [ArchitectureFamily] = [
    .llama, .llama4, .llama4Text, .mllama, .mllamaText,
    .mistral, .mistral3, .ministral3, .mixtral,
    .qwen2, .qwen2Mixture, .qwen3, .qwen3Mixture, .qwen3Vision, .qwen3VisionMixture,
    .qwen3VisionMixtureText, .qwen3Next, .qwen35, .qwen35Text, .qwen35Mixture, .qwen35MixtureText,
    .gemma, .gemma2, .gemma3, .gemma3Text, .gemma4, .gemma4Text,
    .deepSeek2, .deepSeek3, .deepSeek32, .deepSeek4, .kimi25, .kimiLinear,
    .glm4Mixture, .glm5, .miniMax2, .miniMax3, .miniMax3Text, .mimo2, .step37, .stepText,
    .gptOss, .gpt2, .gptJ, .gptNeoX, .gptBigCode, .opt, .mpt, .falcon, .starCoder2, .stableLM,
    .phi, .phi3, .phiMixture, .granite, .graniteMixture, .graniteHybrid, .jamba, .nemotronH,
    .nemotronNAS,
    .smolLM3, .seedOSS, .exaone3, .internLM, .mimo, .arcee, .nemotron, .apertus, .glm4, .glm,
    .ernie,
    .qwen1, .glm4MixtureLite, .mistral4, .cohere2, .qwen2Vision, .qwen25Vision, .exaone45,
    .hunyuan3, .dots, .ernieMixture, .laguna, .hunyuan,
    .lfm2, .lfm2Mixture, .lfm2Vision, .llava, .llavaNext, .idefics3, .voxtral, .internVL,
    .internVLChat, .glm4Vision, .glm4VisionMixture, .glm5Next, .glm5NextText, .bailingHybrid,
    .mamba, .mamba2, .falconH1, .bloom, .zamba2, .museGlimmer, .museGlimmerText, .inkling,
    .inklingText, .phi3Vision, .gemma4Unified, .gemma4UnifiedText, .diffusionGemma,
    .diffusionGemmaText, .kimi3, .qwen4, .qwen4Text,
    .cohere2Mixture, .cohere2Vision, .ayaVision, .longCat, .step3, .step3Text, .gemma3n,
    .gemma3nText, .beam, .museSpark, .museSparkText, .deepSeek41, .deepSeek41Text,
    .exaoneMixture, .solarOpen, .axK1, .flexOLMo, .codeWorldModel, .vaultGemma,
    .ministral,
    .helium, .youtu, .ernieVision, .olmo, .olmo2, .olmo3, .olmoMixture, .exaone4, .cohere,
  ]
}
