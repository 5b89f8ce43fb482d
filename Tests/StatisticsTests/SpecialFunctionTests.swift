import RealModule
import Statistics
import Testing
import _TestSupport

struct SpecialFunctionTests {
  @Test(
    "log B follows its recurrence where log Γ alone would cancel", arguments: [0.3, 7, 1e6, 1e12])
  func logBeta(a: Double) {
    // B(a, 1) = 1/a and B(a + 1, b) = B(a, b) a/(a + b)
    expectClose(LogGamma.logBeta(a, 1), -Double.log(a), absolute: 1e-14 * Double.log(a + 2))
    let b = 2.5
    let step = LogGamma.logBeta(a + 1, b) - LogGamma.logBeta(a, b)
    expectClose(
      step, Double.log(a / (a + b)), absolute: 4e-15 * abs(LogGamma.logBeta(a, b)) + 1e-15)
    expectClose(LogGamma.logBeta(a, b), LogGamma.logBeta(b, a), relative: 1e-15)
  }

  @Test("both tails of the incomplete beta function add up to one and exchange with the ends")
  func betaTails() {
    for (a, b) in [(0.01, 4.0), (3, 0.2), (70, 900), (1e7, 0.5)] {
      for x in [1e-200, 1e-3, 0.2, 0.5, 0.77, 1 - 0x1p-53] {
        let point = IncompleteBeta.Point(value: x, complement: 1 - x)
        let mirrored = IncompleteBeta.Point(value: 1 - x, complement: x)
        let tails = IncompleteBeta.tails(at: point, a, b)
        let other = IncompleteBeta.tails(at: mirrored, b, a)
        expectClose(tails.lower + tails.upper, 1, absolute: 1e-15)
        #expect(tails == Tails(lower: other.upper, upper: other.lower))
      }
    }
  }

  @Test("the complement of a point carries what one minus the point has lost")
  func betaComplement() {
    // I_x(1, b) = 1 - (1 - x)^b: with 1 - x = 1e-200 the upper tail is its power
    let point = IncompleteBeta.Point(value: 1, complement: 1e-200)
    expectClose(IncompleteBeta.tails(at: point, 1, 1.5).upper, 1e-300, relative: 1e-13)
    let found = IncompleteBeta.quantile(Tails(lower: 1, upper: 1e-300), 1, 1.5)
    expectClose(found.complement, 1e-200, relative: 1e-13)
    #expect(found.value == 1)
  }

  @Test("the incomplete beta function has its recurrence in a")
  func betaRecurrence() {
    // DLMF 8.17.20: I_x(a, b) = I_x(a + 1, b) + x^a (1-x)^b / (a B(a, b))
    for (a, b, x) in [(0.4, 2.0, 0.1), (5, 5, 0.5), (200, 30, 0.9), (1500, 0.5, 0.999)] {
      let point = IncompleteBeta.Point(value: x, complement: 1 - x)
      let term = Double.exp(
        a * Double.log(x) + b * Double.log(onePlus: -x) - LogGamma.logBeta(a, b) - Double.log(a))
      expectClose(
        IncompleteBeta.tails(at: point, a, b).lower,
        IncompleteBeta.tails(at: point, a + 1, b).lower + term, relative: 1e-12)
    }
  }

  @Test("the incomplete gamma function has its recurrence and its elementary cases")
  func gammaIdentities() {
    // DLMF 8.8.6: Q(a + 1, x) = Q(a, x) + x^a e^{-x} / Γ(a + 1)
    for (a, x) in [(0.2, 0.05), (0.2, 3.0), (4, 4), (90, 60), (90, 130)] {
      let term = Double.exp(a * Double.log(x) - x - Double.logGamma(a + 1))
      expectClose(
        IncompleteGamma.tails(at: x, a + 1).upper, IncompleteGamma.tails(at: x, a).upper + term,
        relative: 1e-12)
    }
    // P(½, x²) = erf(x)
    for x in [1e-8, 0.3, 1, 4] {
      let tails = IncompleteGamma.tails(at: x * x, 0.5)
      expectClose(tails.lower, Double.erf(x), relative: 1e-13)
      expectClose(tails.upper, Double.erfc(x), relative: 1e-13)
    }
  }

  @Test("the ends of the incomplete gamma function are certain")
  func gammaEnds() {
    #expect(IncompleteGamma.tails(at: 0, 2) == Tails(lower: 0, upper: 1))
    #expect(IncompleteGamma.tails(at: .infinity, 2) == Tails(lower: 1, upper: 0))
    #expect(IncompleteGamma.tails(at: 1e300, 2) == Tails(lower: 1, upper: 0))
    #expect(IncompleteGamma.tails(at: 1, 1e12).lower == 0)
    #expect(IncompleteGamma.quantile(Tails(lower: 0, upper: 1), 3) == 0)
    #expect(IncompleteGamma.quantile(Tails(lower: 1, upper: 0), 3) == .infinity)
  }

  @Test("tails of 1e-300 come back from the inverse, for shapes of any size")
  func gammaDeepTails() {
    for a in [1.5, 20, 5e3, 9e5, 2e6, 1e10] {
      let low = IncompleteGamma.quantile(Tails(lower: 1e-300, upper: 1), a)
      let high = IncompleteGamma.quantile(Tails(lower: 1, upper: 1e-300), a)
      // the standardized point is exact to an ulp of x over its deviation, times z = 37
      let relative = 1e-11 + 40 * Double.ulpOfOne * a.squareRoot()
      expectClose(IncompleteGamma.tails(at: low, a).lower, 1e-300, relative: relative)
      expectClose(IncompleteGamma.tails(at: high, a).upper, 1e-300, relative: relative)
    }
  }
}
