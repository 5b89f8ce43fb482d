/// SplitMix64 (Steele, Lea, Flood 2014), so that a failing case comes again.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  /// A whole number below a bound.
  mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }

  /// A decimal number with up to 25 digits and any exponent.
  mutating func decimal() -> String {
    let digits = { (generator: inout SeededGenerator, count: Int) in
      (0..<count).map { _ in String(generator.below(10)) }.joined()
    }
    let whole = digits(&self, 1 + below(12))
    let fraction = below(3) == 0 ? "" : "." + digits(&self, 1 + below(12))
    let exponent = below(3) == 0 ? "e\(below(60) - 30)" : ""
    return (below(2) == 0 ? "-" : "") + whole + fraction + exponent
  }
}
