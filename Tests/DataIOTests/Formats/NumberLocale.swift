@testable import DataIO

/// A way of writing numbers, drawn at random.
struct NumberLocale {
  var decimal = "."
  var group = ""
  var isLakh = false
  /// A fixed number of digits behind the mark; nil for as few as possible.
  var fraction: Int?
  var before = ""
  var after = ""
  var negative = Negative.before
  var isPercent = false

  enum Negative: CaseIterable { case before, after, parentheses, unicode }

  init(_ generator: inout SeededGenerator) {
    decimal = generator.below(2) == 0 ? "." : ","
    let groups = [
      "", "", " ", "\u{A0}", "\u{202F}", "\u{2009}", "'", "’", decimal == "." ? "," : ".",
    ]
    group = groups[generator.below(groups.count)]
    isLakh = group == "," && generator.below(4) == 0
    fraction = [nil, 0, 1, 2, 3, 4][generator.below(6)]
    let money = [
      ("", ""), ("", ""), ("$", ""), ("", " €"), ("EUR ", ""), ("", " USD"), ("CHF ", ""),
    ]
    (before, after) = money[generator.below(money.count)]
    negative = Negative.allCases[generator.below(4)]
    if before + after == "", generator.below(6) == 0 { (isPercent, after) = (true, " %") }
  }

  /// The text of `mantissa` with that many digits behind the mark.
  func text(_ mantissa: Int, digits: Int) -> String {
    var all = String(mantissa.magnitude)
    while all.count <= digits { all = "0" + all }
    let whole = String(all.dropLast(digits))
    let number = grouped(whole) + (digits > 0 ? decimal + all.suffix(digits) : "")
    let body = before + number + after
    guard mantissa < 0 else { return body }
    switch negative {
    case .before: return "-" + body
    case .after: return before + number + "-" + after
    case .parentheses: return "(" + body + ")"
    case .unicode: return "−" + body
    }
  }

  private func grouped(_ digits: String) -> String {
    guard !group.isEmpty else { return digits }
    var (parts, rest) = ([String](), digits)
    var size = 3
    while rest.count > size {
      parts.insert(String(rest.suffix(size)), at: 0)
      rest = String(rest.dropLast(size))
      if isLakh { size = 2 }
    }
    return ([rest] + parts).joined(separator: group)
  }

  /// A column of numbers: their texts, and what they are.
  func column(_ count: Int, _ generator: inout SeededGenerator) -> [(text: String, value: Double)] {
    let scale = [100, 10_000, 1_000_000, 1_000_000_000][generator.below(4)]
    return (0..<count).map { _ in
      var digits = fraction ?? generator.below(5)
      var mantissa = generator.below(scale) * (generator.below(5) == 0 ? -1 : 1)
      if fraction == nil {
        while digits > 0, mantissa % 10 == 0 { (mantissa, digits) = (mantissa / 10, digits - 1) }
      }
      let exact = Double("\(mantissa)e-\(digits + (isPercent ? 2 : 0))") ?? .nan
      return (text(mantissa, digits: digits), exact)
    }
  }
}
