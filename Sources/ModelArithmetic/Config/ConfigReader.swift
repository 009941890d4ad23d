package import CheckedJSON

/// The keys of a Hugging Face config, read with the forgiveness that published files need.
///
/// A key may bear an older name, be `null`, or hold its number as a text. What is read is bounded, so
/// that no product of two of them can overflow.
package struct ConfigReader: Sendable {
  package let members: JSONMembers

  package init(_ place: JSONPlace) throws(InputError) {
    members = try place.object()
  }

  /// Where the config stands in its file.
  package var place: JSONPlace { members.place }

  /// The first of the keys that is present and not `null`.
  package func first(of keys: [String]) -> JSONPlace? {
    for key in keys {
      if let value = members[key] { return value }
    }
    return nil
  }

  package func has(_ keys: String...) -> Bool { first(of: keys) != nil }

  /// A whole number under any of the names; `nil` where none has a value.
  package func optionalCount(
    _ keys: String..., in range: ClosedRange<Int> = .width
  ) throws(InputError) -> Int? {
    try optionalCount(among: keys, in: range)
  }

  /// A whole number under any of the names; without a value, the default of the config class.
  package func count(
    _ keys: String..., default fallback: Int? = nil, in range: ClosedRange<Int> = .width
  ) throws(InputError) -> Int {
    if let count = try optionalCount(among: keys, in: range) { return count }
    if let fallback, mayDefault(keys.first ?? "") { return fallback }
    return try members.required(keys.first ?? "").integer(in: range)
  }

  private func optionalCount(
    among keys: [String], in range: ClosedRange<Int>
  ) throws(InputError) -> Int? {
    guard let place = first(of: keys) else { return nil }
    return try place.wholeNumber(in: range)
  }

  /// Tokens of a window; 0 and `null` mean that there is none, an absent key means the class default.
  package func window(
    _ key: String = "sliding_window", default fallback: Int? = nil
  ) throws(InputError) -> Int? {
    guard let stated = members.value(key) else { return fallback }
    guard stated != .null else { return nil }
    let tokens = try count(key, in: 0...ClosedRange<Int>.tokens.upperBound)
    return tokens == 0 ? nil : tokens
  }

  /// A yes or no; without a value, the default of the config class.
  package func flag(_ key: String, default fallback: Bool) throws(InputError) -> Bool {
    guard let place = members[key] else { return fallback }
    switch place.value {
    case .string("true"), .string("True"), .number(1): return true
    case .string("false"), .string("False"), .number(0): return false
    default: return try place.bool()
    }
  }

  /// A finite number; without a value, the default of the config class.
  package func number(
    _ key: String, default fallback: Double, in range: ClosedRange<Double>
  ) throws(InputError) -> Double {
    guard let place = members[key] else { return fallback }
    if case .string(let text) = place.value, let number = Double(text), range.contains(number) {
      return number
    }
    return try place.number(in: range)
  }

  package func text(_ key: String) throws(InputError) -> String? {
    guard let place = members[key] else { return nil }
    return try place.text()
  }

  /// A list under any of the names; `nil` where none has a value or it is empty.
  package func list(_ keys: String...) throws(InputError) -> [JSONPlace]? {
    guard let list = try first(of: keys)?.array(), !list.isEmpty else { return nil }
    return list
  }

  /// A config within the config.
  package func section(_ key: String) throws(InputError) -> ConfigReader? {
    guard let place = members[key] else { return nil }
    return try ConfigReader(place)
  }

  /// A config within the config; an absent one is an empty object, so that class defaults apply.
  package func sectionOrDefaults(_ key: String) throws(InputError) -> ConfigReader {
    if let section = try section(key) { return section }
    return try ConfigReader(
      JSONPlace(value: .object([:]), path: place.path + "." + key, file: place.file))
  }
}

extension JSONPlace {
  /// A whole number, which may be written as a text.
  package func wholeNumber(in range: ClosedRange<Int>) throws(InputError) -> Int {
    if case .string(let text) = value, let number = Int(text), range.contains(number) {
      return number
    }
    return try integer(in: range)
  }
}

extension ClosedRange<Int> {
  /// Widths of a vector or of a matrix's side.
  package static var width: ClosedRange<Int> { 1...1 << 20 }
  /// Widths that may be absent.
  package static var widthOrNone: ClosedRange<Int> { 0...1 << 20 }
  /// Layers of a model or a tower.
  package static var layers: ClosedRange<Int> { 1...10_000 }
  /// Attention heads.
  package static var heads: ClosedRange<Int> { 1...1 << 14 }
  /// Width of one head.
  package static var headWidth: ClosedRange<Int> { 1...1 << 14 }
  /// Experts of a layer, which may be none.
  package static var experts: ClosedRange<Int> { 0...1 << 16 }
  /// Entries of a vocabulary.
  package static var vocabulary: ClosedRange<Int> { 1...1 << 28 }
  /// Tokens of a context or a window.
  package static var tokens: ClosedRange<Int> { 1...1 << 40 }
  /// Indexes of a layer, and strides between layers.
  package static var layerIndex: ClosedRange<Int> { 0...10_000 }
}

extension ConfigReader {
  /// A list of zeros and ones (or false and true), one for each layer; `nil` where there is none.
  package func switches(_ key: String, layers: Int) throws(InputError) -> [Bool]? {
    guard let list = try list(key) else { return nil }
    guard list.count >= layers else {
      throw place.error(expected: "\(layers) entries in \"\(key)\", which has \(list.count)")
    }
    var switches: [Bool] = []
    for place in list.prefix(layers) {
      if case .bool(let flag) = place.value {
        switches.append(flag)
      } else {
        switches.append(try place.wholeNumber(in: 0...1) == 1)
      }
    }
    return switches
  }
}
