import RealModule

/// When a partner starts, how fast it ramps up, and when it goes dormant.
///
/// Months are indices into the plan: 0 is the first month of the history.
public struct Lifecycle: Hashable, Sendable {
  /// The month of enrolment; negative for partners that joined before the history.
  public let launch: Int
  /// The first month without any activity; it may lie after everything simulated.
  public let churn: Int
  /// The time constant of the ramp, months.
  public let rampMonths: Double
  /// The chance per month of going dormant, from `riskStart` on.
  public let churnHazard: Double

  /// Whether the partner is enrolled and not dormant in a month.
  public func isActive(_ month: Int) -> Bool { launch..<churn ~= month }

  /// The share of steady demand reached in a month, 0...1: 1 − exp(−(age + 1) / rampMonths).
  public func ramp(_ month: Int) -> Double {
    month < launch ? 0 : 1 - Double.exp(-Double(month - launch + 1) / rampMonths)
  }

  /// The first month in which the partner may be dormant: not before the history begins, and not
  /// in the first three months after the launch.
  public var riskStart: Int { Self.riskStart(launch) }

  /// The chance to be active in `month`, given to be active in the month before `origin`.
  public func survival(to month: Int, from origin: Int) -> Double {
    let exposed = max(0, month + 1 - riskStart) - max(0, origin - riskStart)
    return Double.pow(1 - churnHazard, Double(max(0, exposed)))
  }

  static func riskStart(_ launch: Int) -> Int { max(launch + 3, 0) }
}

extension Lifecycle {
  /// The share of partners that were enrolled before the history begins.
  static let foundingShare = 0.45

  /// A life drawn from two uniform numbers.
  ///
  /// 45 % of the partners joined in the three years before the history; the others in it, ever
  /// more of them as it goes on. The time to dormancy is geometric.
  init(placement: Double, endurance: Double, months: Int, traits: TypeTraits) {
    launch = Self.launch(placement, months: months)
    rampMonths = traits.rampMonths
    churnHazard = traits.churnHazard
    let survived = Double.log(1 - endurance) / Double.log(1 - traits.churnHazard)
    churn = Self.riskStart(launch) + Int(survived.rounded(.down))
  }

  private static func launch(_ placement: Double, months: Int) -> Int {
    guard placement >= foundingShare else { return -1 - Int(36 * placement / foundingShare) }
    let later = (placement - foundingShare) / (1 - foundingShare)
    return Int(Double(months) * Double.pow(later, 0.6))
  }
}
