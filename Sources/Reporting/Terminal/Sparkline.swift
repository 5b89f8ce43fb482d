/// A row of bars as tall as values, one character each.
public enum Sparkline {
  private static let bars: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// Bars of the history and, after a `│`, of the forecast, on one scale from the smallest to the
  /// largest value; a space where there is no value, bars of middle height if all are equal.
  public static func text(_ history: [Double], forecast: [Double] = []) -> String {
    let values = (history + forecast).filter(\.isFinite)
    guard let low = values.min(), let high = values.max() else {
      return row(history, 0, 0) + (forecast.isEmpty ? "" : "│" + row(forecast, 0, 0))
    }
    let past = row(history, low, high)
    return forecast.isEmpty ? past : past + "│" + row(forecast, low, high)
  }

  private static func row(_ values: [Double], _ low: Double, _ high: Double) -> String {
    String(values.map { $0.isFinite ? bar($0, low, high) : " " })
  }

  private static func bar(_ value: Double, _ low: Double, _ high: Double) -> Character {
    guard high > low else { return low == 0 ? bars[0] : bars[3] }
    // Halves first: the span of huge values of both signs would be infinite.
    let share = (value / 2 - low / 2) / (high / 2 - low / 2)
    guard share.isFinite else { return bars[0] }
    return bars[min(bars.count - 1, Int(share * Double(bars.count)))]
  }
}
