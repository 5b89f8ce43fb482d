extension Character {
  /// The number of terminal columns a character takes: 0, 1, 2, or more for conjunct letters.
  ///
  /// A cluster shown as emoji is 2 wide however many scalars it joins. Otherwise the widths of the
  /// scalars add up, marks counting 0, which is what terminals do that place scalar by scalar.
  var terminalWidth: Int {
    let scalars = unicodeScalars
    guard let first = scalars.first else { return 0 }
    let isEmoji =
      first.isWideEmoji || scalars.contains { $0.value == 0xFE0F } && first.properties.isEmoji
    return isEmoji ? 2 : scalars.reduce(0) { $0 + $1.terminalWidth }
  }
}

extension Unicode.Scalar {
  /// Shown as a picture by default; regional indicators count one by one, two make a flag.
  fileprivate var isWideEmoji: Bool {
    value > 0xFF && properties.isEmojiPresentation && !(0x1F1E6...0x1F1FF ~= value)
  }

  /// The columns of a single scalar: 2 for the wide and full-width classes of UAX #11.
  var terminalWidth: Int {
    if value < 0x300 { return value < 0x20 || 0x7F...0x9F ~= value || value == 0xAD ? 0 : 1 }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    // Vowels and final consonants of Hangul join the syllable before them.
    if 0x1160...0x11FF ~= value { return 0 }
    return isWideEmoji || Self.wideRanges.contains { $0 ~= value } ? 2 : 1
  }

  /// Blocks whose assigned characters are East Asian wide or full-width (Unicode 15, UAX #11).
  private static let wideRanges: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x3247, 0x3250...0x4DBF,
    0x4E00...0xA4CF,
    0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F,
    0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18D08, 0x1AFF0...0x1B2FB, 0x1F200...0x1F265,
    0x20000...0x3FFFD,
  ]

  /// Whether the scalar belongs to the blocks of scripts written from right to left.
  var isRightToLeft: Bool {
    switch value {
    case 0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFC, 0x10800...0x10FFF, 0x1E800...0x1EFFF:
      true
    default: false
    }
  }
}
