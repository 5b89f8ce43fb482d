import ArgumentParser

/// The levels of prediction intervals, in percent.
struct IntervalLevels: Equatable, Sendable, CustomStringConvertible {
  /// In percent, each above 0 and below 100, no two alike, in the order given.
  let percents: [Double]

  /// 80 and 95.
  static let usual = IntervalLevels(percents: [80, 95])

  /// The levels as probabilities.
  var shares: [Double] { percents.map { $0 / 100 } }

  /// The levels as they are typed.
  var description: String {
    percents.map { $0 == $0.rounded() ? String(Int($0)) : String($0) }.joined(separator: ",")
  }

  /// The levels of a text such as `80,95`.
  static func parse(_ text: String) throws -> IntervalLevels {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    let percents = parts.compactMap { Double($0) }
    guard percents.count == parts.count, Set(percents).count == percents.count,
      percents.allSatisfy({ $0 > 0 && $0 < 100 })
    else {
      throw OptionError("different percentages above 0 and below 100, such as 80,95, are needed")
    }
    return IntervalLevels(percents: percents)
  }
}
