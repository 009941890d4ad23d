// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .strictMemorySafety(),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// Optimised in debug builds too, as tests spend their time there.
///
/// An embedder's build must not: the package manager refuses such flags in a dependency. Only who stands in this
/// package's own folder builds it as the root.
let optimised: [SwiftSetting] =
  Context.environment["PWD"] == Context.packageDirectory
  ? strict + [.unsafeFlags(["-O"], .when(configuration: .debug))] : strict

/// A target of the package, which may import only targets that stand before it.
struct Module {
  let name: String
  let imports: [String]
  /// Folders and files beside its tests that are no code.
  let fixtures: [String]
  let hasTests: Bool

  init(
    _ name: String, _ imports: [String] = [], fixtures: [String] = [], hasTests: Bool = true
  ) {
    self.name = name
    self.imports = imports
    self.fixtures = fixtures
    self.hasTests = hasTests
  }
}

/// What `Breakeven` re-exports.
///
/// A module that sees these through it names them too, so that it is built anew when one of their types changes its
/// layout.
let seenThroughBreakeven = [
  "Numerics", "CheckedJSON", "ModelArithmetic", "Workloads", "Roofline", "FleetSimulation",
  "Pricing",
]

/// Modules that tests keep busy: they read logs and configs, evaluate steps, play fleets and decide.
let busy: Set = [
  "Numerics", "CheckedJSON", "ModelArithmetic", "Workloads", "RequestLogs", "Roofline",
  "FleetSimulation", "Calibration", "Breakeven",
]

/// The modules in the order in which data flows.
let modules = [
  Module("Numerics", hasTests: false),
  Module("CheckedJSON", ["Numerics"]),
  Module("FileAccess", ["CheckedJSON", "ProcessSignals"]),
  Module(
    "ModelArithmetic", ["Numerics", "CheckedJSON"], fixtures: ["parameter-truth.csv", "Fixtures"]),
  Module("Workloads", ["Numerics", "CheckedJSON", "FileAccess"]),
  Module("RequestLogs", ["Numerics", "CheckedJSON", "ProcessSignals", "Workloads"]),
  Module("Roofline", ["Numerics", "CheckedJSON", "ModelArithmetic", "Workloads"]),
  Module(
    "FleetSimulation",
    ["Numerics", "CheckedJSON", "ModelArithmetic", "Workloads", "RequestLogs", "Roofline"]),
  Module(
    "Calibration", ["Numerics", "CheckedJSON", "ModelArithmetic", "Workloads", "Roofline"]),
  Module("Pricing", ["Numerics", "CheckedJSON"]),
  Module("PriceImport", ["Numerics", "CheckedJSON", "Pricing"], fixtures: ["Fixtures"]),
  Module(
    "Breakeven",
    [
      "Numerics", "CheckedJSON", "EmbeddedData", "ModelArithmetic", "Workloads", "Roofline",
      "FleetSimulation", "Calibration", "Pricing",
    ], fixtures: ["Reported"]),
  // Its tests stand with those of Breakeven, whose fixtures they share.
  Module("Backtest", seenThroughBreakeven + ["Breakeven", "Calibration"], hasTests: false),
  Module("Documents", ["Numerics", "CheckedJSON"]),
  Module(
    "Reporting",
    seenThroughBreakeven + [
      "Breakeven", "RequestLogs", "Calibration", "PriceImport", "Backtest", "Documents",
      "FileAccess",
    ]),
]

let package = Package(
  name: "Breakeven",
  platforms: [.macOS(.v15)],
  products: [
    .library(
      name: "Breakeven",
      targets: ["Breakeven", "RequestLogs", "Reporting"]),
    .executable(name: "breakeven", targets: ["BreakevenCommand"]),
  ],
  targets: [
    .target(name: "EmbeddedData", exclude: ["data"]), .target(name: "ProcessSignals"),
  ]
    + modules.map { module in
      .target(
        name: module.name, dependencies: module.imports.map { .byName(name: $0) },
        swiftSettings: busy.contains(module.name) ? optimised : strict)
    }
    + [
      .executableTarget(
        name: "BreakevenCommand",
        dependencies: modules.map { .byName(name: $0.name) },
        swiftSettings: strict),
      .executableTarget(
        name: "Benchmarks",
        dependencies: modules.map { .byName(name: $0.name) },
        swiftSettings: strict),
      .target(
        name: "TestFixtures",
        dependencies: [
          "CheckedJSON", "ModelArithmetic", "Workloads", "Roofline", "Calibration", "Pricing",
        ], path: "Tests/TestFixtures", swiftSettings: strict),
    ]
    + modules.filter(\.hasTests).map { module in
      .testTarget(
        name: module.name + "Tests",
        dependencies: (module.imports + [module.name, "TestFixtures"]
          + (module.name == "Breakeven" ? ["Backtest"] : [])).map { .byName(name: $0) },
        exclude: module.fixtures, swiftSettings: strict)
    }
    + [
      .testTarget(
        name: "BreakevenCommandTests",
        dependencies: ["BreakevenCommand", "Breakeven", "FileAccess", "RequestLogs"],
        exclude: ["Goldens"], swiftSettings: strict)
    ],
  cLanguageStandard: .c2x
)
