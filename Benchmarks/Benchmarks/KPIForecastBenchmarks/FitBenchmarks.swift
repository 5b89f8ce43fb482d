import Benchmark
import KPIForecast

/// Monthly totals of international airline passengers, in thousands, 1949 to 1960.
///
/// Series G of G. E. P. Box, G. M. Jenkins, *Time Series Analysis: Forecasting and Control* (1976).
let airPassengers: [Double] = [
  112, 118, 132, 129, 121, 135, 148, 148, 136, 119, 104, 118, 115, 126, 141, 135, 125, 149, 170,
  170, 158, 133, 114, 140, 145, 150, 178, 163, 172, 178, 199, 199, 184, 162, 146, 166, 171, 180,
  193, 181, 183, 218, 230, 242, 209, 191, 172, 194, 196, 196, 236, 235, 229, 243, 264, 272, 237,
  211, 180, 201, 204, 188, 235, 227, 234, 264, 302, 293, 259, 229, 203, 229, 242, 233, 267, 269,
  270, 315, 364, 347, 312, 274, 237, 278, 284, 277, 317, 313, 318, 374, 413, 405, 355, 306, 271,
  306, 315, 301, 356, 348, 355, 422, 465, 467, 404, 347, 305, 336, 340, 318, 362, 348, 363, 435,
  491, 505, 404, 359, 310, 337, 360, 342, 406, 396, 420, 472, 548, 559, 463, 407, 362, 405, 417,
  391, 419, 461, 472, 535, 622, 606, 508, 461, 390, 432,
]

/// Fitting one series, forecast and both interval levels included.
func fitBenchmarks() {
  // A fit takes less time than the clock of CPU time can tell.
  let thousand = Benchmark.Configuration(
    metrics: [.cpuTotal, .wallClock], scalingFactor: isCheck ? .one : .kilo,
    maxDuration: .seconds(isCheck ? 1 : 10), maxIterations: isCheck ? 1 : 5)
  let series = TimeSeries(
    start: Period(.month, ordinal: (1949 - 1970) * 12), storage: airPassengers)
  for name in [
    "ets", "arima", "theta", "standard-theta", "ces", "mstl", "structural", "auto", "ETS(A,A,A)",
    "ETS(M,Ad,M)", "ARIMA(0,1,1)(0,1,1)",
  ] {
    Benchmark("fit / AirPassengers / \(name)", configuration: thousand) { benchmark in
      let model = try ModelCatalog.model(named: name, seasonLength: 12)
      benchmark.startMeasurement()
      for _ in benchmark.scaledIterations {
        let forecast = try model.fitAny(series).forecast(horizon: 12)
        precondition(forecast.intervals(level: 0.95).allSatisfy { $0.upper > $0.lower })
        blackHole(forecast)
      }
    }
  }
  Benchmark("decompose / AirPassengers / STL", configuration: thousand) { benchmark in
    for _ in benchmark.scaledIterations {
      blackHole(try STL(seasonLength: 12).decompose(series))
    }
  }
}
