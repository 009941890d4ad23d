package import CheckedJSON

extension Host {
  /// Reads one element of `hosts`.
  package init(_ place: JSONPlace) throws(InputError) {
    let members = try place.object()
    try members.allowOnly([
      "provider", "class", "leastGPUs", "leastUnit", "billing", "offersSpot", "spotNoticeSeconds",
      "interruptions", "stock", "provenance",
    ])
    self.init(
      provider: try members.required("provider").name(),
      hostClass: try members.required("class").choice(),
      leastGPUs: try members.required("leastGPUs").integer(in: 1...100_000),
      leastUnit: try members.required("leastUnit").text(),
      billing: try members["billing"].map(GPUOffer.Billing.init),
      offersSpot: try members["offersSpot"]?.bool(),
      spotNoticeSeconds: try members["spotNoticeSeconds"]?.number(in: 0...86_400),
      interruptions: try members["interruptions"]?.text(),
      stock: try members["stock"]?.text(),
      provenance: try members.required("provenance").provenance())
  }
}
