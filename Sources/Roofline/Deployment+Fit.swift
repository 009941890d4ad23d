package import ModelArithmetic

extension Deployment {
  /// What would fill the memory of each chip, without working out anything else of the deployment.
  ///
  /// - Parameters:
  ///   - held: What the model holds in that layout.
  ///   - model: The model.
  ///   - accelerator: The chips.
  ///   - layout: How the model is spread over them.
  ///   - engine: The engine that serves it.
  ///   - adapters: The adapters that requests are for; `nil` for none.
  package static func memoryPlan(
    _ held: HeldMemory, of model: ModelArchitecture, on accelerator: Accelerator,
    layout: Layout, engine: EngineProfile, adapters: AdapterService? = nil
  ) -> MemoryPlan {
    MemoryPlan(
      held, model: model, accelerator: accelerator, layout: layout, policy: engine.memory,
      adapters: adapters)
  }
}

extension MemoryPlan {
  /// Why the weights do not fit; `nil` if they do.
  package var obstacle: Infeasibility? {
    fits ? nil : .weightsDoNotFit(neededBytes: taken, visibleBytes: visible)
  }
}
