/// A whole number in decimal digits, filled with leading zeros to a width.
func zeroFilled(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

/// An amount in USD as whole cents, rounded to the nearest.
func wholeCents(_ amount: Double) -> Int { Int((amount * 100).rounded()) }

/// Whole cents as an amount with two decimals, such as `-12.05`.
func money(_ cents: Int) -> String {
  let size = cents.magnitude
  return (cents < 0 ? "-" : "") + "\(size / 100)." + zeroFilled(Int(size % 100), 2)
}

/// A number with a fixed count of decimals, rounded to the nearest.
func fixed(_ value: Double, _ decimals: Int) -> String {
  let scale = (0..<decimals).reduce(1) { power, _ in power * 10 }
  let units = Int((value * Double(scale)).rounded())
  let size = Int(units.magnitude)
  let sign = units < 0 ? "-" : ""
  return decimals == 0
    ? sign + "\(size)" : sign + "\(size / scale)." + zeroFilled(size % scale, decimals)
}
