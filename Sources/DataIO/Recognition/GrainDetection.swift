import TemporalData

/// Finds the length of a period from the dates of a panel.
///
/// The smallest frequency that explains the spacing: months if all dates are the first, the last or
/// one same day of a month; quarters or years if these months also lie 3 or 12 apart; weeks if all
/// lie whole weeks apart. Other dates are days, unless a series has only a few of them per month:
/// then they are transactions, and months are proposed.
struct GrainDetection {
  /// The frequency found.
  let frequency: Frequency
  /// Why, in words for a decision line.
  let reason: String

  /// Whether dates tell nothing but their month, quarter or year.
  let isOfMonths: Bool

  private init(_ frequency: Frequency, _ reason: String, isOfMonths: Bool = false) {
    (self.frequency, self.reason, self.isOfMonths) = (frequency, reason, isOfMonths)
  }

  /// The grain of cells with dates at the frequency of their form.
  ///
  /// - Parameter used: the dates that occur.
  init(_ form: DateFormat, _ store: CellStore, used: [Int32]) {
    switch form.frequency {
    case .day: self = Self.ofDays(store, used)
    case .month: self = Self.ofMonths(used.map(Int.init), Gaps(store), .label)
    default: self.init(form.frequency, form.name)
    }
  }

  /// What a date says about its month.
  private enum Mark { case start, end, label }

  private static func ofDays(_ store: CellStore, _ used: [Int32]) -> GrainDetection {
    let days = used.map { CivilDate(daysSince1970: Int($0)) }
    let months = { days.map { ($0.year - 1970) * 12 + $0.month - 1 } }
    let gaps = Gaps(store)
    if days.allSatisfy({ $0.day == CivilDate.days(inMonth: $0.month, of: $0.year) }) {
      return ofMonths(months(), monthGaps(gaps), .end)
    }
    if let first = days.first, first.day <= 28, days.allSatisfy({ $0.day == first.day }) {
      return ofMonths(months(), monthGaps(gaps), .start)
    }
    if let first = days.first, days.count > 1,
      days.allSatisfy({ ($0.daysSince1970 - first.daysSince1970) % 7 == 0 })
    {
      return GrainDetection(.week(startingOn: first.weekday), "dates are whole weeks apart")
    }
    return ofIrregularDays(store, gaps)
  }

  private static func ofIrregularDays(_ store: CellStore, _ gaps: Gaps) -> GrainDetection {
    if let median = gaps.median, median == 7, gaps.share(in: 6...8) >= 0.9 {
      return GrainDetection(.week, "most dates of a series are a week apart")
    }
    let perMonth = medianDaysPerMonth(store)
    guard perMonth <= 10, gaps.median ?? 2 > 1 else {
      return GrainDetection(.day, "dates are days")
    }
    let days = perMonth == 1 ? "1 day" : "\(perMonth) days"
    return GrainDetection(.month, "a series typically has \(days) per month")
  }

  /// Months, or quarters or years if all months lie that far apart.
  private static func ofMonths(_ months: [Int], _ gaps: Gaps, _ mark: Mark) -> GrainDetection {
    guard let first = months.first, let median = gaps.median else {
      return GrainDetection(.month, "dates are months", isOfMonths: true)
    }
    let lies = { (step: Int) in months.allSatisfy { ($0 - first) % step == 0 } }
    if median >= 12, lies(12) {
      return GrainDetection(
        .year(anchor: anchor(first, 12, mark)), "dates are twelve months apart",
        isOfMonths: true)
    }
    if median >= 3, lies(3) {
      return GrainDetection(
        .quarter(anchor: anchor(first, 3, mark)), "dates are three months apart",
        isOfMonths: true)
    }
    return GrainDetection(.month, "dates are months", isOfMonths: true)
  }

  /// The first month of the slot that a date of this month stands for, 1 to `step`.
  private static func anchor(_ month: Int, _ step: Int, _ mark: Mark) -> Int {
    let remainder = (month % step + step) % step
    let isEnd = mark == .end || (mark == .label && remainder == step - 1)
    return isEnd ? (remainder + 1) % step + 1 : remainder + 1
  }

  /// Gaps in days as gaps in months; the month lengths lie close enough to 30.44 days.
  private static func monthGaps(_ gaps: Gaps) -> Gaps {
    Gaps(median: gaps.median.map { Int((Double($0) / 30.44).rounded()) })
  }

  private static func medianDaysPerMonth(_ store: CellStore) -> Int {
    var histogram = Array(repeating: 0, count: 32)
    var cells: [Int32] = []
    for series in 0..<store.seriesCount {
      var (month, count) = (Int.min, 0)
      store.ordered(series, into: &cells)
      for cell in cells {
        let date = CivilDate(daysSince1970: Int(store.slot(of: Int(cell))))
        let current = date.year * 12 + date.month
        if current != month {
          if count > 0 { histogram[count] += 1 }
          (month, count) = (current, 0)
        }
        count += 1
      }
      if count > 0 { histogram[count] += 1 }
    }
    return Gaps.median(of: histogram) ?? 1
  }
}

/// The distances between neighbouring dates of one series, over all series.
private struct Gaps {
  private var histogram: [Int] = []
  /// The median distance; nil if no series has two dates.
  let median: Int?

  init(median: Int?) { self.median = median }

  init(_ store: CellStore) {
    let histogram = store.isAscending ? store.gaps : Self.counted(store)
    self.histogram = histogram
    median = Self.median(of: histogram)
  }

  /// The distances of dates that have to be put in order first.
  private static func counted(_ store: CellStore) -> [Int] {
    var histogram = Array(repeating: 0, count: CellStore.longestGap + 1)
    var cells: [Int32] = []
    for series in 0..<store.seriesCount {
      store.ordered(series, into: &cells)
      guard let first = cells.first else { continue }
      var earlier = Int(store.slot(of: Int(first)))
      for cell in cells.dropFirst() {
        let later = Int(store.slot(of: Int(cell)))
        histogram[min(later - earlier, CellStore.longestGap)] += 1
        earlier = later
      }
    }
    return histogram
  }

  /// The share of distances in a range.
  func share(in range: ClosedRange<Int>) -> Double {
    Double(histogram[range].reduce(0, +)) / Double(max(1, histogram.reduce(0, +)))
  }

  /// The lower median of counted whole numbers; nil if nothing was counted.
  static func median(of histogram: [Int]) -> Int? {
    let total = histogram.reduce(0, +)
    var seen = 0
    for (value, count) in histogram.enumerated() {
      seen += count
      if count > 0, seen * 2 >= total { return value }
    }
    return nil
  }
}
