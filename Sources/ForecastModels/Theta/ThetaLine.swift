/// A straight line through values at times from 1 on.
struct ThetaLine: Hashable, Sendable {
  /// The value at time 0.
  private(set) var intercept = 0.0
  private(set) var slope = 0.0
  /// The mean and the number of the values behind a line that moves.
  private var (mean, count) = (0.0, 0.0)

  /// The least-squares line through all values; through its own past where the line is a drift.
  init(_ y: [Double], asDrift: Bool) {
    let n = Double(y.count)
    let meanY = y.reduce(0) { $0 + $1 / n }
    let meanT = (n + 1) / 2
    var (across, along) = (0.0, 0.0)
    for (index, value) in y.enumerated() {
      let d = Double(index + 1) - meanT
      across += d * (value - meanY)
      along += d * d
    }
    slope = along > 0 ? across / along : 0
    intercept = asDrift ? -slope : meanY - slope * meanT
    (mean, count) = (meanY, n)
  }

  /// The line through no value.
  init() {}

  /// A line of zeros behind as many values: what is left of a line in the difference of two.
  var zero: ThetaLine {
    var line = ThetaLine()
    line.count = count
    return line
  }

  /// Takes the next value in: the least-squares line through one value more.
  ///
  /// The recursions of Fiorucci et al. (2016) for A, B and the mean.
  mutating func take(_ value: Double) {
    count += 1
    let change = value - mean
    slope = count > 1 ? ((count - 2) * slope + 6 / count * change) / (count + 1) : 0
    mean += change / count
    intercept = mean - (count + 1) / 2 * slope
  }
}

/// The line that is known before each value of a history, and the one after the last.
struct ThetaLines: Hashable, Sendable {
  let intercepts: [Double]
  let slopes: [Double]
  let last: ThetaLine

  init(_ y: [Double], form: Theta.Form) {
    var line = form.moves ? ThetaLine() : ThetaLine(y, asDrift: form == .standard)
    guard form.moves else {
      (intercepts, slopes) = (y.map { _ in line.intercept }, y.map { _ in line.slope })
      last = line
      return
    }
    var (intercepts, slopes): ([Double], [Double]) = ([], [])
    intercepts.reserveCapacity(y.count)
    slopes.reserveCapacity(y.count)
    for value in y {
      intercepts.append(line.intercept)
      slopes.append(line.slope)
      line.take(value)
    }
    (self.intercepts, self.slopes, last) = (intercepts, slopes, line)
  }
}
