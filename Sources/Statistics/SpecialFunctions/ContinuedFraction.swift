/// Evaluates β₀ + α₁/(β₁ + α₂/(β₂ + …)) by the modified Lentz method.
///
/// Lentz, W. J. (1976), *Applied Optics* 15(3), 668–671, with the shift away from zero of Thompson,
/// I. J. and Barnett, A. R. (1986), *Journal of Computational Physics* 64, 490–509.
///
/// - Parameters:
///   - limit: The number of terms after which the value reached is returned.
///   - numerator: αₙ for n = 1, 2, ….
///   - denominator: βₙ for n = 0, 1, ….
func continuedFraction(
  limit: Int, numerator: (Double) -> Double, denominator: (Double) -> Double
) -> Double {
  let smallest = 1e-300
  func away(_ value: Double) -> Double { abs(value) < smallest ? smallest : value }
  var value = away(denominator(0))
  var upper = value
  var lower = 0.0
  for index in 1...limit {
    let (a, b) = (numerator(Double(index)), denominator(Double(index)))
    lower = 1 / away(b + a * lower)
    upper = away(b + a / upper)
    let change = upper * lower
    value *= change
    if abs(change - 1) <= Double.ulpOfOne { break }
  }
  return value
}
