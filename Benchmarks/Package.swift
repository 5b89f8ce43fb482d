// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "kpi-forecast-benchmarks",
  dependencies: [
    .package(name: "kpi-forecast", path: ".."),
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
  ],
  targets: [
    .executableTarget(
      name: "KPIForecastBenchmarks",
      dependencies: [
        .product(name: "Benchmark", package: "benchmark"),
        .product(name: "KPIForecast", package: "kpi-forecast"),
        .product(name: "DataIO", package: "kpi-forecast"),
        .product(name: "ProgramSimulation", package: "kpi-forecast"),
      ],
      path: "Benchmarks/KPIForecastBenchmarks",
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
    .executableTarget(
      name: "export-members",
      dependencies: [.product(name: "KPIForecast", package: "kpi-forecast")],
      path: "training/ExportMembers"),
  ],
  swiftLanguageModes: [.v6]
)
