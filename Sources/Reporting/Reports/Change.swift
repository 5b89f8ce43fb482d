import PartnerKPI

/// The change from a value to another as a person reads it: `+12 %`, or `+1.3 pp` between shares.
struct Change {
  /// Whether shares are compared, whose difference is given in percentage points.
  let inPoints: Bool
  let direction: KPI.Direction

  /// The change, in the colour of better or worse; empty without both values or, of a percentage,
  /// without a positive base.
  func entry(_ value: Double?, _ base: Double?) -> TextTable.Entry {
    guard let value, let base, inPoints || base > 0 else { return "" }
    let change = inPoints ? (value - base) * 100 : (value / base - 1) * 100
    return TextTable.Entry(text(change), style(change, from: base, to: value))
  }

  private func text(_ change: Double) -> String {
    if !inPoints, !(change < 999.5) { return ">999 %" }
    let digits = DecimalDigits(change).fixed(decimals: inPoints ? 1 : 0)
    let isZero = digits.allSatisfy { $0 == "0" || $0 == "." }
    return (change > 0 && !isZero ? "+" : "") + digits + (inPoints ? " pp" : " %")
  }

  private func style(_ change: Double, from base: Double, to value: Double) -> TerminalStyle {
    if change == 0 { return .plain }
    switch direction {
    case .higherIsBetter: return change > 0 ? .good : .bad
    case .lowerIsBetter: return change < 0 ? .good : .bad
    case .neither: return .plain
    case .band(let band):
      // Only leaving the band and coming back to it are bad or good.
      let (was, isNow) = (band.contains(base), band.contains(value))
      return was == isNow ? .plain : isNow ? .good : .bad
    }
  }
}
