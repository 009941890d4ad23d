package import ModelArithmetic

extension Deployment {
  /// What would fill the memory of each chip, without working out anything else of the deployment.
  package static func memoryPlan(
    model: ModelArchitecture, accelerator: Accelerator, layout: Layout,
    precision: Precision, engine: EngineProfile, adapters: AdapterService? = nil
  ) -> MemoryPlan {
    MemoryPlan(
      model: model, accelerator: accelerator, layout: layout, precision: precision,
      policy: engine.memory, adapters: adapters)
  }
}

extension MemoryPlan {
  /// Why the weights do not fit; `nil` if they do.
  package var obstacle: Infeasibility? {
    fits ? nil : .weightsDoNotFit(neededBytes: taken, visibleBytes: visible)
  }
}
