/// The known chain from training to revenue: which KPI moves which, when and by how much.
public enum LeadingEdges {
  /// The share of training completions that lead to a certificate.
  public static let certificatesPerCompletion = 0.7
  /// The deal registrations that one new certificate brings, on average.
  public static let registrationsPerCertificate = 1.0
  /// The share of steady registrations that certificates bring.
  public static let certifiedShareOfDeals = 0.4
  /// The chance per month that a certificate lapses.
  public static let lapseHazard = 0.025
  /// The marketing funds that accrue per USD of revenue.
  public static let fundsPerRevenue = 0.02
  /// The months from revenue to the funds it accrues.
  static let fundsLag = 2

  /// Months from a completion to its certificate.
  static let certification = LagDistribution(first: 1, shares: [0.2, 0.6, 0.2])
  /// Months from a certificate to a registration it brings.
  static let registration = LagDistribution(first: 1, shares: [0.2, 0.6, 0.2])
  /// Months from a registration to the close of the deal: the sales cycle.
  static let salesCycle = LagDistribution(first: 2, shares: [0.2, 0.6, 0.2])
}

/// How an effect is spread over the months after its cause.
struct LagDistribution: Sendable {
  /// The shortest lag, months.
  let first: Int
  /// The shares of the lags from the shortest on; they add up to 1.
  let shares: [Double]

  /// The longest lag, months.
  var last: Int { first + shares.count - 1 }
  /// The lag with the largest share, months.
  var mode: Int { first + (shares.firstIndex(of: shares.max() ?? 0) ?? 0) }

  /// The lag that a uniform number in 0..<1 picks.
  func lag(_ uniform: Double) -> Int {
    var edge = 0.0
    for (offset, share) in shares.enumerated() {
      edge += share
      if uniform < edge { return first + offset }
    }
    return last
  }

  /// What a month receives from causes in earlier months: Σ shareₗ · cause(month − l).
  func spread(_ month: Int, _ cause: (Int) -> Double) -> Double {
    shares.indices.reduce(0) { $0 + shares[$1] * cause(month - first - $1) }
  }
}
