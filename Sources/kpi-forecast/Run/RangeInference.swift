import Forecasting
import PartnerKPI

/// Which values a KPI can take, as far as its kind, its name and its history tell.
///
/// | KPI | every value | range |
/// |---|---|---|
/// | a ratio of two columns, but for growth, attainment and the like | 0…1 | 0 to 1 |
/// | an average named as a share (rate, share, pct, uptime, …) | 0…1 | 0 to 1 |
/// | one named as a percentage | 0…100 | 0 to 100 |
/// | a flow or stock | a small whole number, 0 or more | whole numbers, 0 and above |
/// | any | 0 or more | 0 and above |
/// | any | some below 0 | any number |
///
/// All histories of a KPI decide together, since the KPI means the same for every entity. Only negative
/// values count by themselves: a series with credits can go below 0 while others cannot.
struct RangeInference {
  private let kpi: KPI
  private var smallest = Double.infinity
  private var largest = -Double.infinity
  private var isWhole = true
  private var smallCount = 0
  private var count = 0
  private(set) var negativeSeries = 0
  private(set) var seriesCount = 0

  /// Above this a whole number is an amount in whole units rather than a count.
  private static let largestCount = 1_000.0

  init(_ kpi: KPI) { self.kpi = kpi }

  /// Takes note of one history.
  mutating func add(_ series: KPISeries) {
    var isNegative = false
    for value in series.values.storage where !value.isNaN {
      smallest = min(smallest, value)
      largest = max(largest, value)
      if value != value.rounded() { isWhole = false }
      if value.magnitude <= Self.largestCount { smallCount += 1 }
      if value < 0 { isNegative = true }
      count += 1
    }
    negativeSeries += isNegative ? 1 : 0
    seriesCount += 1
  }

  /// The range of series without negative values.
  var range: ValueRange {
    guard count > 0, negativeSeries < seriesCount else { return .any }
    let isShare = negativeSeries == 0 && largest <= 1
    switch kpi.kind {
    case .ratio(_, let denominator):
      let isOpen = RangeName(kpi.id).isOpen || RangeName(denominator).isAim
      return isShare && !isOpen ? .share : .nonNegative
    case .share: return isShare ? .share : .nonNegative
    case .duration, .score: return .nonNegative
    case .mean:
      let name = RangeName(kpi.id)
      if isShare && name.isShare { return .share }
      if negativeSeries == 0 && largest <= 100 && largest > 1 && name.isPercentage {
        return ValueRange(lower: 0, upper: 100)
      }
      return .nonNegative
    case .flow, .stock:
      return isWhole && 2 * smallCount > count ? .counts : .nonNegative
    }
  }
}

/// What the words of a KPI's name say about its values.
private struct RangeName {
  private let words: Set<String>
  private let hasSign: Bool

  init(_ name: String) {
    words = Set(
      name.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init))
    hasSign = name.contains("%")
  }

  /// Whether it can be no more than the whole.
  var isShare: Bool {
    (hasSign || !words.isDisjoint(with: Self.shareWords)) && !isOpen
  }

  /// Whether it is a share counted in hundredths.
  var isPercentage: Bool {
    (hasSign || !words.isDisjoint(with: Self.percentWords)) && !isOpen
  }

  /// Whether it can exceed the whole although it is counted in parts of it.
  var isOpen: Bool { !words.isDisjoint(with: Self.openWords) }

  /// Whether it is what somebody aims at, and so may exceed.
  var isAim: Bool { !words.isDisjoint(with: Self.aimWords) }

  private static let shareWords: Set<String> = [
    "rate", "share", "pct", "percent", "percentage", "uptime", "availability", "utilization",
    "utilisation",
  ]
  private static let percentWords: Set<String> = [
    "pct", "percent", "percentage", "uptime", "availability",
  ]
  /// Words of quantities that look like shares and can exceed the whole.
  private static let openWords: Set<String> = [
    "growth", "change", "roi", "margin", "exchange", "fx", "interest", "run", "burn", "attainment",
    "yoy", "mom", "qoq", "variance", "uplift", "turnover", "achievement",
  ]
  private static let aimWords: Set<String> = [
    "target", "quota", "plan", "planned", "goal", "budget", "objective", "forecast", "expected",
  ]
}
