// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "kpi-forecast",
  products: [
    .library(name: "KPIForecast", targets: ["KPIForecast"]),
    .library(name: "DataIO", targets: ["DataIO"]),
    .library(name: "KPIProject", targets: ["KPIProject"]),
    .library(name: "Reporting", targets: ["Reporting"]),
    .library(name: "ProgramSimulation", targets: ["ProgramSimulation"]),
    .executable(name: "kpi-forecast", targets: ["kpi-forecast"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    // MARK: - C libraries
    .systemLibrary(name: "CLAPACK", providers: [.apt(["libopenblas-dev", "liblapack-dev"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CZip", providers: [.apt(["libzip-dev"])]),
    .systemLibrary(name: "CExpat", providers: [.apt(["libexpat1-dev"])]),

    // MARK: - Layer 0: linear algebra, how errors speak, and rows of SQLite
    .target(name: "Diagnostics"),
    .target(name: "SQLiteReading", dependencies: [.sqlite]),
    .target(name: "LinearAlgebra", dependencies: ["CLAPACK", .realModule]),

    // MARK: - Layer 1: optimisation and statistics
    .target(name: "Optimization", dependencies: ["LinearAlgebra", .realModule]),
    .target(
      name: "Statistics", dependencies: ["LinearAlgebra", "Optimization", .realModule]),

    // MARK: - Layer 2: time
    .target(name: "TemporalData", dependencies: ["Statistics", .realModule]),

    // MARK: - Layer 3: the contract of forecasting, and what a KPI is
    .target(name: "Forecasting", dependencies: ["TemporalData", "Statistics", .realModule]),
    .target(name: "PartnerKPI", dependencies: ["TemporalData"]),

    // MARK: - Layer 4: the models
    .target(
      name: "ForecastModels",
      dependencies: ["Forecasting", "Optimization", "Statistics", "TemporalData", .realModule],
      resources: [.embedInCode("Resources/auto-parameters.txt")]),

    // MARK: - Layer 6: umbrella, files in and results out
    .target(
      name: "KPIForecast",
      dependencies: ["Forecasting", "ForecastModels", "PartnerKPI", "TemporalData"]),
    .target(
      name: "DataIO",
      dependencies: [
        "CExpat", "CZip", "CZlib", "Diagnostics", "PartnerKPI", "SQLiteReading", "TemporalData",
      ]),
    .target(
      name: "KPIProject",
      dependencies: ["Diagnostics", "PartnerKPI", "TemporalData", "Yams"],
      resources: [.embedInCode("Resources")]),
    .target(
      name: "Reporting",
      dependencies: ["Forecasting", "ForecastModels", "PartnerKPI", "TemporalData"]),

    .target(
      name: "ProgramHistory", dependencies: ["PartnerKPI", "TemporalData", .sqlite]),

    // MARK: - Layer 7: the command line
    .executableTarget(
      name: "kpi-forecast",
      dependencies: [
        "KPIForecast", "DataIO", "KPIProject", "Reporting", "ProgramHistory",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // MARK: - Generated partner programs with known truth
    .target(
      name: "ProgramSimulation", dependencies: ["Statistics", "TemporalData", .realModule],
      path: "notebooks-data/Simulation"),
    .executableTarget(
      name: "generate-program", dependencies: ["ProgramSimulation"],
      path: "notebooks-data/Generator"),

    // MARK: - Tests
    .target(
      name: "_TestSupport", dependencies: ["CZlib", "Statistics", "TemporalData", .sqlite],
      path: "Tests/_TestSupport", exclude: ["References"]),
    .tests(of: "LinearAlgebra", .realModule),
    .tests(of: "Optimization", .realModule),
    .tests(of: "Statistics", .realModule),
    .tests(of: "TemporalData", "Statistics"),
    .tests(of: "Forecasting", "TemporalData", "Statistics"),
    .tests(
      of: "ForecastModels", "Forecasting", "TemporalData", "Statistics", "Optimization",
      "ProgramSimulation", .realModule
    ),
    .tests(of: "PartnerKPI", "TemporalData"),
    .tests(of: "DataIO", "PartnerKPI", "TemporalData"),
    .tests(of: "KPIProject", "PartnerKPI", "TemporalData", "Yams"),
    .testTarget(
      name: "ProgramHistoryTests",
      dependencies: ["ProgramHistory", "_TestSupport", "PartnerKPI", "TemporalData", .sqlite],
      exclude: ["Fixtures"]),
    .tests(of: "Reporting", "Forecasting", "PartnerKPI", "TemporalData", "Statistics"),
    .tests(
      of: "ProgramSimulation", "Statistics", "TemporalData", "generate-program", .realModule),
    .testTarget(
      name: "CommandTests", dependencies: ["_TestSupport", "kpi-forecast"],
      exclude: ["Snapshots"]),
  ],
  swiftLanguageModes: [.v6]
)

extension Target.Dependency {
  static var realModule: Self { .product(name: "RealModule", package: "swift-numerics") }
  static var sqlite: Self { .product(name: "GRDB", package: "GRDB.swift") }
}

extension Target {
  /// The test bundle `<name>Tests`, with the shared test support.
  static func tests(of name: String, _ more: Target.Dependency...) -> Target {
    .testTarget(
      name: name + "Tests", dependencies: [.byName(name: name), "_TestSupport"] + more)
  }
}
