// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "Fuzzing",
  dependencies: [.package(name: "kpi-forecast", path: "../..")],
  targets: [
    .executableTarget(
      name: "Fuzz",
      dependencies: [
        .product(name: "DataIO", package: "kpi-forecast"),
        .product(name: "KPIProject", package: "kpi-forecast"),
      ])
  ],
  swiftLanguageModes: [.v6]
)
