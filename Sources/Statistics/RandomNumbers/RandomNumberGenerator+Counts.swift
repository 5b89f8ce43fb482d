import RealModule

extension RandomNumberGenerator {
  /// The number of successes in independent trials.
  ///
  /// Exact for any number of trials: while there are many, the middle order statistic of their
  /// uniform numbers, a beta number, tells which half of them decides (Ahrens, J. H. and Dieter, U.
  /// (1974), Computer methods for sampling from gamma, beta, Poisson and binomial distributions,
  /// *Computing* 12, 223–246). Complexity: O(log `trials`).
  ///
  /// - Parameters:
  ///   - trials: At least 0.
  ///   - probability: Of success in one trial, in 0...1.
  public mutating func binomial(trials: Int, probability: Double) -> Int {
    precondition(trials >= 0, "the number of trials is \(trials) but must be at least 0")
    precondition(
      probability >= 0 && probability <= 1, "the probability is \(probability), not in 0...1")
    var (rest, chance, successes) = (trials, probability, 0)
    while rest > 16 {
      let middle = rest / 2 + 1
      let above = rest + 1 - middle
      // The middle-th smallest of `rest` uniform numbers; those below `chance` are successes.
      let split = beta(Double(middle), Double(above))
      if split < chance {
        successes += middle
        chance = (chance - split) / (1 - split)
        rest = above - 1
      } else {
        chance = min(1, chance / split)
        rest = middle - 1
      }
    }
    return (0..<rest).reduce(successes) { count, _ in count + (uniform() < chance ? 1 : 0) }
  }

  /// A Poisson number: how many events fall into a unit of time.
  ///
  /// Exact for any mean: while the mean is large, the waiting time of a number of events, a gamma
  /// number, is compared with the time; the rest is a smaller Poisson or a binomial number (Ahrens
  /// and Dieter 1974). At last, exponential waits are counted. Complexity: O(log `mean`).
  ///
  /// - Parameter mean: The expected number of events, in 0...1e15.
  public mutating func poisson(mean: Double) -> Int {
    precondition(mean >= 0 && mean <= 1e15, "the mean is \(mean) but must be in 0...1e15")
    var (rest, events) = (mean, 0)
    while rest > 16 {
      let next = Int(rest * 7 / 8)
      let wait = gamma(shape: Double(next))
      guard wait <= rest else {
        return events + binomial(trials: next - 1, probability: rest / wait)
      }
      events += next
      rest -= wait
    }
    var waited = -Double.log(openUniform())
    while waited < rest {
      events += 1
      waited -= Double.log(openUniform())
    }
    return events
  }

  /// A negative binomial number: a Poisson number whose mean is itself a gamma number.
  ///
  /// Its variance is `mean + mean²/size`: the smaller the size, the more the counts vary (Johnson,
  /// N. L., Kemp, A. W. and Kotz, S. (2005), *Univariate Discrete Distributions*, section 5.3).
  ///
  /// - Parameters:
  ///   - mean: The expected number, in 0...1e12.
  ///   - size: Finite, greater than 0.
  public mutating func negativeBinomial(mean: Double, size: Double) -> Int {
    precondition(mean >= 0 && mean <= 1e12, "the mean is \(mean) but must be in 0...1e12")
    return poisson(mean: min(1e15, mean * (gamma(shape: size) / size)))
  }
}
