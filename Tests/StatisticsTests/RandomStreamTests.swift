import Testing
import _TestSupport

@testable import Statistics

struct RandomStreamTests {
  @Test("SplitMix64 gives the published sequence of seed 1234567")
  func publishedSequence() {
    // S. Vigna, prng.di.unimi.it/splitmix64.c, first five numbers
    var generator = SplitMix64(seed: 1_234_567)
    let expected: [UInt64] = [
      6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
      4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
    ]
    for value in expected { #expect(generator.next() == value) }
  }

  @Test("the hash of keys is FNV-1a as published")
  func publishedHash() {
    // draft-eastlake-fnv, appendix with test vectors
    #expect(RandomStream.hash("") == 0xCBF2_9CE4_8422_2325)
    #expect(RandomStream.hash("a") == 0xAF63_DC4C_8601_EC8C)
    #expect(RandomStream.hash("foobar") == 0x8594_4171_F739_67E8)
  }

  @Test("a stream is fixed for ever by its seed and key")
  func fixedStreams() {
    // The documented derivation, worked out once with Python's integers.
    var stream = RandomStream(seed: 42, key: "P-0412 / revenue")
    #expect(
      (0..<2).map { _ in stream.next() } == [11_871_926_067_462_555_384, 1_084_811_599_802_781_355])
    var child = RandomStream(seed: 42, key: "P-0412 / revenue").substream(3)
    #expect(child.next() == 6_295_806_196_773_323_183)
  }

  @Test("substreams do not depend on what has been drawn")
  func substreams() {
    let fresh = RandomStream(seed: 1, key: "a")
    var used = fresh
    for _ in 0..<10 { _ = used.normal() }
    #expect(used.substream("x") == fresh.substream("x"))
    #expect(used.substream(5) == fresh.substream(5))
    #expect(fresh.substream("x") != fresh.substream("y"))
    #expect(fresh.substream(0) != fresh)
  }

  @Test("seeds, keys and indices that differ give streams that differ")
  func distinct() {
    var firsts = Set<UInt64>()
    for seed in 0..<20 as Range<UInt64> {
      for key in 0..<20 {
        var stream = RandomStream(seed: seed, key: "series \(key)")
        firsts.insert(stream.next())
        for index in 0..<20 {
          var child = RandomStream(seed: seed, key: "series \(key)").substream(index)
          firsts.insert(child.next())
        }
      }
    }
    #expect(firsts.count == 20 * 20 * 21)
  }

  @Test("neighbouring streams are uncorrelated")
  func uncorrelated() {
    let count = 20_000
    for index in 0..<5 {
      var first = RandomStream(seed: 9, key: "k").substream(index)
      var second = RandomStream(seed: 9, key: "k").substream(index + 1)
      let product = (0..<count).reduce(0.0) { sum, _ in sum + first.normal() * second.normal() }
      expectClose(product / Double(count), 0, absolute: 5 / Double(count).squareRoot())
    }
  }

  @Test("a split generator goes its own way and the parent goes on")
  func split() {
    var parent = SplitMix64(seed: 5)
    var child = parent.split()
    #expect(child.increment % 2 == 1)
    let own = (0..<100).map { _ in child.next() }
    let parents = (0..<100).map { _ in parent.next() }
    #expect(Set(own).isDisjoint(with: parents))
  }

  @Test("uniform numbers fill 0..<1 evenly and never reach 1")
  func uniform() {
    var stream = RandomStream(seed: 11, key: "uniform")
    var counts = [Int](repeating: 0, count: 16)
    for _ in 0..<64_000 {
      let value = stream.uniform()
      #expect(value >= 0 && value < 1)
      counts[Int(value * 16)] += 1
    }
    // chi-square with 15 degrees of freedom: mean 15, standard deviation √30
    let statistic = counts.reduce(0.0) { $0 + (Double($1) - 4000) * (Double($1) - 4000) / 4000 }
    #expect(statistic < 15 + 5 * 30.0.squareRoot())
  }

  @Test("the open uniform number never touches 0 or 1, at the extremes of its bits")
  func openUniform() {
    struct Constant: RandomNumberGenerator {
      let bits: UInt64
      func next() -> UInt64 { bits }
    }
    var lowest = Constant(bits: 0)
    var highest = Constant(bits: .max)
    #expect(lowest.openUniform() == 0x1p-53)
    #expect(highest.openUniform() == 1 - 0x1p-53)
    #expect(lowest.normal() == -highest.normal())
    #expect(highest.uniform() < 1)
  }

  @Test("normal numbers have the first four moments of the normal distribution")
  func normal() {
    var stream = RandomStream(seed: 12, key: "normal")
    let count = 100_000
    let moments = Moments((0..<count).map { _ in stream.normal() })
    let root = Double(count).squareRoot()
    expectClose(moments.mean, 0, absolute: 5 / root)
    expectClose(moments.standardDeviation, 1, absolute: 5 * 0.5.squareRoot() / root)
    expectClose(moments.skewness, 0, absolute: 5 * 6.0.squareRoot() / root)
    expectClose(moments.kurtosis, 3, absolute: 5 * 24.0.squareRoot() / root)
  }
}
