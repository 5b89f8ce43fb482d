import Benchmark
import KPIForecast
import ProgramSimulation

/// Whole panels on one thread: the generated program's revenue, monthly, 60 histories of 48 months.
func panelBenchmarks() {
  Benchmark("forecast / 60 generated histories × 48 months / auto, h 6") { benchmark in
    let histories = try generatedRevenue(partners: 60)
    let model = try ModelCatalog.model(named: "auto", seasonLength: 12)
    let request = ForecastRequest(model: model, horizon: 6)
    benchmark.startMeasurement()
    for _ in benchmark.scaledIterations {
      for (index, history) in histories.enumerated() {
        let answer = request.answer(history, key: String(index))
        precondition(answer.value?.forecast.isFinite == true)
        blackHole(answer.status)
      }
    }
  }
  Benchmark("backtest / 60 generated histories × 48 months / ets, 3 windows, h 6") { benchmark in
    let histories = try generatedRevenue(partners: 60)
    let model = try ModelCatalog.model(named: "ets", seasonLength: 12)
    let plan = try Backtest(horizon: 6, seasonLength: 12)
    let reference = try SeasonalNaive(seasonLength: 12)
    benchmark.startMeasurement()
    for _ in benchmark.scaledIterations {
      for history in histories {
        blackHole(plan.evaluate(model, against: reference, on: history).status)
      }
    }
  }
}

/// Monthly revenue of generated partners over the whole plan, months without an order as zero.
private func generatedRevenue(partners: Int) throws -> [TimeSeries] {
  let program = Program(try ProgramPlan(seed: 1, partnerCount: partners, months: 48))
  return program.partnerNumbers.map { number in
    let history = program.history(of: number)
    let start = Period(.month, ordinal: 0)
    let revenue = history.months.map { Double($0.revenue) / 100 }
    return TimeSeries(start: start, storage: revenue.isEmpty ? [0] : revenue)
  }
}
