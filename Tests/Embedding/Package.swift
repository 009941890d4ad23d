// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "tool",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "Breakeven", path: "../library")],
  targets: [
    .executableTarget(
      name: "tool", dependencies: [.product(name: "Breakeven", package: "Breakeven")])
  ]
)
