import RealModule
import Statistics
import TemporalData
import Testing
import _TestSupport

@testable import ForecastModels

@Suite("Knowledge of peers")
struct PeerKnowledgeTests {
  @Test("the ramp of each group is recovered")
  func ramps() throws {
    let knowledge = try #require(PeerPanel(400).knowledge())
    for (label, truth) in PeerPanel.groups {
      let ramp = try #require(knowledge.groups[label]).ramp
      #expect(ramp.count == 24)
      for age in [0, 2, 5, 11, 20] {
        let expected = 1 - Double.exp(-Double(age + 1) / truth.months)
        #expect(abs(ramp[age] - expected) < 0.1, "\(label) at \(age): \(ramp[age])")
      }
    }
  }

  @Test("the season is recovered, and that of a group without many series is the panel's")
  func seasons() throws {
    var panel = PeerPanel(300)
    panel.histories.append((panel.histories[0].history, "tiny"))
    let knowledge = try #require(panel.knowledge())
    // The panel begins in slot 600 mod 12 = 0.
    for shape in [knowledge.all, knowledge.shape(of: "b")] {
      for (effect, truth) in zip(shape.season.effects, PeerPanel.season) {
        #expect(abs(effect - truth) < 0.04)
      }
      let mean = shape.season.effects.reduce(0, +) / 12
      #expect(abs(mean - 1) < 1e-12)
    }
    #expect(knowledge.shape(of: "tiny").season.effects == knowledge.all.season.effects)
    #expect(knowledge.shape(of: "unheard of") == knowledge.all)
  }

  @Test("levels and their spread are recovered on the log scale")
  func levels() throws {
    let knowledge = try #require(PeerPanel(400).knowledge())
    for (label, truth) in PeerPanel.groups {
      let shape = knowledge.shape(of: label)
      let median = Double.exp(shape.levelMean) * knowledge.unit
      #expect(abs(Double.log(median / truth.level)) < 0.12)
      #expect(abs(shape.levelVariance.squareRoot() - PeerPanel.levelSpread) < 0.08)
      #expect(abs(shape.growth) < 0.01)
    }
  }

  @Test("a panel without a season teaches none")
  func noSeason() throws {
    var stream = RandomStream(seed: 3, key: "flat")
    let histories = (0..<60).map { number -> (history: TimeSeries, group: String?) in
      let values = (0..<48).map { _ in 50 * Double.exp(0.3 * stream.normal()) }
      return (TimeSeries(start: PeerPanel.month(number % 9), storage: values), nil)
    }
    let knowledge = try #require(PeerKnowledge.learn(from: histories, seasonLength: 12))
    let widest = knowledge.all.season.effects.map { abs($0 - 1) }.max() ?? 1
    #expect(widest < 0.03)
  }

  @Test("the order of the series does not matter")
  func order() throws {
    let panel = PeerPanel(120)
    var turned = panel
    turned.histories.reverse()
    let (one, other) = (try #require(panel.knowledge()), try #require(turned.knowledge()))
    #expect(one.all == other.all && one.groups == other.groups)
    let history = TimeSeries(start: PeerPanel.month(70), storage: [30, 45])
    let first = try PeerRamp(knowledge: one, group: "a").fit(history).forecast(horizon: 12)
    let second = try PeerRamp(knowledge: other, group: "a").fit(history).forecast(horizon: 12)
    #expect(first == second)
  }

  @Test("large panels are learned from in samples that keep no more than their limit")
  func sample() throws {
    var stream = RandomStream(seed: 3, key: "many")
    let histories = (0..<2_300).map { _ -> (history: TimeSeries, group: String?) in
      (TimeSeries(start: PeerPanel.month(0), storage: (0..<3).map { _ in stream.uniform() }), nil)
    }
    let knowledge = try #require(PeerKnowledge.learn(from: histories, seasonLength: 12))
    #expect(knowledge.archive.members.count == PeerKnowledge.largestSample)
  }

  @Test("few series, or none with a value, teach nothing")
  func nothing() {
    let zero = TimeSeries(start: PeerPanel.month(0), storage: [0, 0, 0])
    let one = TimeSeries(start: PeerPanel.month(0), storage: [1, 2, 3])
    #expect(PeerKnowledge.learn(from: [], seasonLength: 12) == nil)
    let zeros = Array(repeating: (history: zero, group: String?.none), count: 9)
    #expect(PeerKnowledge.learn(from: zeros, seasonLength: 12) == nil)
    let few = Array(repeating: (history: one, group: String?.none), count: 4)
    #expect(PeerKnowledge.learn(from: few, seasonLength: 12) == nil)
  }

  @Test("means of groups are drawn toward the panel by their own uncertainty")
  func shrinkage() {
    let shrinkage = NormalShrinkage(center: 10, variance: 4)
    let half = shrinkage.posterior(12, variance: 4)
    #expect(half.mean == 11 && half.variance == 2)
    #expect(shrinkage.posterior(12, variance: 0).mean == 12)
    #expect(shrinkage.posterior(.nan, variance: 1).mean == 10)
    // Estimates that vary as their own errors explain have no variance between them.
    let noise = NormalShrinkage(around: 0, [(1, 1), (-1, 1), (1, 1), (-1, 1)])
    #expect(noise.variance == 0)
    let real = NormalShrinkage(around: 0, [(3, 1), (-3, 1), (3, 1), (-3, 1)])
    #expect(real.variance == 8)
  }
}
