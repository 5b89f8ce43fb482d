import Testing

@testable import Forecasting

@Suite("Stray members")
struct StrayMembersTests {
  private func drawn(_ means: [Double], spreads: [Double]? = nil) -> [SIMD2<Double>] {
    let spreads = spreads ?? means.map { _ in 1 }
    return StrayMembers.drawnIn(zip(means, spreads).map { SIMD2($0, $1) })
  }

  @Test("members that agree stay as they are")
  func agreement() {
    let moments = drawn([9, 10, 11, 12], spreads: [1, 1.5, 2, 1.2])
    #expect(moments.map(\.x) == [9, 10, 11, 12])
    #expect(moments.map(\.y) == [1, 1.5, 2, 1.2])
  }

  @Test("a mean that strays comes to twice the median distance from the median")
  func strayMean() {
    // The median is 11, the distances 2 1 0 1 989.
    #expect(drawn([9, 10, 11, 12, 1000]).map(\.x) == [9, 10, 11, 12, 13])
    #expect(drawn([9, 10, 11, 12, -1000]).map(\.x) == [9, 10, 11, 12, 10 - 2])
  }

  @Test("a spread that strays comes to half or twice the median")
  func straySpread() {
    let moments = drawn([1, 1, 1, 1, 1], spreads: [4, 3, 5, 1e9, 1e-9])
    #expect(moments.map(\.y) == [4, 3, 5, 8, 2])
  }

  @Test("two members are never strays of each other")
  func pair() {
    #expect(drawn([1, 1e9], spreads: [1, 1e9]) == [SIMD2(1, 1), SIMD2(1e9, 1e9)])
    #expect(drawn([]).isEmpty)
  }

  @Test("means that are no numbers leave all as they are")
  func notFinite() {
    #expect(drawn([1, .infinity, .infinity, 2])[0].x == 1)
  }

  @Test("the order of the members does not matter")
  func order() {
    let (one, other) = (drawn([9, 10, 11, 12, 1000]), drawn([1000, 12, 9, 11, 10]))
    #expect(one.map(\.x).sorted() == other.map(\.x).sorted())
  }
}
