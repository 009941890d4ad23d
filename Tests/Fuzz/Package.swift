// swift-tools-version: 6.2
import PackageDescription

// Built by `.ci/fuzz`, which gives all modules the flags that libFuzzer needs.
/// The name of the package beside which this one lies, so that it sees what modules of that package show each other.
let library =
  Context.packageDirectory.split(separator: "/").dropLast(2).last.map { $0.lowercased() } ?? ""

let package = Package(
  name: "Fuzz",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "Breakeven", path: "../..")],
  targets: [
    .target(name: "LibFuzzer"),
    .executableTarget(
      name: "Fuzz", dependencies: ["LibFuzzer", .product(name: "Breakeven", package: "Breakeven")],
      packageAccess: false,
      swiftSettings: [.unsafeFlags(["-package-name", library])],
      linkerSettings: [.unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"])]),
  ]
)
