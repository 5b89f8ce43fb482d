import RealModule
import Statistics

/// Training completions, the certificates they lead to, and the stock of certified staff.
struct Enablement: Sendable {
  let completions: MonthlyCounts
  let certificates: MonthlyCounts
  /// Certified staff at the end of each month of the span.
  let certifiedStaff: MonthlyCounts

  /// The enablement of a partner over the months of its activity.
  init(_ demand: Demand, span: Range<Int>) {
    var stream = demand.profile.stream("training")
    var completions = MonthlyCounts(span)
    var certificates = MonthlyCounts(span)
    for month in span {
      let count = stream.negativeBinomial(
        mean: demand.completions(month), size: demand.profile.dispersion)
      completions.add(count, in: month)
      for _ in 0..<count where stream.uniform() < LeadingEdges.certificatesPerCompletion {
        certificates.add(in: month + LeadingEdges.certification.lag(stream.uniform()))
      }
    }
    certifiedStaff = Self.stock(demand.profile, gained: certificates)
    (self.completions, self.certificates) = (completions, certificates)
  }

  /// The stock: what was there, less the certificates that lapse, plus the new ones.
  private static func stock(_ profile: PartnerProfile, gained: MonthlyCounts) -> MonthlyCounts {
    var stream = profile.stream("certificates")
    var stock = stream.poisson(mean: startingStock(profile, at: gained.span.lowerBound))
    var result = MonthlyCounts(gained.span)
    for month in gained.span {
      stock -= (0..<stock).reduce(0) { lapsed, _ in
        stream.uniform() < LeadingEdges.lapseHazard ? lapsed + 1 : lapsed
      }
      stock += gained[month]
      result.add(stock, in: month)
    }
    return result
  }

  /// The mean stock of a partner that had earned certificates since its launch.
  private static func startingStock(_ profile: PartnerProfile, at month: Int) -> Double {
    let rate = LeadingEdges.certificatesPerCompletion * profile.trainingRate
    let age = Double(max(0, month - profile.life.launch))
    let kept = 1 - Double.pow(1 - LeadingEdges.lapseHazard, age)
    return rate / LeadingEdges.lapseHazard * kept
  }
}
