import PartnerKPI
import TemporalData

/// An incomplete last period: how far it reaches, what became of it, and its pace.
public struct PartialReport: Hashable, Sendable {
  /// The period.
  public let period: Period
  /// The last day of it that the data knows.
  public let reachesTo: CivilDate
  /// Whether it is used as if it were complete.
  public let isKept: Bool
  /// How many days, working days or shorter periods of it are known.
  public let count: Int
  /// What is counted: `days`, `working days`, or periods of the dates' own length such as `months`.
  public let unit: String
  /// Every KPI beside the same part of earlier periods; none where dates are no finer than periods.
  public let paces: [Pace]

  private let part: PartOfPeriod

  init(_ partial: PartialPeriod, _ part: PartOfPeriod, isKept: Bool, paces: [Pace]) {
    (period, reachesTo) = (partial.period, partial.reachesTo)
    (self.isKept, self.paces, self.part) = (isKept, paces, part)
    (count, unit) = (part.count, part.unit)
  }

  /// The KPIs that a message tells of.
  private static let most = 4

  /// The line to print.
  var message: String {
    let fate = isKept ? "kept (--include-partial)" : "left out; --include-partial keeps it"
    let told = paces.prefix(Self.most).map { $0.text(part, of: period) }
    let more =
      paces.count > Self.most ? "; \(paces.count - Self.most) more KPIs in the manifest" : ""
    let pace = told.isEmpty ? "" : "; pace: " + told.joined(separator: "; ") + more
    return "\(period.name) is partial (to \(reachesTo)): \(fate)\(pace)"
  }
}
