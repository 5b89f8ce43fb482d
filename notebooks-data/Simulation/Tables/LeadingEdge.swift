/// A line of the table of leading edges: what moves what, when and by how much.
struct LeadingEdge: Sendable {
  let leading: String, lagging: String
  /// The lags, or nil where there is no effect.
  let lag: LagDistribution?
  /// What one unit of the leading KPI adds to the lagging one, over all lags; empty if it varies.
  let effect: String
  let verdict: String
  let note: String

  var fields: [String] {
    let lags = lag.map { ["\($0.mode)", "\($0.first)", "\($0.last)"] } ?? ["", "", ""]
    return [leading, lagging] + lags + [effect, verdict, note]
  }

  /// The true edges, and tempting ones that are not.
  static let all = [
    LeadingEdge(
      leading: "training_completions", lagging: "newly_certified",
      lag: LeadingEdges.certification, effect: fixed(LeadingEdges.certificatesPerCompletion, 2),
      verdict: "true", note: "a completion earns a certificate with this probability"),
    LeadingEdge(
      leading: "newly_certified", lagging: "deals_registered", lag: LeadingEdges.registration,
      effect: fixed(LeadingEdges.registrationsPerCertificate, 2), verdict: "true",
      note: "registrations that a certificate brings; 40 % of all in a steady state"),
    LeadingEdge(
      leading: "deals_registered", lagging: "deals_closed", lag: LeadingEdges.salesCycle,
      effect: "1.00", verdict: "true",
      note: "sales cycle; partners that order quarterly close in their next order month"),
    LeadingEdge(
      leading: "deals_registered", lagging: "deals_won", lag: LeadingEdges.salesCycle, effect: "",
      verdict: "true", note: "the effect is the partner's win rate"),
    LeadingEdge(
      leading: "deals_won", lagging: "revenue", lag: LagDistribution(first: 0, shares: [1]),
      effect: "", verdict: "true", note: "the effect is the partner's mean deal, USD"),
    LeadingEdge(
      leading: "revenue", lagging: "mdf_spend",
      lag: LagDistribution(first: LeadingEdges.fundsLag, shares: [1]),
      effect: fixed(LeadingEdges.fundsPerRevenue, 2), verdict: "true",
      note: "funds accrue from revenue: the spend follows, it does not lead"),
    LeadingEdge(
      leading: "mdf_spend", lagging: "revenue", lag: nil, effect: "0.00", verdict: "none",
      note: "correlated because the spend follows revenue"),
    LeadingEdge(
      leading: "portal_logins", lagging: "revenue", lag: nil, effect: "0.00", verdict: "none",
      note: "correlated across partners because both grow with size and activity"),
  ]
}
