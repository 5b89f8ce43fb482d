/// A stream of random numbers that belongs to a seed and a key, and to nothing else.
///
/// Work on many series draws from one stream per series. Because a stream is derived from what the
/// series is called, not from when its turn comes, results are the same for any order of work and
/// any number of threads.
///
///     var stream = RandomStream(seed: 7, key: "P-0412 / revenue")
///     let shock = stream.normal()
///     var paths = stream.substream(3)          // the same whatever was drawn before
///
/// **Derivation.** With *mix* the finalizer of ``SplitMix64``, γ its golden-ratio constant and
/// *fnv* the 64-bit FNV-1a hash of the UTF-8 bytes of a key (Fowler, G., Noll, L. C. and Vo, K.-P.,
/// *The FNV Non-Cryptographic Hash Algorithm*, IETF draft), all modulo 2⁶⁴:
///
///     identity(seed, key)      = mix(mix(seed + γ) xor mix(fnv(key) + 2γ))
///     identity(parent, index)  = mix(mix(parent + γ) xor mix(index + 3γ))
///     start                    = mix(identity + 4γ)
///     increment                = odd increment of the paper from identity + 5γ
///
/// These formulas are fixed: changing them would change every published result.
public struct RandomStream: RandomNumberGenerator, Hashable, Sendable {
  private let identity: UInt64
  @usableFromInline var generator: SplitMix64

  /// The stream of a key under a seed.
  ///
  /// - Complexity: O(length of `key`).
  public init(seed: UInt64, key: String) {
    self.init(identity: Self.derived(from: seed, Self.hash(key), domain: 2))
  }

  private init(identity: UInt64) {
    self.identity = identity
    generator = SplitMix64(
      state: SplitMix64.mixed(identity &+ 4 &* SplitMix64.goldenRatio),
      increment: SplitMix64.mixedIncrement(identity &+ 5 &* SplitMix64.goldenRatio))
  }

  /// The next 64 bits, O(1).
  @inlinable
  public mutating func next() -> UInt64 { generator.next() }

  /// The stream of a name below this one, independent of what has been drawn.
  public func substream(_ key: String) -> RandomStream {
    RandomStream(seed: identity, key: key)
  }

  /// The stream of a number below this one, independent of what has been drawn.
  public func substream(_ index: Int) -> RandomStream {
    let bits = UInt64(bitPattern: Int64(index))
    return RandomStream(identity: Self.derived(from: identity, bits, domain: 3))
  }

  private static func derived(from parent: UInt64, _ bits: UInt64, domain: UInt64) -> UInt64 {
    let gamma = SplitMix64.goldenRatio
    return SplitMix64.mixed(
      SplitMix64.mixed(parent &+ gamma) ^ SplitMix64.mixed(bits &+ domain &* gamma))
  }

  /// The 64-bit FNV-1a hash of the UTF-8 bytes; `Hasher` is seeded anew in every process.
  static func hash(_ key: String) -> UInt64 {
    key.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }
}
