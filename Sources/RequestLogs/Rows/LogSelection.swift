/// Which rows of a log count as requests that a model answered.
public struct LogSelection: Hashable, Sendable {
  /// A key and the value that it must have, compared as texts without regard to case.
  public struct Condition: Hashable, Sendable {
    /// The name of the column, or the dotted path of the key.
    public var key: String
    /// The value.
    public var value: String

    /// Makes a condition.
    ///
    /// - Parameters:
    ///   - key: The name of the column, or the dotted path of the key.
    ///   - value: What it must be, in any case.
    public init(key: String, value: String) {
      self.key = key
      self.value = value
    }
  }

  /// What rows must have; all of it, at most 32.
  public var conditions: [Condition]
  /// The model that rows must name; `nil` for any.
  public var model: String?
  /// The column of the outcome: `200` to `299`, `success`, `ok` and the like are answered requests, all
  /// else is a failure.
  public var status: String?
  /// The column that names a request, so that one that is logged several times counts once.
  public var id: String?
  /// The column that names the session of a request.
  public var session: String?

  /// Selects all rows, or fewer.
  ///
  /// - Parameters:
  ///   - conditions: What rows must have; all of it, at most 32.
  ///   - model: The model that rows must name; `nil` for any.
  ///   - status: The column of the outcome; `nil` for the usual names of one.
  ///   - id: The column that names a request, so that one that is logged several times counts once.
  ///   - session: The column that names the session of a request.
  public init(
    conditions: [Condition] = [], model: String? = nil, status: String? = nil, id: String? = nil,
    session: String? = nil
  ) {
    self.conditions = conditions
    self.model = model
    self.status = status
    self.id = id
    self.session = session
  }

  /// Whether rows are taken as they come.
  var isEmpty: Bool { self == LogSelection() }
}
