import Pricing
import TestFixtures
import Testing

/// Slips planted one at a time into the shipped catalog: each is found, and the catalog itself raises no alarm.
@Suite struct PlantedSlipsTests {
  private static let day = CalendarDate(year: 2026, month: 11, day: 20) ?? .distant

  /// What a slip does to the catalog, and the kind under which it must be found.
  private struct Slip: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let id: String
    let kind: PriceCheck.Kind
    let tariff: (@Sendable (Tariff) -> Tariff)?
    let offer: (@Sendable (GPUOffer) -> GPUOffer)?
    let owned: (@Sendable (OwnedHardware) -> OwnedHardware)?

    init(
      _ title: String, _ id: String, _ kind: PriceCheck.Kind,
      tariff: @escaping @Sendable (Tariff) -> Tariff
    ) {
      (testDescription, self.id, self.kind) = (title, id, kind)
      (self.tariff, offer, owned) = (tariff, nil, nil)
    }

    init(
      _ title: String, _ id: String, _ kind: PriceCheck.Kind,
      offer: @escaping @Sendable (GPUOffer) -> GPUOffer
    ) {
      (testDescription, self.id, self.kind) = (title, id, kind)
      (tariff, self.offer, owned) = (nil, offer, nil)
    }

    init(
      _ title: String, _ id: String, _ kind: PriceCheck.Kind,
      owned: @escaping @Sendable (OwnedHardware) -> OwnedHardware
    ) {
      (testDescription, self.id, self.kind) = (title, id, kind)
      (tariff, offer, self.owned) = (nil, nil, owned)
    }
  }

  private static let slips = [
    Slip("a closed model ten times as dear", "openai/gpt-5.4", .peers) {
      $0.with { $0.scaled(by: 10) }
    },
    Slip("a closed model at a tenth", "anthropic/claude-opus-5", .peers) {
      $0.with { $0.scaled(by: 0.1) }
    },
    Slip("input and output swapped", "openai/gpt-5.4-mini", .ratio) { $0.with(\.swapped) },
    Slip("input and output of an open model swapped", "deepinfra/zai-org/GLM-5.2", .ratio) {
      $0.with(\.swapped)
    },
    Slip("batch five hundred times low", "openai/gpt-5.5", .ratio) {
      $0.with(.batch) { $0.scaled(by: 1 / 500.0) }
    },
    Slip("flex as dear as a hundred thousand", "google/gemini-2.5-pro", .ratio) {
      $0.with(.flex) { $0.scaled(by: 0.01) }
    },
    Slip("cached input ten times low", "openai/gpt-5.4", .ratio) { $0.withCached(times: 0.1) },
    Slip("cached input of an open model ten times low", "nebius/zai-org/GLM-5.2", .ratio) {
      $0.withCached(times: 0.1)
    },
    Slip("a context a thousand times short", "openai/gpt-5.5", .context) { $0.with(context: 1050) },
    Slip("a context a thousand times long", "groq/openai/gpt-oss-120b", .context) {
      $0.with(context: 131_072_000)
    },
    Slip("the open model of another size", "groq/openai/gpt-oss-120b", .model) {
      $0.with(openModel: "openai/gpt-oss-20b")
    },
    Slip("the open model of another family", "wandb/openai/gpt-oss-20b", .model) {
      $0.with(openModel: "Qwen/Qwen3-32B")
    },
    Slip("a price per thousand tokens", "together/moonshotai/Kimi-K3", .peers) {
      $0.with { $0.scaled(by: 0.001) }
    },
    Slip("the price of eight GPUs as that of one", "scaleway-h100-sxm", .peers) {
      $0.with(times: 8)
    },
    Slip("the price of one GPU as that of eight", "coreweave-h200-sxm", .peers) {
      $0.with(times: 1 / 8.0)
    },
    Slip("a node's price among single GPUs", "lambda-h100-sxm", .peers) { $0.with(times: 8) },
    Slip("spot ten times low", "verda-h200-sxm", .terms) { $0.with(.spot, times: 0.1) },
    Slip("spot alone ten times low", "gcp-a3-highgpu-1g", .terms) { $0.with(.spot, times: 0.1) },
    Slip("three years dearer than one", "azure-nc40ads-h100-v5", .terms) {
      $0.with(.reserved3Year, times: 1.5)
    },
    Slip("a year at a tenth", "aws-p5-48xlarge", .terms) { $0.with(.reserved1Year, times: 0.1) },
    Slip("capital ten times low", "H100-SXM", .owned) { $0.with(capitalTimes: 0.1) },
    Slip("capital of a chip nobody rents out, ten times low", "GB10", .owned) {
      $0.with(capitalTimes: 0.05)
    },
  ]

  @Test(arguments: slips)
  private func isFound(slip: Slip) throws {
    let shipped = try shippedCatalog()
    let catalog = try PriceCatalog(
      tariffs: shipped.tariffs.map { $0.id == slip.id ? slip.tariff?($0) ?? $0 : $0 },
      offers: shipped.offers.map { $0.id == slip.id ? slip.offer?($0) ?? $0 : $0 },
      owned: shipped.owned.map { $0.id == slip.id ? slip.owned?($0) ?? $0 : $0 },
      hosts: shipped.hosts)
    let findings = PriceCheck.findings(in: catalog, at: Self.day)
      .filter { $0.id == slip.id && ![.stale, .retired].contains($0.kind) }
    #expect(
      findings.contains { $0.kind == slip.kind || ($0.kind == .ratio && slip.kind == .terms) },
      "\(findings)")
  }

  /// The accelerator of an offer, what a call of a tool costs, what a tariff is for and the worth of a euro are held
  /// against the shipped entry: a B200 that is called an H100 lies in the range of H100s.
  @Test func whatStandsBesideThePricesIsHeldAgainstTheShippedEntry() throws {
    let shipped = try shippedCatalog()
    let offer = try shipped.offer("oci-bm-gpu-b200-8")
    let tariff = try shipped.tariff("openai/gpt-5.4")
    let embedder = try shipped.tariff("voyage/voyage-4-large")
    let scaleway = try shipped.tariff("scaleway/openai/gpt-oss-120b")
    let euro = try #require(scaleway.currency)
    let fees = APIFees(usdPerCall: [.fileSearch: 0.0005], provenance: tariff.provenance)
    func copy(
      _ tariff: Tariff, purpose: TariffPurpose? = nil, fees: APIFees? = nil,
      currency: PriceCurrency? = nil
    ) -> Tariff {
      Tariff(
        provider: tariff.provider, model: tariff.model, openModel: tariff.openModel,
        purpose: purpose ?? tariff.purpose, standard: tariff.standard, fees: fees,
        currency: currency, provenance: tariff.provenance)
    }
    let catalog = try PriceCatalog(
      tariffs: [
        copy(tariff, fees: fees), copy(embedder, purpose: .reranking),
        copy(
          scaleway,
          currency: PriceCurrency(
            code: euro.code, usd: 1 / euro.usd, provenance: euro.provenance)),
      ],
      offers: [
        GPUOffer(
          id: offer.id, provider: offer.provider, gpu: "H100-SXM", gpusPerInstance: 8,
          terms: offer.terms, provenance: offer.provenance)
      ], hosts: shipped.hosts)
    let findings = PriceCheck.findings(in: catalog, at: Self.day, reference: shipped)
      .filter { $0.kind == .change }.map(\.description)
    #expect(
      findings.contains(
        "oci-bm-gpu-b200-8: the accelerator is H100-SXM, where the shipped catalog has B200"))
    #expect(
      findings.contains(
        "openai/gpt-5.4: one of file searches is 0.2 times that of the shipped entry"))
    #expect(
      findings.contains(
        "voyage/voyage-4-large: the purpose is reranking, where the shipped catalog has embedding"))
    #expect(
      findings.contains(
        "scaleway/openai/gpt-oss-120b: one EUR in USD is 0.79 times that of the shipped entry"))
  }

  /// AWS as a marketplace is told once, and an offer of RunPod's Community Cloud as one of its own cloud by itself.
  @Test func aSellerOfAnotherClassIsTold() throws {
    let shipped = try shippedCatalog()
    let aws = try #require(shipped.host("aws"))
    let hosts = shipped.hosts.map {
      $0.provider == "aws"
        ? Host(provider: "aws", hostClass: .marketplace, provenance: aws.provenance) : $0
    }
    let community = try shipped.offer("runpod-h100-sxm")
    let offers = shipped.offers.map { offer in
      offer.id == community.id
        ? GPUOffer(
          id: offer.id, provider: offer.provider, gpu: offer.gpu,
          gpusPerInstance: offer.gpusPerInstance, terms: offer.terms,
          provenance: offer.provenance) : offer
    }
    let findings = try PriceCheck.findings(
      in: PriceCatalog(tariffs: shipped.tariffs, offers: offers, hosts: hosts), at: Self.day,
      reference: shipped
    ).filter { $0.kind == .change }
    #expect(
      findings.map(\.description).sorted() == [
        "aws: the class of the seller is marketplace, where the shipped catalog has hyperscaler",
        "runpod-h100-sxm: the class of the seller is small neocloud, where the shipped catalog has marketplace",
      ])
    #expect(
      PriceCheck.findings(in: shipped, at: Self.day, reference: shipped)
        .filter { $0.kind == .change } == [])
  }

  /// Nothing but age and retirement is told of the catalog that is shipped.
  @Test func theShippedCatalogRaisesNoAlarm() throws {
    let alarms = try PriceCheck.findings(in: shippedCatalog(), at: Self.day)
      .filter { ![.stale, .retired].contains($0.kind) }
    #expect(alarms == [])
  }

  /// Against the shipped entry a doubled price is told, and one that trebled is an error.
  @Test(
    arguments: [(1.2, nil), (2, PriceCheck.Severity.warning), (4, .error)]
      as [(Double, PriceCheck.Severity?)])
  func changesAgainstTheShippedEntryAreTold(times: Double, severity: PriceCheck.Severity?) throws {
    let shipped = try shippedCatalog()
    let tariff = try shipped.tariff("mistral/devstral-latest").with { $0.scaled(by: times) }
    let findings = try PriceCheck.findings(
      in: PriceCatalog(tariffs: [tariff]), at: Self.day, reference: shipped)
    #expect(findings.filter { $0.kind == .change }.map(\.severity).first == severity)
  }
}

extension Tariff {
  fileprivate func with(_ prices: (TokenPrices) -> TokenPrices) -> Tariff {
    copy(standard: PriceSchedule(base: prices(standard.base), longPrompts: standard.longPrompts))
  }

  fileprivate func with(_ service: ServiceTier, _ prices: (TokenPrices) -> TokenPrices) -> Tariff {
    var services = schedules
    services[service] = services[service].map {
      PriceSchedule(base: prices($0.base), longPrompts: $0.longPrompts)
    }
    return copy(services: services)
  }

  fileprivate func withCached(times: Double) -> Tariff {
    with { prices in
      var prices = prices
      prices.usdPerMillionCachedInput = prices.usdPerMillionCachedInput.map { $0 * times }
      return prices
    }
  }

  fileprivate func with(context: Int) -> Tariff { copy(contextTokens: context) }
  fileprivate func with(openModel: String) -> Tariff { copy(openModel: openModel) }

  private func copy(
    openModel: String? = nil, contextTokens: Int? = nil, standard: PriceSchedule? = nil,
    services: [ServiceTier: PriceSchedule]? = nil
  ) -> Tariff {
    Tariff(
      provider: provider, model: model, openModel: openModel ?? self.openModel,
      contextTokens: contextTokens ?? self.contextTokens, standard: standard ?? self.standard,
      services: services ?? schedules, windows: windows, deprecation: deprecation,
      provenance: provenance)
  }
}

extension TokenPrices {
  fileprivate var swapped: TokenPrices {
    var prices = self
    (prices.usdPerMillionInput, prices.usdPerMillionOutput) = (
      usdPerMillionOutput, usdPerMillionInput
    )
    return prices
  }
}

extension GPUOffer {
  fileprivate func with(_ commitment: Commitment? = nil, times: Double) -> GPUOffer {
    GPUOffer(
      id: id, provider: provider, region: region, instanceType: instanceType, gpu: gpu,
      gpusPerInstance: gpusPerInstance, maximumGPUsPerNode: maximumGPUsPerNode,
      hostClass: hostClass,
      terms: terms.map { term in
        let isMeant = commitment.map { $0 == term.commitment } ?? true
        return PriceTerm(
          commitment: term.commitment,
          usdPerInstanceHour: term.usdPerInstanceHour * (isMeant ? times : 1))
      }, provenance: provenance)
  }
}

extension OwnedHardware {
  fileprivate func with(capitalTimes times: Double) -> OwnedHardware {
    owned(paid: false, capitalUSDPerGPU: capitalUSDPerGPU * times)
  }
}
