import CheckedJSON
import Workloads

extension Question {
  /// The models that are named; a name that several begin with or hold, such as `qwen3-coder`, means any of
  /// those.
  func candidates(
    _ catalog: Catalog, _ assumed: inout [String]
  ) throws(InputError) -> [String] {
    var found: [String] = []
    for name in models {
      do {
        if !name.contains("*") { _ = try catalog.canonicalModel(name) }
        found.append(name)
      } catch {
        let pattern = "*" + name.trimmingBlanks.replacing(" ", with: "*") + "*"
        guard
          let family = try? catalog.models(matching: pattern).filter({
            doesWhatIsAsked($0, catalog)
          }),
          !family.isEmpty
        else {
          var named = error
          named.place = "--model"
          if let api = try? catalog.tariff(named: name) {
            named.found = "\"\(name.shortened())\", which is an API"
            named.expected = "an open model; an API is named by --today or --api"
            named.suggestion = "--today \(api.id)"
          }
          throw named
        }
        guard family.count <= Self.largestFamily else {
          throw InputError.ambiguous("model", name, among: family, place: "--model")
        }
        found += family
        assumed.append(
          Workload.assumption("\(name) means any of \(family.joined(separator: ", "))"))
      }
    }
    return found
  }

  /// Whether a model writes where completions are asked for, and only reads where none are.
  private func doesWhatIsAsked(_ name: String, _ catalog: Catalog) -> Bool {
    guard let model = try? catalog.architecture(ofModel: name) else { return true }
    let isPrefillOnly = completion.flatMap { WrittenQuantity.tokens.value(of: $0) } == 0
    return model.purpose.isPrefillOnly == isPrefillOnly
  }

  /// More models than these are not meant by one name.
  private static let largestFamily = 8

  /// Who names a model beside the API of today says that the one may stand for the other.
  func equivalences(
    of models: [String], _ catalog: Catalog, _ assumed: inout [String]
  ) -> JSONValue? {
    guard let today, let tariff = try? catalog.tariff(named: today) else { return nil }
    let served = catalog.openModel(of: tariff)
    let others = models.filter { model in
      !model.contains("*") && (try? catalog.canonicalModel(model)).map { $0 != served } ?? false
    }
    guard !others.isEmpty else { return nil }
    let note = "asked of in its place; not confirmed on these requests"
    for model in others {
      assumed.append(
        Workload.assumption("\(model) does this as well as \(tariff.id), as you ask for it"))
    }
    return .array(
      others.map {
        ["model": .string($0), "api": .string(tariff.id), "note": .string(note)]
      })
  }
}
