import Statistics

/// A symmetric distribution of standardised errors, by the sizes that 80 % and 95 % of them stay below.
///
/// A mixture of two normal distributions around 0, ¾ of it narrow and ¼ wide. Errors of forecasts are
/// not normal: the ratio of the two sizes is 1.53 for normal errors and 1.8 to 2.2 for those of real
/// series. Ratios from 1.53 to 4 are met exactly up to interpolation in a table, others brought to its
/// ends with the larger size kept.
struct ErrorShape: Hashable, Sendable {
  /// The standard deviation of the narrow part.
  let narrow: Double
  /// The standard deviation of the wide part.
  let wide: Double

  /// The probability of the narrow part.
  static let narrowShare = 0.75

  /// The shape with these quantiles of absolute errors, both above 0.
  init(at80: Double, at95: Double) {
    let rows = Self.table
    let ratio = at95 / max(at80, .leastNormalMagnitude)
    let above = rows.firstIndex { $0.ratio >= ratio } ?? rows.count - 1
    guard above > 0 else {
      (narrow, wide) = (at95 / rows[0].at95, at95 / rows[0].at95)
      return
    }
    let (low, high) = (rows[above - 1], rows[above])
    let part = min(1, (ratio - low.ratio) / (high.ratio - low.ratio))
    let stretch = low.stretch + part * (high.stretch - low.stretch)
    narrow = at95 / (low.at95 + part * (high.at95 - low.at95))
    wide = stretch * narrow
  }

  /// The distribution around 0 in units of `scale`.
  func distribution(scale: Double) -> ForecastDistribution {
    let parts = [narrow, wide].map {
      ForecastDistribution.normal(mean: 0, standardDeviation: $0 * scale)
    }
    let share = Self.narrowShare
    guard wide > narrow, let both = try? Mixture(parts, weights: [share, 1 - share]) else {
      return parts[0]
    }
    return .mixture(both)
  }

  /// For growing wide parts beside a narrow one of 1: the size of 95 %, and its ratio to that of 80 %.
  private static let table: [(stretch: Double, at95: Double, ratio: Double)] = {
    let normal = Normal(clampedMean: 0, standardDeviation: 1)
    return (0...72).map { row in
      let stretch = 1 + Double(row) / 12
      func size(_ level: Double) -> Double {
        var (low, high) = (0.0, 3 * stretch)
        for _ in 0..<48 {
          let middle = (low + high) / 2
          let beyond =
            narrowShare * normal.survival(middle)
            + (1 - narrowShare) * normal.survival(middle / stretch)
          if 2 * beyond > 1 - level { low = middle } else { high = middle }
        }
        return (low + high) / 2
      }
      let (at80, at95) = (size(0.8), size(0.95))
      return (stretch, at95, at95 / at80)
    }
  }()
}
