import CheckedJSON

/// Reading of result files: whatever is not as expected is as if it were absent.
extension JSONPlace {
  subscript(key: String) -> JSONPlace? { (try? object())?[key] }
  var elements: [JSONPlace] { (try? array()) ?? [] }
  var textValue: String? { try? text() }

  func place(_ path: [String]) -> JSONPlace? {
    var place: JSONPlace? = self
    for key in path { place = place?[key] }
    return place
  }

  func holds(_ path: String...) -> Bool { place(path) != nil }
  func string(_ path: String...) -> String? { place(path)?.textValue }
  func number(_ path: String...) -> Double? { place(path)?.numberValue }

  /// The first of several keys that holds a number.
  func number(anyOf keys: [String]) -> Double? {
    keys.lazy.compactMap { self[$0]?.numberValue }.first
  }

  /// The first of several keys that holds a text.
  func string(anyOf keys: [String]) -> String? {
    keys.lazy.compactMap { self[$0]?.textValue }.first
  }

  /// The first of several keys that holds a count.
  func count(anyOf keys: [String]) -> Int? {
    number(anyOf: keys).flatMap { $0 >= 1 && $0 <= 1e6 ? Int($0) : nil }
  }

  /// Whether a key says yes, as `true`, `"true"` or a number above 0.
  func flag(_ path: String...) -> Bool {
    guard let place = place(path) else { return false }
    if let flag = try? place.bool() { return flag }
    if let text = place.textValue { return ["true", "yes", "1"].contains(text.lowercased()) }
    return (place.numberValue ?? 0) > 0
  }

  /// Requests sent each second: infinite where a file says `inf`, `nil` where it says nothing.
  func rate(_ path: String...) -> Double? {
    guard let place = place(path) else { return nil }
    if let text = place.textValue?.lowercased(), text == "inf" || text == "infinity" {
      return .infinity
    }
    return place.numberValue.flatMap { $0 > 0 ? ($0 < 1e6 ? $0 : .infinity) : nil }
  }

  /// A finite number, also where it stands in a string, as metadata of older files does.
  var numberValue: Double? {
    let number = (try? self.number(in: -1e15...1e15)) ?? textValue.flatMap { Double($0) }
    return number.flatMap { $0.isFinite ? $0 : nil }
  }
}
