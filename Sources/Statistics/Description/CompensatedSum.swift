/// A running sum that carries its own rounding error along.
///
/// Neumaier, A. (1974), Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen,
/// *Zeitschrift für angewandte Mathematik und Mechanik* 54, 39–51. The error of the total does not
/// grow with the number of terms, also where terms cancel.
public struct CompensatedSum: Hashable, Sendable {
  private var sum = 0.0
  private var lost = 0.0

  /// An empty sum.
  public init() {}

  /// The sum of the terms so far.
  public var total: Double { sum.isFinite ? sum + lost : sum }

  /// Adds a term, O(1).
  public mutating func add(_ term: Double) {
    let next = sum + term
    lost += abs(sum) >= abs(term) ? (sum - next) + term : (term - next) + sum
    sum = next
  }
}
