import Forecasting
import RealModule

/// The rates of the series of a panel: their mean, and how much they are alike.
///
/// The rates of series i with totals xᵢ of nᵢ are taken for draws of a Beta distribution. Its mean is the
/// mean of xᵢ/nᵢ with weights nᵢ/(nᵢ + s); its strength s is that with which the squared distances from it
/// are what they should be, Σ(xᵢ/nᵢ − μ)² = Σ μ(1 − μ)(s + nᵢ)/(nᵢ(s + 1)), by bisection. A group of five
/// series or more has its own. J. C. Kleinman, *Proportions with extraneous variance: single and
/// independent samples*, JASA 68 (1973), 46–54, doi:10.1080/01621459.1973.10481332.
public struct RateKnowledge: Hashable, Sendable {
  private let whole: RateStrength
  private let groups: [String: RateStrength]

  private static let fewest = 5
  /// A history is never worth less than what all its peers together would outweigh.
  private static let strongest = 200.0

  /// The rates of a panel; nil with fewer than five series.
  init?(_ totals: [(part: Double, size: Double, group: String?)]) {
    let known = totals.filter { $0.size > 0 }
    guard let whole = Self.pooled(known.map { ($0.part, $0.size) }) else { return nil }
    self.whole = whole
    var groups: [String: RateStrength] = [:]
    for (group, members) in Dictionary(grouping: known, by: \.group) {
      guard let group else { continue }
      groups[group] = Self.pooled(members.map { ($0.part, $0.size) })
    }
    self.groups = groups
  }

  /// What is known of a series of a group before its own history.
  func prior(of group: String?) -> RateStrength { group.flatMap { groups[$0] } ?? whole }

  private static func pooled(_ totals: [(part: Double, size: Double)]) -> RateStrength? {
    guard totals.count >= fewest else { return nil }
    var (low, high) = (Double.log(1), Double.log(strongest))
    var found = mean(totals, strength: strongest)
    guard found > 0, found < 1 else {
      let size = totals.reduce(0) { $0 + $1.size }
      return RateStrength(rate: (found * size + 0.5) / (size + 1), strength: min(size, 10))
    }
    // Rates that differ more than this strength lets them ask for less of it.
    for _ in 0..<30 {
      let middle = (low + high) / 2
      let strength = Double.exp(middle)
      found = mean(totals, strength: strength)
      if surplus(totals, found, strength) > 0 { high = middle } else { low = middle }
    }
    return RateStrength(rate: found, strength: Double.exp((low + high) / 2))
  }

  private static func mean(
    _ totals: [(part: Double, size: Double)], strength: Double
  ) -> Double {
    var (sum, weight) = (0.0, 0.0)
    for (part, size) in totals {
      sum += part / (size + strength)
      weight += size / (size + strength)
    }
    return sum / weight
  }

  /// By how much the mean squared distance from the mean, in its unit, exceeds what it should be.
  private static func surplus(
    _ totals: [(part: Double, size: Double)], _ mean: Double, _ strength: Double
  ) -> Double {
    totals.reduce(-Double(totals.count - 1)) { sum, it in
      let error = it.part / it.size - mean
      let variance = mean * (1 - mean) * (strength + it.size) / (it.size * (strength + 1))
      return sum + error * error / variance
    }
  }
}

extension RateKnowledge {
  /// The rates of shares of whole numbers; nil with fewer than five of them.
  init?(of members: [PanelKnowledge.Member]) {
    self.init(
      members.compactMap { member in
        guard let exposure = member.context.exposure, let upper = member.context.range.upper,
          member.context.range.lower == 0,
          let counts = ShareHistory(member.history, exposure: exposure, upper: upper)
        else { return nil }
        return (
          counts.parts.reduce(0, +), counts.sizes.reduce(0, +), member.context.group
        )
      })
  }
}
