/// The way to a place in a JSON document, step by step from where it begins.
indirect enum JSONTrail: Sendable {
  case text(String)
  case member(String, of: JSONTrail)
  case element(Int, of: JSONTrail)

  /// The steps as a JSON path, such as `$.candidates.models[2]`.
  var path: String {
    switch self {
    case .text(let text): text
    case .member(let key, let parent): parent.path + "." + key
    case .element(let index, let parent): "\(parent.path)[\(index)]"
    }
  }
}
