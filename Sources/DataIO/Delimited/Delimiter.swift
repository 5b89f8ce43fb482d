/// The character between fields.
enum Delimiter: UInt8, CaseIterable {
  case comma = 0x2C
  case semicolon = 0x3B
  case tab = 0x09
  case bar = 0x7C

  /// The delimiter that a character is; nil if it separates no fields.
  init?(_ character: Character) {
    guard let byte = character.asciiValue else { return nil }
    self.init(rawValue: byte)
  }

  /// The delimiter in words.
  var name: String {
    switch self {
    case .comma: "','"
    case .semicolon: "';'"
    case .tab: "tab"
    case .bar: "'|'"
    }
  }

  /// The delimiter that cuts the most records into one and the same number of fields, beyond one.
  ///
  /// Between equals the one with more fields wins, then the order of the cases. A table without
  /// any delimiter has one column.
  static func recognised(
    in text: Span<UInt8>, from start: Int, to end: Int, isLast: Bool, rows: Int
  ) -> Delimiter {
    var best = Delimiter.comma
    var bestScore = (records: 0, width: 1)
    for candidate in allCases {
      let scanner = RecordScanner(delimiter: candidate.rawValue)
      let widths = scanner.widths(text, start, end, isLast, rows)
      let width = TableShape.usualWidth(widths)
      guard width > 1 else { continue }
      let score = (widths.count { $0 == width }, width)
      if score > bestScore { (best, bestScore) = (candidate, score) }
    }
    return best
  }
}

extension RecordScanner {
  /// The number of fields of each of the first records that are not blank; 1 where text follows a
  /// closing quote, as it does if another delimiter was used.
  fileprivate func widths(
    _ text: Span<UInt8>, _ start: Int, _ end: Int, _ isLast: Bool, _ rows: Int
  ) -> [Int] {
    var widths: [Int] = []
    var fields = RecordFields()
    var position = start
    while widths.count < rows, position < end {
      guard
        case .record(let next, _) = scan(
          text, from: position, to: end, isLast: isLast, into: &fields)
      else { break }
      if !fields.isBlankLine { widths.append(fields.isMalformed ? 1 : fields.count) }
      position = next
    }
    return widths
  }
}
