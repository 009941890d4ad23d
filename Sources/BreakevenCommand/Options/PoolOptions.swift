import Breakeven
import Roofline

/// The options that describe a pool for prompts beside one for tokens.
struct PoolOptions: OptionGroup {
  static let title: String? = "Pools for prompts and tokens"
  private static let ranks = 1...1024

  @Option(
    "--prefill-workers", "N", .integer(in: ranks),
    help: "workers that only read prompts; the ranks above are those of workers that write")
  var readers: Int?
  @Option("--prefill-tp", "N", .integer(in: ranks), help: "their ranks (default as above)")
  var tensor: Int?
  @Option("--prefill-ep", "N", .integer(in: ranks), help: "their ranks of experts")
  var expert: Int?
  @Option("--prefill-attention-dp", "N", .integer(in: ranks), help: "their groups of attention")
  var attentionData: Int?
  @Option(
    "--decode-workers", "N", .integer(in: ranks), help: "workers that write tokens (default 1)")
  var writers: Int?

  var all: [any DeclaredOption] { [$readers, $tensor, $expert, $attentionData, $writers] }

  /// The pools that the options describe; `nil` where they ask for one pool.
  func pools(decode: Deployment) throws -> PooledDeployment? {
    guard let readers else {
      for (name, value) in [
        ("--prefill-tp", tensor), ("--prefill-ep", expert),
        ("--prefill-attention-dp", attentionData), ("--decode-workers", writers),
      ] where value != nil {
        throw CommandFailure.usage("\(name) needs --prefill-workers")
      }
      return nil
    }
    let own = decode.layout
    let isOwn = tensor == nil && expert == nil && attentionData == nil
    do {
      let layout =
        isOwn
        ? own
        : try Layout(
          tensor: tensor ?? own.tensor, expert: expert ?? 1, attentionData: attentionData ?? 1)
      return try PooledDeployment(
        prefill: try decode.with(layout: layout), workers: readers, decode: decode,
        workers: writers ?? 1)
    } catch {
      throw CommandFailure.usage("prefill pool: \(error.description)")
    }
  }
}
