/// A fast, splittable generator of 64 random bits.
///
/// A counter that advances by an odd constant γ, passed through a bit mixer: Steele, G. L., Lea, D.
/// and Flood, C. H. (2014), Fast splittable pseudorandom number generators, *OOPSLA '14*,
/// doi:10.1145/2660193.2660195. Period 2⁶⁴ for every γ. Not for cryptography.
///
///     var generator = SplitMix64(seed: 1234567)
///     generator.next()   // 6457827717110365317
public struct SplitMix64: RandomNumberGenerator, Hashable, Sendable {
  @usableFromInline var state: UInt64
  @usableFromInline let increment: UInt64

  /// Starts the generator of the paper's golden-ratio increment at a seed.
  public init(seed: UInt64) {
    self.init(state: seed, increment: Self.goldenRatio)
  }

  init(state: UInt64, increment: UInt64) {
    self.state = state
    self.increment = increment
  }

  /// The next 64 bits, O(1).
  @inlinable
  public mutating func next() -> UInt64 {
    state &+= increment
    return Self.mixed(state)
  }

  /// A generator whose numbers are independent of those that this one will still give.
  ///
  /// Takes two numbers from this generator: a start and an increment of its own.
  public mutating func split() -> SplitMix64 {
    let start = next()
    state &+= increment
    return SplitMix64(state: start, increment: Self.mixedIncrement(state))
  }

  /// 2⁶⁴ divided by the golden ratio, made odd.
  static let goldenRatio: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// The finalizer: Stafford's thirteenth variant of the mixer of MurmurHash3.
  @inlinable
  static func mixed(_ bits: UInt64) -> UInt64 {
    var z = bits
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// An odd increment whose bits change often enough (section 5 of the paper).
  static func mixedIncrement(_ bits: UInt64) -> UInt64 {
    var z = bits
    z = (z ^ (z >> 33)) &* 0xFF51_AFD7_ED55_8CCD
    z = (z ^ (z >> 33)) &* 0xC4CE_B9FE_1A85_EC53
    z = (z ^ (z >> 33)) | 1
    return (z ^ (z >> 1)).nonzeroBitCount < 24 ? z ^ 0xAAAA_AAAA_AAAA_AAAA : z
  }
}
