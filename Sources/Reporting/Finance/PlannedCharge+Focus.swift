import Breakeven

/// How FOCUS names what a charge is for.
struct FocusMeter {
  let category: String
  let subcategory: String
  let service: String
  let meter: String
  let resourceType: String
}

extension PlannedCharge {
  /// The words of FOCUS for what is paid for.
  var focusMeter: FocusMeter {
    switch kind {
    case .machines, .purchase:
      FocusMeter(
        category: "Compute", subcategory: "Virtual Machines", service: "GPU machines",
        meter: kind == .purchase ? "Accelerators" : "Machine Hours", resourceType: "GPU machine")
    case .managed(let kind):
      FocusMeter(
        category: "AI and Machine Learning", subcategory: "Generative AI",
        service: kind == .serverless ? "Serverless GPUs" : "Dedicated endpoints",
        meter: kind == .serverless ? "Worker Hours" : "Endpoint Hours",
        resourceType: kind == .serverless ? "GPU worker" : "Model endpoint")
    case .provisioned:
      FocusMeter(
        category: "AI and Machine Learning", subcategory: "Generative AI", service: "Model API",
        meter: "Provisioned Throughput", resourceType: "Model")
    case .tokens(let tokenClass):
      FocusMeter(
        category: "AI and Machine Learning", subcategory: "Generative AI", service: "Model API",
        meter: tokenClass.focusMeter, resourceType: "Model")
    case .egress:
      FocusMeter(
        category: "Networking", subcategory: "Other (Networking)", service: "Traffic",
        meter: "Traffic Out", resourceType: "Network")
    case .people: .own("Engineers")
    case .tools: .own("Tools")
    case .storage:
      FocusMeter(
        category: "Storage", subcategory: "Other (Storage)", service: "Storage",
        meter: "Storage", resourceType: "Storage")
    case .setup, .setupShare: .own("Setting Up")
    case .tax: .own("Tax")
    }
  }

  /// `Usage`, `Purchase` or `Tax`.
  var focusChargeCategory: String {
    switch kind {
    case .purchase, .setup: "Purchase"
    case .tax: "Tax"
    default: "Usage"
    }
  }

  /// `One-Time`, `Recurring` or `Usage-Based`.
  var focusFrequency: String {
    switch kind {
    case .purchase, .setup: "One-Time"
    case .provisioned, .people, .tools, .storage, .setupShare: "Recurring"
    case .machines(let terms): terms.isBilledByUse ? "Usage-Based" : "Recurring"
    case .managed, .tokens, .egress, .tax: "Usage-Based"
    }
  }

  /// `Standard`, `Dynamic`, `Committed` or `Other`; `nil` for a tax.
  var focusPricingCategory: String? {
    switch kind {
    case .machines(.spot): "Dynamic"
    case .machines(let terms) where terms.isReserved: "Committed"
    case .provisioned: commitment == nil ? "Standard" : "Committed"
    case .machines(.owned), .purchase, .people, .tools, .storage, .setup, .setupShare: "Other"
    case .machines, .managed, .tokens, .egress: "Standard"
    case .tax: nil
    }
  }

  /// What is counted, and how many of them a price is for.
  var focusUnit: (name: String, priced: Double) {
    if case .tokens(let tokenClass) = kind, tokenClass.isCall { return ("Searches", 1000) }
    return switch unit {
    case .hours: ("Hours", 1)
    case .accelerators: ("Units", 1)
    case .requests: ("Requests", 1)
    case .tokens: ("Tokens", 1e6)
    case .tokenHours: ("Token-Hours", 1e6)
    case .months: ("Months", 1)
    }
  }

  /// The charge in a sentence.
  var focusDescription: String {
    switch kind {
    case .machines(let terms): "GPU machines \(terms.title), planned"
    case .managed(let kind):
      kind == .serverless ? "Serverless workers, planned" : "Dedicated endpoint, planned"
    case .provisioned: "Units of provisioned throughput, planned"
    case .purchase: "Purchase of machines, planned"
    case .tokens(let tokenClass): "\(tokenClass.reportTitle), planned"
    case .egress: "Traffic out, planned"
    case .people: "Engineers who run it, planned"
    case .tools: "Tools and monitoring, planned"
    case .storage: "Weights and logs, planned"
    case .setup: "Setting up, planned"
    case .setupShare: "Share of setting up, planned"
    case .tax: "Tax, planned"
    }
  }
}

extension FocusMeter {
  fileprivate static func own(_ meter: String) -> FocusMeter {
    FocusMeter(
      category: "Other", subcategory: "Other (Other)", service: "Operation", meter: meter,
      resourceType: "Cost of operation")
  }
}

extension Bill.TokenClass {
  fileprivate var focusMeter: String {
    switch self {
    case .uncachedInput: "Input Tokens"
    case .cachedInput: "Cached Input Tokens"
    case .cacheWrite: "Cache Write Tokens"
    case .cacheWrite1h: "Cache Write Tokens 1h"
    case .cacheStorage: "Cache Storage"
    case .output: "Output Tokens"
    case .reasoning: "Reasoning Tokens"
    case .request: "Requests"
    case .search: "Rank Searches"
    case .webSearch: "Web Searches"
    case .fileSearch: "File Searches"
    case .mapSearch: "Map Searches"
    }
  }
}
