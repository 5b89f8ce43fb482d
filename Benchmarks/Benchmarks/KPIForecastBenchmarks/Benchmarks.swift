import Benchmark
import Foundation

/// Whether every benchmark runs once only, to show that it still works: set by `KPI_BENCHMARK_CHECK`.
let isCheck = ProcessInfo.processInfo.environment["KPI_BENCHMARK_CHECK"] != nil

let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.cpuTotal, .wallClock, .peakMemoryResident],
    warmupIterations: isCheck ? 0 : 1,
    maxDuration: .seconds(isCheck ? 1 : 3),
    maxIterations: isCheck ? 1 : 10_000)
  fitBenchmarks()
  panelBenchmarks()
  readBenchmarks()
}
