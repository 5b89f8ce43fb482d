/// The kind of business a partner is.
public enum PartnerType: String, CaseIterable, Sendable {
  /// Sells on, with projects and stock orders.
  case reseller = "Reseller"
  /// Managed service provider: recurring monthly orders.
  case msp = "MSP"
  /// Refers and advises: few, small, irregular deals.
  case agency = "Agency"
  /// Value-added reseller: large projects and quarterly orders.
  case valueAddedReseller = "VAR"
}

/// What the partners of one type have in common.
struct TypeTraits: Sendable {
  /// The share of partners that are of the type.
  let share: Double
  /// The median of steady monthly revenue, USD.
  let medianRevenue: Double
  /// The share of revenue that comes from registered deals; the rest is run-rate orders.
  let dealShare: Double
  /// The mean of the partners' win rates, 0...1.
  let winRate: Double
  /// The mean amount of a deal of a partner of median size, USD.
  let meanDeal: Double
  /// The time constant of the launch ramp, months.
  let rampMonths: Double
  /// The chance per month that an active partner goes dormant for good.
  let churnHazard: Double
  /// The shares of partners that order every month and every third month; the rest is irregular.
  let monthlyShare: Double, quarterlyShare: Double
  /// The seasonal factors of January to December, before scaling to mean 1.
  let rawSeason: [Double]

  /// The seasonal factors of January to December; their mean is 1.
  var season: [Double] {
    let mean = rawSeason.reduce(0, +) / Double(rawSeason.count)
    return rawSeason.map { $0 / mean }
  }
}

extension PartnerType {
  /// The parameters of the type.
  var traits: TypeTraits {
    switch self {
    case .reseller:
      TypeTraits(
        share: 0.35, medianRevenue: 4_000, dealShare: 0.40, winRate: 0.28, meanDeal: 4_200,
        rampMonths: 5, churnHazard: 0.010, monthlyShare: 0.30, quarterlyShare: 0.45,
        rawSeason: [0.80, 0.85, 1.10, 0.90, 0.95, 1.15, 0.80, 0.80, 1.10, 0.95, 1.15, 1.45])
    case .msp:
      TypeTraits(
        share: 0.20, medianRevenue: 6_000, dealShare: 0.25, winRate: 0.40, meanDeal: 6_000,
        rampMonths: 8, churnHazard: 0.006, monthlyShare: 0.85, quarterlyShare: 0.10,
        rawSeason: [1.02, 1.00, 1.02, 1.00, 1.00, 1.00, 0.96, 0.96, 1.00, 1.02, 1.02, 1.00])
    case .agency:
      TypeTraits(
        share: 0.25, medianRevenue: 2_000, dealShare: 0.70, winRate: 0.35, meanDeal: 4_000,
        rampMonths: 3, churnHazard: 0.014, monthlyShare: 0.15, quarterlyShare: 0.20,
        rawSeason: [1.10, 1.15, 1.20, 1.05, 1.10, 1.00, 0.70, 0.55, 1.15, 1.20, 1.15, 0.65])
    case .valueAddedReseller:
      TypeTraits(
        share: 0.20, medianRevenue: 10_000, dealShare: 0.50, winRate: 0.30, meanDeal: 10_000,
        rampMonths: 6, churnHazard: 0.007, monthlyShare: 0.25, quarterlyShare: 0.60,
        rawSeason: [0.65, 0.75, 1.25, 0.75, 0.85, 1.60, 0.75, 0.75, 1.30, 0.80, 0.95, 1.60])
    }
  }
}
