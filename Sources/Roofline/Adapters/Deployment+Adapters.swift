extension Deployment {
  /// The same serving a workload's adapters, or the base model alone.
  ///
  /// What the adapters take comes out of the memory that the weights leave.
  package func serving(
    _ adapters: AdapterService?, memory: MemoryPlan? = nil
  ) -> Deployment {
    adapters == nil && self.adapters == nil
      ? self : Deployment(self, adapters: adapters, memory: memory)
  }

  /// How adapters that no GPU holds are brought in; `nil` where there are none.
  package var adapterSwap: AdapterSwap? { adapterLimits?.swap }
}
