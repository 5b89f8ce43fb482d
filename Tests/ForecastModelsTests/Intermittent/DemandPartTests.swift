import Forecasting
import RealModule
import Statistics
import TemporalData
import Testing
import _TestSupport

@testable import ForecastModels

@Suite("The parts that intermittent models are made of")
struct DemandPartTests {
  // MARK: - Levels

  @Test("a level follows the recursion with a given weight")
  func givenWeight() {
    let smoothed = LevelSmoothing([4, 8, 2], weight: .fixed(0.5))
    #expect(smoothed.before == [4, 4, 6] && smoothed.level == 4 && smoothed.sumOfSquares == 32)
    let average = LevelSmoothing([4, 8, 3], weight: .fixed(0.5), start: .average)
    #expect(average.before == [5, 4.5, 6.25] && average.level == 4.625)
  }

  @Test("an estimated weight has the smallest squared errors of its range")
  func estimatedWeight() {
    var stream = RandomStream(seed: 4, key: "levels")
    for _ in 0..<20 {
      let numbers = (0..<30).map { _ in 5 + stream.normal() }
      let found = LevelSmoothing(numbers, weight: .estimated(within: 0.1...0.3))
      for step in 0...20 {
        let weight = 0.1 + 0.01 * Double(step)
        let other = LevelSmoothing(numbers, weight: .fixed(weight))
        #expect(found.sumOfSquares <= other.sumOfSquares * (1 + 1e-9))
      }
    }
  }

  @Test("two numbers say nothing of a weight: it is the middle of its range")
  func openWeight() {
    #expect(LevelSmoothing([3, 5], weight: .estimated(within: 0.1...0.3)).weight == 0.2)
    #expect(LevelSmoothing([3], weight: .estimated(within: 0.1...0.3)).level == 3)
  }

  // MARK: - Histories

  @Test("intervals count observed periods, the first from the start")
  func intervals() {
    let demand = DemandHistory(.quarterly([0, 0, 3, .nan, 0, .nan, 1, 2, 0, .nan]))
    #expect(demand.sizes == [3, 1, 2] && demand.intervals == [3, 2, 1])
    #expect(demand.gap == 1 && demand.isCount && demand.unit == 1)
    #expect(demand.series([1, 2, 3, 4, 5, 6, 7]).storage.prefix(9) == [1, 2, 3, 4, 4, 5, 5, 6, 7])
    #expect(demand.series([1, 2, 3, 4, 5, 6, 7]).storage[9].isNaN)
  }

  @Test("counts are whole numbers from 0 to a million", arguments: [0.5, 1e6 + 1, 1e15, -1])
  func kinds(value: Double) {
    #expect(DemandHistory(.quarterly([0, 3, 1e6])).isCount)
    #expect(!DemandHistory(.quarterly([0, 3, value])).isCount)
  }

  // MARK: - Sizes

  @Test("a size has the mean and variance asked for")
  func sizes() {
    for (mean, variance) in [(3.0, 4.0), (12, 500), (1.5, 2)] {
      let count = ForecastDistribution.size(mean: mean, variance: variance, isCount: true, unit: 1)
      expectClose(count.mean, mean, relative: 1e-14)
      expectClose(count.variance, variance, relative: 1e-12)
      #expect(count.cdf(0.9) == 0)
      let amount = ForecastDistribution.size(
        mean: mean, variance: variance, isCount: false, unit: 8)
      expectClose(amount.mean, 8 * mean, relative: 1e-14)
      expectClose(amount.variance, 64 * variance, relative: 1e-12)
    }
  }

  @Test("steady counts vary like Poisson numbers, giants no more than ten squared means")
  func sizeLimits() {
    let steady = ForecastDistribution.size(mean: 5, variance: 0.1, isCount: true, unit: 1)
    expectClose(steady.variance, 4, relative: 1e-12)
    let wild = ForecastDistribution.size(mean: 5, variance: 1e9, isCount: true, unit: 1)
    expectClose(wild.variance, 4 + 10 * 16, relative: 1e-12)
    let giant = ForecastDistribution.size(mean: 5, variance: 1e9, isCount: false, unit: 1)
    expectClose(giant.variance, 10 * 25, relative: 1e-12)
    #expect(giant.mean < giant.upperQuantile(0.1))
    #expect(.size(mean: 1, variance: 3, isCount: true, unit: 1) == ForecastDistribution.certain(1))
    #expect(
      .size(mean: 7, variance: 0, isCount: false, unit: 2) == ForecastDistribution.certain(14))
  }

  @Test("probability times size is the rate, whatever the chance, and no demand is certain")
  func rate() {
    for values in [[0, 2, 0, 3, 1], [4, 2, 6, 3, 1.0]] {
      let demand = DemandHistory(.quarterly(values))
      let size = LevelSmoothing(demand.sizes, weight: .fixed(0.1))
      for (mean, chance) in [(0.01, 0.4), (0.7, 0.4), (3, 0.6), (20, 1), (0.7, 1), (3, 0)] {
        let ahead = demand.distribution(mean: mean, chance: chance, size: size)
        expectClose(ahead.marginal.mean, mean, relative: 1e-14)
        #expect(ahead.probability <= 5.5 / 6 && ahead.marginal.cdf(0) >= 0.5 / 6 - 1e-15)
        // Whole sizes are at least 1: a smaller mean takes from the chance.
        #expect(ahead.probability == min(max(chance, 1e-12), 5.5 / 6, mean))
      }
    }
  }

  // MARK: - Filters

  @Test("without a discount the chance is the mean of a Beta posterior")
  func posterior() {
    let events = [true, false, false, true, false, true, false, false]
    let filter = OccurrenceFilter(events)
    #expect(filter.discount == 0)
    expectClose(filter.probability, 3.5 / 9, relative: 1e-14)
    #expect(filter.before[0] == 0.5 && filter.before[1] == 0.75)
    let direct = zip(events, filter.before).reduce(0.0) { $0 + Double.log($1.0 ? $1.1 : 1 - $1.1) }
    expectClose(filter.logLikelihood, direct, relative: 1e-13)
  }

  @Test("a chance that breaks off is discounted, and its likelihood is that of its own forecasts")
  func discountedChance() {
    let events = (0..<400).map { $0 < 200 ? $0 % 3 != 0 : $0 % 20 == 0 }
    let filter = OccurrenceFilter(events)
    #expect(filter.discount > 0.01 && filter.probability < 0.15)
    let direct = zip(events, filter.before).reduce(0.0) { $0 + Double.log($1.0 ? $1.1 : 1 - $1.1) }
    expectClose(filter.logLikelihood, direct, relative: 1e-12)
  }

  @Test("sizes that double are discounted, steady ones are not")
  func discountedSizes() {
    var stream = RandomStream(seed: 9, key: "sizes")
    let draw = { (mean: Double) in mean * stream.gamma(shape: 4) / 4 }
    let steady = SizeFilter((0..<60).map { _ in draw(10) }, isCount: false)
    #expect(steady.discount == 0)
    expectClose(steady.dispersion, 0.25, relative: 0.5)
    let doubled = SizeFilter((0..<60).map { draw($0 < 40 ? 10 : 60) }, isCount: false)
    #expect(doubled.discount > 0.05 && doubled.mean > 45)
  }

  @Test("sizes of one leave nothing to learn")
  func ones() {
    let filter = SizeFilter([1, 1, 1, 1, 1, 1, 1], isCount: true)
    #expect(filter.mean == 0 && filter.dispersion == 0 && filter.logLikelihood == 0)
  }

  @Test("the likelihood of counts is the product of negative binomial probabilities")
  func countLikelihood() throws {
    let counts = IntermittentModelTests.counts
    var likelihood = CountLikelihood(counts)
    for form in CountSmoothing.Form.allCases {
      let found = likelihood.maximize(form)
      var (level, sum) = (likelihood.mean, 0.0)
      for count in counts {
        let distribution = try NegativeBinomial(
          mean: level, dispersion: (found.ratio - 1) / level)
        sum += distribution.logProbability(count)
        let kept = likelihood.mean + found.persistence * (level - likelihood.mean)
        level = kept + found.weight * (count - level)
      }
      expectClose(found.logLikelihood, sum, relative: 1e-11, "\(form)")
    }
  }

  @Test("rising factorials agree with gamma functions on both sides of the switch")
  func risingFactorial() {
    for a in [1e-6, 0.3, 2, 1e4] {
      for k in [0.0, 1, 5, 12, 13, 40] {
        expectClose(
          LogGammaRise.value(a, by: k), Double.logGamma(a + k) - Double.logGamma(a),
          relative: 1e-9, absolute: 1e-9)
      }
    }
  }
}
