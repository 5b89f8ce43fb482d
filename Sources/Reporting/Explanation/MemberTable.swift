import Forecasting
import TemporalData

/// The members of a forecast side by side: weight, what each says, and how it did on the past.
struct MemberTable: Sendable {
  let account: ModelAccount
  let forecast: Forecast
  let amounts: AmountWords
  /// Whether values add up over periods.
  let isTotal: Bool

  /// The table; nil for a single member.
  var table: TextTable? {
    guard account.members.count > 1 else { return nil }
    let members = account.members.map { member in
      row(member.name, member.weight, member.means, member.backtestError)
    }
    let whole = row("together", nil, forecast.means, account.backtestError)
    return TextTable(columns: columns, rows: members + [whole] + reference)
  }

  private var columns: [TextTable.Column] {
    let (count, unit) = (forecast.periods.count, amounts.period)
    let ahead = isTotal ? "next \(counted(count, unit))" : "mean of \(counted(count, unit))"
    return [
      .init("model", shortest: 12), .init("weight", .trailing), .init("", priority: 3),
      .init(forecast.periods.first.map(amounts.text) ?? "first", .trailing),
      .init(ahead, .trailing, priority: 2), .init("error in test", .trailing, priority: 1),
      .init("against naive", priority: 1),
    ]
  }

  private func row(
    _ name: String, _ weight: Double?, _ means: [Double], _ error: Double?
  ) -> [TextTable.Entry] {
    let test = PastTestWords(
      account: account, amounts: amounts, horizon: forecast.periods.count)
    return [
      .init(name), .init(weight.map(AmountWords.percent) ?? ""), .init(weight.map(Self.bar) ?? ""),
      .init(amounts.column(means.first)),
      .init(amounts.column(Self.whole(means, isTotal: isTotal))),
      .init(error.map(amounts.fine) ?? NumberStyle.missing), .init(test.comparison(error)),
    ]
  }

  private var reference: [[TextTable.Entry]] {
    guard let error = account.naiveError else { return [] }
    let test = PastTestWords(
      account: account, amounts: amounts, horizon: forecast.periods.count)
    return [
      [
        .init(test.method, .faint), "", "", "", "", .init(amounts.fine(error), .faint), "",
      ]
    ]
  }

  /// A weight as a bar of ten characters.
  static func bar(_ weight: Double) -> String {
    let filled = max(0, min(10, Int((weight * 10).rounded())))
    return String(repeating: "█", count: filled) + String(repeating: "░", count: 10 - filled)
  }

  /// The total of what adds up, the mean of what does not; nil if it is not finite.
  static func whole(_ means: [Double], isTotal: Bool) -> Double? {
    guard !means.isEmpty else { return nil }
    let mean = means.reduce(0) { $0 + $1 / Double(means.count) }
    let result = isTotal ? mean * Double(means.count) : mean
    return result.isFinite ? result : nil
  }
}
