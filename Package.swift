// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .strictMemorySafety(),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// Modules in the order in which data flows; each may import only those to its left.
let modules: [(name: String, imports: [String], fixtures: [String])] = [
  ("CheckedJSON", [], []),
  ("ModelArithmetic", ["CheckedJSON"], ["parameter-truth.csv", "Fixtures"]),
  ("WorkloadProfiling", ["CheckedJSON"], []),
  ("Serving", ["CheckedJSON", "ModelArithmetic", "WorkloadProfiling"], []),
  ("Pricing", ["CheckedJSON"], ["Fixtures"]),
  (
    "Breakeven",
    ["CheckedJSON", "EmbeddedData", "ModelArithmetic", "WorkloadProfiling", "Serving", "Pricing"],
    ["Reported"]
  ),
  (
    "Reporting",
    ["CheckedJSON", "ModelArithmetic", "WorkloadProfiling", "Serving", "Pricing", "Breakeven"], []
  ),
]

let package = Package(
  name: "Breakeven",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Breakeven", targets: ["Breakeven", "Reporting"]),
    .executable(name: "breakeven", targets: ["BreakevenCommand"]),
  ],
  targets: [
    .target(name: "EmbeddedData", exclude: ["data"])
  ]
    + modules.map { module in
      .target(
        name: module.name, dependencies: module.imports.map { .byName(name: $0) },
        swiftSettings: strict)
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
    ]
    + modules.map { module in
      .testTarget(
        name: module.name + "Tests",
        dependencies: (module.imports + [module.name]).map { .byName(name: $0) },
        exclude: module.fixtures, swiftSettings: strict)
    }
    + [
      .testTarget(
        name: "BreakevenCommandTests", dependencies: ["BreakevenCommand", "Breakeven"],
        exclude: ["Goldens"], swiftSettings: strict)
    ],
  cLanguageStandard: .c2x
)
