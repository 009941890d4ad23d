import CheckedJSON

extension JSONPlace {
  /// Runs a check on values that stand here, and tells the file and this place if it fails.
  func located<Value>(_ check: () throws(InputError) -> Value) throws(InputError) -> Value {
    do {
      return try check()
    } catch {
      var located = error
      located.file = error.file ?? file
      located.place = error.place ?? path
      throw located
    }
  }

  /// Whether a text stands here.
  var isText: Bool { if case .string = value { true } else { false } }

  /// At most 1,000 texts; one text alone is a list of one.
  func texts() throws(InputError) -> [String] {
    let places = try isText ? [self] : array()
    guard places.count <= 1000 else { throw error(expected: "at most 1000 texts") }
    var texts: [String] = []
    for place in places { texts.append(try place.text()) }
    return texts
  }

  /// At most 100,000 rows of `count` numbers each.
  func rows(of count: Int) throws(InputError) -> [[Double]] {
    let places = try array()
    guard (1...100_000).contains(places.count) else {
      throw error(expected: "from 1 to 100000 rows of \(count) numbers")
    }
    var rows: [[Double]] = []
    for place in places {
      let cells = try place.array()
      guard cells.count == count else { throw place.error(expected: "\(count) numbers") }
      var row: [Double] = []
      for cell in cells { row.append(try cell.number(in: 0...1e15)) }
      rows.append(row)
    }
    return rows
  }
}
