import Statistics
import Testing

@testable import ProgramSimulation

@Suite("Random variates")
struct VariatesTests {
  private func sample(_ key: String, _ draw: (inout RandomStream) -> Double) -> [Double] {
    var stream = RandomStream(seed: 5, key: key)
    return (0..<40_000).map { _ in draw(&stream) }
  }

  @Test("gamma numbers have the mean and variance of their shape", arguments: [0.4, 1, 2.5, 20])
  func gammaMoments(shape: Double) {
    let numbers = sample("gamma") { $0.gamma(shape: shape) }
    // Five standard errors of 40,000 draws.
    let error = 5 * (shape / 40_000).squareRoot()
    #expect(abs(mean(numbers) - shape) < error)
    #expect(abs(variance(numbers) / shape - 1) < 0.1)
    #expect(numbers.allSatisfy { $0 > 0 })
  }

  @Test("beta numbers have the mean and variance of their shapes")
  func betaMoments() {
    let numbers = sample("beta") { $0.beta(4.5, 10.5) }
    #expect(abs(mean(numbers) - 0.3) < 0.003)
    #expect(abs(variance(numbers) - 0.3 * 0.7 / 16) < 0.0005)
  }

  @Test("Poisson counts have equal mean and variance", arguments: [0, 0.3, 4, 25])
  func poissonMoments(rate: Double) {
    let counts = sample("poisson") { Double($0.poisson(mean: rate)) }
    #expect(abs(mean(counts) - rate) <= 5 * (rate / 40_000).squareRoot())
    #expect(abs(variance(counts) - rate) <= 0.05 * rate)
  }

  @Test("negative binomial counts have variance mean + mean²/size")
  func negativeBinomialMoments() {
    let counts = sample("negative binomial") { Double($0.negativeBinomial(mean: 2, size: 3)) }
    #expect(abs(mean(counts) - 2) < 0.05)
    #expect(abs(variance(counts) - (2 + 4.0 / 3)) < 0.2)
  }

  @Test("a pick gives every choice its turn")
  func picks() {
    var stream = RandomStream(seed: 5, key: "pick")
    let picked = (0..<3_000).map { _ in stream.pick(["a", "b", "c"]) }
    for choice in ["a", "b", "c"] { #expect(abs(share(picked) { $0 == choice } - 1 / 3) < 0.04) }
  }
}
