/// Where a table begins in the head of its source, and what its columns are called.
///
/// The header is the first record that is as wide as the rows, has no figures, and fills at least half of
/// their columns; records above it are titles. A second line of names belongs to it where one alone would
/// leave names twice, or where it stands over several columns as quarters and years do.
struct TableShape {
  /// The records of the header; those before are titles.
  let header: Range<Int>
  /// The texts of each column's header, from top to bottom; cells that stand over several columns are
  /// carried to the right.
  let labels: [[String]]

  /// The name of each column; empty where the header is blank.
  var names: [String] { labels.map { $0.joined(separator: " ") } }

  /// Recognises the header.
  init(_ head: HeadRecords) {
    let count = max(1, min(head.recognisable, Self.searched))
    let candidates = (0..<count).map { HeaderCandidate(head.texts($0)) }
    let width = Self.usualWidth(candidates.map(\.texts.count))
    var first = Self.firstLine(candidates, width)
    var last = first
    if first > 0, !head.records[first].followsGap,
      candidates[first - 1].isSpanning(candidates[first], width)
    {
      first -= 1
    } else if last + 1 < count, !head.records[last + 1].followsGap,
      candidates[last].isContinued(by: candidates[last + 1])
    {
      last += 1
    }
    header = first..<last + 1
    labels = Self.labels(candidates[header].map(\.texts))
  }

  /// The header that the user names by its records.
  init(_ head: HeadRecords, header: Range<Int>) {
    self.header = header
    labels = Self.labels(header.map(head.texts))
  }

  /// How many records are searched for the header.
  private static let searched = 200

  /// The number of fields that most records of more than one field have.
  static func usualWidth(_ widths: [Int]) -> Int {
    var counts: [Int: Int] = [:]
    for width in widths where width > 1 { counts[width, default: 0] += 1 }
    return counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 1
  }

  /// The line of names that stands right above the rows, or above another line of names.
  private static func firstLine(_ candidates: [HeaderCandidate], _ width: Int) -> Int {
    let least = max(min(2, width), (width + 1) / 2)
    let wide = candidates.indices.filter { candidates[$0].filled >= least }
    let fitting = wide.first { index in
      let candidate = candidates[index]
      let isAsWide = candidate.texts.count == width || candidate.isWidth(width, among: candidates)
      return candidate.isHeaderLike && isAsWide
    }
    guard let found = fitting ?? wide.first else {
      return candidates.firstIndex { $0.filled > 0 } ?? 0
    }
    let next = found + 1
    guard next < candidates.count, candidates[next].isHeaderLike,
      candidates[next].texts.count == width,
      candidates[next].looksMoreLikeNames(than: candidates[found])
    else { return found }
    return next
  }

  /// The texts of each column, from the lines of the header.
  private static func labels(_ lines: [[String]]) -> [[String]] {
    guard let names = lines.last else { return [] }
    guard lines.count > 1 else { return names.map { [$0] } }
    let width = lines.map(\.count).max() ?? 0
    var labels = [[String]](repeating: [], count: width)
    for (number, line) in lines.enumerated() {
      var carried = ""
      for column in 0..<width {
        let text = column < line.count ? line[column] : ""
        let below = lines[(number + 1)...].contains { column < $0.count && !$0[column].isEmpty }
        if !text.isEmpty { carried = text }
        let own = text.isEmpty && below ? carried : text
        if !own.isEmpty { labels[column].append(own) }
      }
    }
    return labels
  }
}

extension HeaderCandidate {
  /// Whether the record stands over the columns of the names below it: over several of them a text, and
  /// none over the first, unless that is a name as tall as both lines.
  fileprivate func isSpanning(_ names: HeaderCandidate, _ width: Int) -> Bool {
    guard texts.count == width, isSpanLike, let first = texts.firstIndex(where: { !$0.isEmpty })
    else { return false }
    if first == 0 { return isTall(above: names) }
    return filled > 1 || texts.contains { !$0.isEmpty && Self.isPeriodPart($0) }
  }

  /// Whether the first names of this line are merged with blanks below, and all others stand over periods
  /// or over names that come twice.
  private func isTall(above names: HeaderCandidate) -> Bool {
    guard names.texts.count == texts.count else { return false }
    let spans = texts.indices.filter { !texts[$0].isEmpty && !names.texts[$0].isEmpty }
    return names.texts[0].isEmpty && !spans.isEmpty
      && (!names.isUnique || spans.allSatisfy { Self.isPeriodPart(texts[$0]) })
  }

  private var isSpanLike: Bool { filled > 0 && figures == 0 }

  /// Whether the names of this line come twice, and the next line tells them apart.
  fileprivate func isContinued(by next: HeaderCandidate) -> Bool {
    guard next.texts.count == texts.count, next.figures == 0, next.filled * 2 >= filled else {
      return false
    }
    let pairs = zip(texts, next.texts).map { [$0, $1] }
    let isTold = Set(pairs).count > Set(texts).count
    let isSplit = texts.count { Self.isPeriodPart($0) } >= 2 || !isUnique
    let completes = next.texts.count { Self.isPeriodPart($0) } * 2 >= next.filled
    return isTold && isSplit && (completes || !isUnique && next.periods == 0)
  }

  /// Whether a text is part of a period: a year, a quarter or a month.
  static func isPeriodPart(_ text: String) -> Bool { isPeriod(text) || PeriodPart(text) != nil }

  /// Whether all records of as many fields have nothing in those beyond this header.
  fileprivate func isWidth(_ width: Int, among candidates: [HeaderCandidate]) -> Bool {
    guard texts.count < width else { return usedWidth <= width }
    return candidates.allSatisfy { $0.texts.count != width || $0.usedWidth <= texts.count }
  }

  /// Whether this line has names that tables of KPIs use, and the one above has not.
  fileprivate func looksMoreLikeNames(than other: HeaderCandidate) -> Bool {
    usualNames > 0 && other.usualNames == 0 && isUnique && filled >= other.filled
  }

  private var usualNames: Int { texts.count { Self.usual.contains($0.lowercased()) } }

  private static let usual: Set<String> = [
    "period", "ds", "date", "month", "quarter", "week", "year", "day", "partner", "partner_id",
    "unique_id", "series", "entity", "kpi", "metric", "measure", "value", "y", "datum", "monat",
    "quartal", "jahr", "mois", "trimestre", "année", "mes", "año", "mese", "anno", "maand", "jaar",
  ]
}
