import PartnerKPI
import Statistics
import TemporalData

@testable import Forecasting

/// Outcomes built by hand, so that every expected text can be computed by hand.
enum Fixtures {
  static func month(_ year: Int, _ month: Int) -> Period {
    Period(.month, ordinal: (year - 1970) * 12 + month - 1)
  }

  /// A normal forecast with these means and one standard deviation.
  static func forecast(
    _ model: String, from start: Period, means: [Double], deviation: Double,
    source: ForecastSource = .own
  ) -> SeriesForecast {
    SeriesForecast(
      forecast: Forecast(
        model: model, start: start,
        distributions: means.map { .normal(mean: $0, standardDeviation: deviation) }),
      summary: FitSummary(
        observations: 36, residualStandardDeviation: deviation, source: source), paths: nil)
  }

  static func entry(
    _ key: [String], kpi: KPI = KPI(id: "revenue"), label: String? = nil, start: Period,
    _ values: [Double]
  ) -> KPIPanel.Entry {
    KPIPanel.Entry(
      key: SeriesKey(values: key, kpi: kpi.id), label: label,
      series: KPISeries(kpi: kpi, values: TimeSeries(start: start, storage: values)))
  }

  /// A level, a yearly growth and a season with its peak in December.
  static func history(_ level: Double, months: Int = 36) -> [Double] {
    (0..<months).map { month in
      let season = [0, 1, 2, 3, 2, 1, 2, 4, 6, 7, 8, 10][month % 12]
      return level * (1 + Double(month / 12) / 10 + Double(season) / 20)
    }
  }

  static func scores(
    mae: Double = 10, smape: Double = 12.345, mase: Double? = 0.8, coverage80: Double = 0.78,
    coverage95: Double = 0.93, skill: Double? = 0.12, windows: Int = 3, horizon: Int = 6
  ) -> BacktestScores {
    BacktestScores(
      windows: windows, horizon: horizon, meanAbsoluteError: mae, rootMeanSquaredError: mae * 1.25,
      symmetricPercentageError: smape, meanAbsoluteScaledError: mase,
      rootMeanSquaredScaledError: mase, bias: -1, weightedQuantileLoss: 0.1,
      meanScaledIntervalScore: 5,
      coverages: [.init(level: 0.8, share: coverage80), .init(level: 0.95, share: coverage95)],
      skill: skill)
  }
}
