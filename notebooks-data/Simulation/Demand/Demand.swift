import RealModule

/// The mean of a partner's flows by month, given what is known before some month.
///
/// The simulation asks with everything known, the truth tables with the history known only. The
/// mean of every flow is linear in the random parts, so that both use the same equations.
struct Demand: Sendable {
  let profile: PartnerProfile
  let program: Program
  /// The first month of the partner's simulation.
  let start: Int
  /// The partner's own level by month from `start`.
  let level: [Double]
  /// The months before this one are known: their levels, market and waves.
  let known: Int

  /// The standard deviation of the monthly change of the log level.
  static let levelSpread = 0.03

  /// The demand of a partner with everything known.
  init(of profile: PartnerProfile, in program: Program) {
    let start = max(profile.life.launch, -PartnerHistory.warmUp)
    let end = program.plan.end
    self.init(
      profile: profile, program: program, start: start,
      level: Self.walk(of: profile, from: start, to: end), known: end)
  }

  /// A random walk of the partner's level.
  ///
  /// lₜ = lₜ₋₁ exp(σ zₜ − σ²/2) is a martingale: its mean in the future is its last value.
  static func walk(of profile: PartnerProfile, from start: Int, to end: Int) -> [Double] {
    var stream = profile.stream("level")
    var level = 1.0
    return (start..<end).map { _ in
      let change = levelSpread * stream.normal() - levelSpread * levelSpread / 2
      level *= Double.exp(change)
      return level
    }
  }

  private init(
    profile: PartnerProfile, program: Program, start: Int, level: [Double], known: Int
  ) {
    (self.profile, self.program, self.start) = (profile, program, start)
    (self.level, self.known) = (level, known)
  }

  /// The same partner with only the months before another one known.
  func known(before month: Int) -> Demand {
    Demand(profile: profile, program: program, start: start, level: level, known: month)
  }

  /// The partner's demand relative to its steady one, season and events aside; 0 before the start.
  func tide(_ month: Int) -> Double {
    guard month >= start else { return 0 }
    let growth = Double.exp(profile.growth * Double(month) / 12)
    let own = level[max(0, min(month, known - 1) - start)]
    return own * growth * profile.life.ramp(month) * program.climate.market(month, known: known)
  }

  /// The seasonal factor of the partner's type.
  func season(_ month: Int) -> Double {
    profile.type.traits.season[ProgramPlan.monthOfYear(month)]
  }

  /// The price level of a month: 1 in month 0.
  func price(_ month: Int) -> Double { program.eventFactor(.prices, month, profile.type) }
}
