/// What rounding takes from running sums, so that every sum is the exact one rounded once, whatever the
/// order of its parts.
///
/// Beside each running sum stands the sum of the errors of its additions. That is exact for amounts of
/// money and counts; where it is itself rounded, what is left goes to a list of parts that do not overlap.
///
/// T. J. Dekker, *A floating-point technique for extending the available precision*, Numer. Math. 18
/// (1971), doi:10.1007/BF01397083; J. R. Shewchuk, *Adaptive precision floating-point arithmetic*,
/// Discrete Comput. Geom. 18 (1997), doi:10.1007/PL00009321, figure 6.
struct SumTails {
  private var errors = Column<Double>(usual: 0)
  private var rests: [Int: [Double]] = [:]

  /// Makes room for this many sums.
  mutating func grow(to count: Int) { errors.grow(to: count) }

  /// Adds a value to a running sum.
  @inline(__always)
  mutating func add(_ value: Double, to sum: inout Double, at position: Int) {
    let (total, error) = Self.sum(sum, value)
    sum = total
    guard error != 0 else { return }
    guard total.isFinite else { return errors[position] = 0 }
    let (tail, rest) = Self.sum(errors[position], error)
    errors[position] = tail
    if rest != 0 { keep(rest, at: position) }
  }

  /// The exact sum, rounded once.
  @inline(__always)
  func rounded(_ sum: Double, at position: Int) -> Double {
    let error = errors[position]
    guard error != 0 || !rests.isEmpty else { return sum }
    guard let rest = rests[position] else { return sum + error }
    return Self.rounded(Self.grown(Self.grown(rest, by: error), by: sum))
  }

  /// Forgets a sum.
  mutating func remove(at position: Int) {
    errors[position] = 0
    rests[position] = nil
  }

  private mutating func keep(_ rest: Double, at position: Int) {
    rests[position] = Self.grown(rests[position] ?? [], by: rest)
  }

  /// A sum and the error of its rounding, for any order of sizes.
  ///
  /// Reference: Knuth, D. E. (1997). *The Art of Computer Programming*, volume 2, section 4.2.2.
  @inline(__always)
  private static func sum(_ a: Double, _ b: Double) -> (sum: Double, error: Double) {
    let sum = a + b
    let part = sum - a
    return (sum, (a - (sum - part)) + (b - part))
  }

  /// Parts that do not overlap, the smallest first, with one number more.
  private static func grown(_ parts: [Double], by value: Double) -> [Double] {
    var (result, total) = ([Double](), value)
    for part in parts {
      let (sum, error) = sum(total, part)
      if error != 0 { result.append(error) }
      total = sum
    }
    result.append(total)
    return result
  }

  /// The sum of parts that do not overlap, the smallest first, rounded once to the nearest number.
  private static func rounded(_ parts: [Double]) -> Double {
    var place = parts.count - 1
    var (total, error) = (parts[place], 0.0)
    while place > 0, error == 0 {
      place -= 1
      (total, error) = sum(total, parts[place])
    }
    // Half way between two numbers, smaller parts decide.
    if place > 0, (error < 0) == (parts[place - 1] < 0), error != 0 {
      let (double, further) = (2 * error, total + 2 * error)
      if double == further - total { total = further }
    }
    return total
  }
}
