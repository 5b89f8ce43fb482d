import Statistics
import TemporalData

/// A simulated partner program whose every parameter is known.
///
/// The program holds what all partners share: the market, the enablement waves and the events. A
/// partner's profile and history depend on the seed, the partner's number and the length of the
/// plan only, so that a program of 40 partners is the first third of a program of 120.
public struct Program: Sendable {
  /// The plan it was made from.
  public let plan: ProgramPlan
  /// The shocks of the program, in order of their first month.
  public let events: [ProgramEvent]
  /// The market and the enablement waves.
  let climate: Climate

  /// The program of a plan.
  ///
  /// Complexity: O(months).
  public init(_ plan: ProgramPlan) {
    self.plan = plan
    events = ProgramEvent.calendar(months: plan.months)
    climate = Climate(seed: plan.seed, end: plan.end)
  }

  /// The numbers of its partners, from 1.
  public var partnerNumbers: ClosedRange<Int> { 1...plan.partnerCount }

  /// The true parameters of a partner.
  ///
  /// Complexity: O(1).
  public func profile(of number: Int) -> PartnerProfile {
    PartnerProfile(number: number, seed: plan.seed, months: plan.months)
  }

  /// What a partner did in the history and in the held-back future.
  ///
  /// Complexity: O(months + deals).
  public func history(of number: Int) -> PartnerHistory {
    PartnerHistory(profile: profile(of: number), program: self)
  }

  /// The random numbers of one part of the program, independent of all other parts.
  static func stream(seed: UInt64, _ part: String) -> RandomStream {
    RandomStream(seed: seed, key: part)
  }
}
