import RealModule
import Statistics

/// The origin of a link at which the mean of the values is a given one.
///
/// The mean falls as the origin rises. Beside one bound it is a convex function of the origin, and
/// Newton's method from the side of too large a mean needs no bracket; between two bounds steps that leave
/// the bracket are replaced by its middle.
struct OriginSearch {
  private let base: ForecastDistribution
  private let start: RangeLink
  private let target: Double

  private static let steps = 60

  init(_ base: ForecastDistribution, _ start: RangeLink, target: Double) {
    (self.base, self.start, self.target) = (base, start, target)
  }

  /// The origin; nil if it leaves the range of numbers.
  var origin: Double? {
    let centre = base.mean
    guard centre.isFinite else { return nil }
    // u at the centre of z, the quantity that is solved for.
    var place = firstPlace
    var (low, high) = (-Double.infinity, Double.infinity)
    let noise = 1e-13 * max(target.magnitude, height)
    for _ in 0..<Self.steps {
      guard let link = link(place, centre) else { return nil }
      let found = base.expectation(width: link.resolution) { link.point($0) }
      let excess = found.x - target
      if excess > 0 { high = place } else { low = place }
      let slope = found.y / link.rate
      var next = place - excess / slope
      if !(next > low && next < high) || !next.isFinite {
        next =
          low.isFinite && high.isFinite
          ? (low + high) / 2 : place - 2 * excess.signed(1 + place.magnitude)
      }
      if excess.magnitude <= noise || next == place { break }
      place = next
    }
    return link(place, centre)?.origin
  }

  private func link(_ place: Double, _ centre: Double) -> RangeLink? {
    try? start.placed(at: centre - place / start.rate, rate: start.rate)
  }

  /// The distance of the target to the nearer bound.
  private var height: Double { min(target - start.lower, start.upper - target) }

  /// Where the mean would be right without a spread.
  private var firstPlace: Double {
    switch start.bounds {
    case .above, .below: target - (start.lower.isFinite ? start.lower : start.upper)
    case .within(let lower, let upper): Double.log((target - lower) / (upper - target))
    }
  }
}

extension Double {
  /// The size with the sign of the receiver.
  fileprivate func signed(_ size: Double) -> Double { self < 0 ? -size : size }
}
