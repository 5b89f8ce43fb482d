/// How often a partner places orders and closes deals.
public enum Cadence: Hashable, Sendable {
  /// An order in every month.
  case everyMonth
  /// One order in every third month (month index modulo 3 equal to `phase`), for all that was due
  /// since the last one; 3 % of these orders slip to the next month.
  case everyThirdMonth(phase: Int)
  /// An order in a month with this probability; deals close in any month.
  case irregular(probability: Double)

  /// The chance that an order of the every-third-month cadence comes one month late.
  ///
  /// Each slip makes two of the gaps between orders differ from 3 months, so that 94 % are exactly 3.
  public static let slipProbability = 0.03

  /// The word in the tables: `monthly`, `quarterly` or `irregular`.
  public var name: String {
    switch self {
    case .everyMonth: "monthly"
    case .everyThirdMonth: "quarterly"
    case .irregular: "irregular"
    }
  }

  /// The expected amount released in a month, from the expected amounts `due` by month.
  ///
  /// With slip probability q and m an order month, the order of month m comes on time with
  /// probability 1 − q and clears the dues of m, m − 1 and, unless the order before slipped (and
  /// cleared it), m − 2. With probability q it comes in m + 1 and clears the due of m + 1 too.
  func expectedRelease(_ month: Int, due: (Int) -> Double) -> Double {
    guard case .everyThirdMonth(let phase) = self else { return due(month) }
    let slip = Self.slipProbability
    func backlog(_ order: Int) -> Double {
      due(order) + due(order - 1) + (1 - slip) * due(order - 2)
    }
    switch Self.sinceOrderMonth(month, phase) {
    case 0: return (1 - slip) * backlog(month)
    case 1: return slip * (backlog(month - 1) + due(month))
    default: return 0
    }
  }

  /// Months since the last month whose index modulo 3 is the phase: 0, 1 or 2.
  static func sinceOrderMonth(_ month: Int, _ phase: Int) -> Int {
    ((month - phase) % 3 + 3) % 3
  }
}
