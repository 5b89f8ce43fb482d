import Testing

@testable import DataIO

/// A way in which exports differ from a plain table, and what it does to the text.
private enum Rule: String, CaseIterable {
  case utf16, windows1252, byteOrderMark, semicolon, tab, bar, carriageReturn, lineFeedCR
  case separatorLine, title, paddedTitle, quoted, footer, notes, decimalComma, currency
  case groupedNumbers, parentheses, germanDates, monthNames, across, acrossSpanned, totalRow
  case totalColumn, subtotals, groupCells, trailingDelimiter, blankLines, dashes
}

/// What is the same in every dialect: partners of regions with an amount per month.
private struct Facts {
  static let regions = ["Nord", "Süd"]
  static let partners = [["Händler A", "Beta GmbH", "C & Söhne"], ["Délta", "E"]]
  static let months = 1...5

  /// Cents, some of them negative, all of them different.
  static func cents(_ region: Int, _ partner: Int, _ month: Int) -> Int {
    let value = 123_456 + region * 71_003 + partner * 9_871 + month * 1_234_567
    return partner == 1 && month == 3 ? -value : value
  }

  static var expected: [String: [Double?]] {
    var values: [String: [Double?]] = [:]
    for (region, names) in partners.enumerated() {
      for (partner, name) in names.enumerated() {
        values[name] = months.map { Double(cents(region, partner, $0)) / 100 }
      }
    }
    return values
  }
}

/// One table written under some rules.
private struct Export {
  let rules: Set<Rule>

  private func has(_ rule: Rule) -> Bool { rules.contains(rule) }

  private var isAcross: Bool { has(.across) || has(.acrossSpanned) }

  private var delimiter: String {
    has(.semicolon) ? ";" : has(.tab) ? "\t" : has(.bar) ? "|" : ","
  }

  private func number(_ cents: Int) -> String {
    if cents == 0, has(.dashes) { return "-" }
    let (whole, rest) = (abs(cents) / 100, abs(cents) % 100)
    var digits = String(whole)
    if has(.groupedNumbers), digits.count > 3 {
      let cut = digits.index(digits.endIndex, offsetBy: -3)
      digits = digits[..<cut] + (has(.decimalComma) ? "." : ",") + digits[cut...]
    }
    digits += (has(.decimalComma) ? "," : ".") + (rest < 10 ? "0" : "") + String(rest)
    if has(.currency) { digits = has(.decimalComma) ? digits + " €" : "$" + digits }
    if cents >= 0 { return digits }
    return has(.parentheses) ? "(\(digits))" : "-" + digits
  }

  private func date(_ month: Int) -> String {
    let names = ["Jan", "Feb", "Mrz", "Apr", "Mai"]
    if has(.germanDates) { return "28.0\(month).2024" }
    return has(.monthNames) ? "\(names[month - 1]) 2024" : "2024-0\(month)"
  }

  private var rows: [[String]] { isAcross ? wideRows : longRows }

  private func total(_ name: String, _ cents: [Int]) -> [String] {
    isAcross ? [name, ""] + numbers(cents) : [name, "", "", number(cents.reduce(0, +))]
  }

  private func numbers(_ cents: [Int]) -> [String] {
    cents.map(number) + (has(.totalColumn) ? [number(cents.reduce(0, +))] : [])
  }

  private var wideRows: [[String]] {
    var rows: [[String]] = [["Region", "Partner"] + Facts.months.map(date)]
    if has(.acrossSpanned) {
      rows = [
        ["", "", "2024"] + Array(repeating: "", count: 4),
        ["Region", "Partner", "Jan", "Feb", "Mar", "Apr", "May"],
      ]
    }
    if has(.totalColumn) {
      rows[rows.count - 1].append("Total")
      if rows.count > 1 { rows[0].append("") }
    }
    return rows + body { region, partner, cents in [[region, partner] + numbers(cents)] }
  }

  private var longRows: [[String]] {
    [["Region", "Partner", "Month", "Amount"]]
      + body { region, partner, cents in
        cents.enumerated().map { [region, partner, date($0 + 1), number($1)] }
      }
  }

  private func body(_ make: (String, String, [Int]) -> [[String]]) -> [[String]] {
    var rows: [[String]] = []
    var all = Array(repeating: 0, count: Facts.months.count)
    for (region, names) in Facts.partners.enumerated() {
      var sums = Array(repeating: 0, count: Facts.months.count)
      var name = Facts.regions[region]
      for (partner, partnerName) in names.enumerated() {
        let cents = Facts.months.map { Facts.cents(region, partner, $0) }
        for row in make(name, partnerName, cents) {
          rows.append(row)
          if has(.groupCells) { rows[rows.count - 1][0] = name }
          if has(.groupCells) { name = "" }
        }
        for index in cents.indices { sums[index] += cents[index] }
      }
      if has(.subtotals) { rows.append(total("Summe \(Facts.regions[region])", sums)) }
      for index in sums.indices { all[index] += sums[index] }
    }
    if has(.totalRow) { rows.append(total("Grand Total", all)) }
    return rows
  }

  /// The table as text.
  private var text: String {
    var lines = rows.map { row in
      row.map { field in
        let needs = field.contains(delimiter) || field.contains("\"")
        return has(.quoted) || needs ? "\"\(field)\"" : field
      }.joined(separator: delimiter) + (has(.trailingDelimiter) ? delimiter : "")
    }
    let padding = String(repeating: delimiter, count: (rows.first?.count ?? 1) - 1)
    if has(.blankLines) { lines.insert("", at: 2) }
    if has(.title) { lines = ["Partner report", ""] + lines }
    if has(.paddedTitle) { lines = ["Report of all partners" + padding] + lines }
    if has(.separatorLine) { lines = ["sep=\(delimiter)"] + lines }
    if has(.footer) { lines += ["", "Partner report", "Copyright (c) 2024", "Generated by: Test"] }
    if has(.notes) { lines += ["Confidential" + padding] }
    let end = has(.carriageReturn) ? "\r" : has(.lineFeedCR) ? "\r\n" : "\n"
    return lines.joined(separator: end) + end
  }

  /// The table as bytes.
  var bytes: [UInt8] {
    if has(.utf16) {
      return [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    }
    if has(.windows1252) {
      return text.unicodeScalars.map { $0 == "€" ? 0x80 : UInt8($0.value) }
    }
    return (has(.byteOrderMark) ? [0xEF, 0xBB, 0xBF] : []) + Array(text.utf8)
  }

  /// Whether two rules can stand together in one file.
  static func areCompatible(_ first: Rule, _ second: Rule) -> Bool {
    let exclusive: [Set<Rule>] = [
      [.utf16, .windows1252, .byteOrderMark], [.semicolon, .tab, .bar],
      [.carriageReturn, .lineFeedCR], [.germanDates, .monthNames], [.across, .acrossSpanned],
      [.germanDates, .across], [.germanDates, .acrossSpanned], [.monthNames, .acrossSpanned],
    ]
    return !exclusive.contains { $0.contains(first) && $0.contains(second) }
  }

  /// The rules that a rule needs to make sense.
  static func needed(_ rule: Rule) -> Set<Rule> {
    rule == .totalColumn ? [.across] : []
  }
}

/// What is read of an export, by partner, to the cent.
private func partners(_ export: Export) throws -> [String: [Double?]] {
  let reading = try read(export.bytes, PanelSchema.with { $0.series = ["Partner"] })
  #expect(reading.rejectedCount == 0, "\(export.rules)")
  return Dictionary(
    reading.panel.entries.map { entry in
      (
        entry.key.values[0],
        entry.series.values.storage.map { ($0 * 100).rounded() / 100 }
      )
    }, uniquingKeysWith: { first, _ in first })
}

@Test("each rule of a dialect alone reads back to the same values", arguments: Rule.allCases)
private func oneRule(_ rule: Rule) throws {
  let export = Export(rules: Export.needed(rule).union([rule]))
  #expect(try partners(export) == Facts.expected)
}

@Test("any two rules of a dialect read back to the same values", arguments: Rule.allCases)
private func twoRules(_ first: Rule) throws {
  for second in Rule.allCases where first.rawValue < second.rawValue {
    var rules = Export.needed(first).union(Export.needed(second)).union([first, second])
    if rules.contains(.acrossSpanned) { rules.remove(.across) }
    let pairs = rules.flatMap { rule in rules.map { (rule, $0) } }
    guard pairs.allSatisfy({ $0 == $1 || Export.areCompatible($0, $1) }) else { continue }
    do {
      let found = try partners(Export(rules: rules))
      #expect(found == Facts.expected, "\(first) and \(second)")
    } catch {
      Issue.record("\(first) and \(second): \(error)")
    }
  }
}

@Test("random mixtures of rules read back to the same values")
func manyRules() throws {
  var generator = SeededGenerator(seed: 5)
  for _ in 0..<60 {
    var rules: Set<Rule> = []
    for rule in Rule.allCases.shuffled(using: &generator)
    where generator.below(3) == 0 && rules.allSatisfy({ Export.areCompatible($0, rule) }) {
      rules.insert(rule)
    }
    if rules.contains(.totalColumn), !rules.contains(.acrossSpanned) {
      guard !rules.contains(.germanDates) else { continue }
      rules.insert(.across)
    }
    do {
      #expect(try partners(Export(rules: rules)) == Facts.expected, "\(rules)")
    } catch {
      Issue.record("\(rules.map(\.rawValue).sorted()): \(error)")
    }
  }
}
