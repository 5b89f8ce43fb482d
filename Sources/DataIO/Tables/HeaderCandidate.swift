/// One record of the head, as one that may be the header.
struct HeaderCandidate {
  /// The texts of the fields.
  let texts: [String]
  /// The number of fields that are not empty.
  let filled: Int
  /// The positions of fields that are numbers, or marks for a missing one.
  let figures: Int
  /// The number of fields that name a period.
  let periods: Int

  init(_ texts: [String]) {
    self.texts = texts
    var (filled, figures, periods) = (0, 0, 0)
    for text in texts where !text.isEmpty {
      filled += 1
      if Self.isPeriod(text) {
        periods += 1
      } else if Self.isFigure(text) {
        figures += 1
      }
    }
    (self.filled, self.figures, self.periods) = (filled, figures, periods)
  }

  /// Whether the record can be the names of columns: text and periods, and no figures.
  var isHeaderLike: Bool { filled > 0 && figures == 0 && periods < filled }

  /// Whether no name comes twice.
  var isUnique: Bool {
    let names = texts.filter { !$0.isEmpty }
    return Set(names).count == names.count
  }

  /// The number of fields up to the last one that is not empty.
  var usedWidth: Int { (texts.lastIndex { !$0.isEmpty } ?? -1) + 1 }

  /// Whether a text names a period beyond doubt, or a year.
  static func isPeriod(_ text: String) -> Bool {
    guard let form = DateForm.of(text) else { return false }
    return form != .index
  }

  /// Whether a text is a number in any style, or a mark where one is missing.
  static func isFigure(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    switch NumberField.read(bytes.span, 0..<bytes.count) {
    case .value, .missing: return true
    case .invalid(let fault): return fault == .localized
    }
  }
}
