/// What is left of a name without legal forms, accents and punctuation: `Müller GmbH` and `Mueller` are both
/// `muller`.
struct NameSkeleton: Hashable {
  /// The words that are left.
  let words: [[UInt8]]

  /// The skeleton of a name, of at most its first 200 letters; without words if it has none.
  init(_ name: String) {
    var all: [[UInt8]] = []
    var word: [UInt8] = []
    var length = 0
    func end() {
      guard !word.isEmpty else { return }
      all.append(Self.simplified(word))
      word.removeAll(keepingCapacity: true)
    }
    for scalar in FoldedName.fold(name).unicodeScalars {
      length += 1
      guard length <= 200 else { break }
      switch scalar.value {
      case 0x30...0x39, 0x61...0x7A: word.append(UInt8(truncatingIfNeeded: scalar.value))
      case 0x41...0x5A: word.append(UInt8(truncatingIfNeeded: scalar.value) | 0x20)
      // Points and apostrophes stand inside words: `S.A.`, `O'Neill`.
      case 0x2E, 0x27, 0x2019: break
      // So do slashes of short forms: `A/S`.
      case 0x2F where word.count == 1: break
      case 0..<0x80: end()
      default:
        if scalar.properties.generalCategory == .nonspacingMark { continue }
        guard scalar.properties.isAlphabetic || scalar.properties.numericType != nil else {
          end()
          continue
        }
        word += Self.letters(of: scalar)
      }
    }
    end()
    let telling = all.filter { !Self.forms.contains($0) }
    words = telling.isEmpty ? all : telling
  }

  /// The letters without their spaces, by which names are compared first.
  var text: [UInt8] { Array(words.joined()) }

  /// A Latin letter without its accent; any other one as it is written.
  private static func letters(of scalar: Unicode.Scalar) -> [UInt8] {
    let mark = "LATIN SMALL LETTER "
    if let name = scalar.properties.name, name.hasPrefix(mark) {
      return Array(name.dropFirst(mark.count).prefix { $0 != " " }.lowercased().utf8)
    }
    return Array(String(scalar).utf8)
  }

  /// A word with `ae`, `oe` and `ue` as the vowels that they may stand for.
  private static func simplified(_ word: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    for byte in word {
      if byte == UInt8(ascii: "e"), let last = result.last, Self.umlauts.contains(last) { continue }
      result.append(byte)
    }
    return result
  }

  private static let umlauts: Set<UInt8> = [0x61, 0x6F, 0x75]

  /// Legal forms and words that names carry or leave out.
  private static let forms: Set<[UInt8]> = Set(
    [
      "inc", "incorporated", "corp", "corporation", "co", "company", "llc", "llp", "lp", "ltd",
      "limited", "plc", "pty", "pte", "gmbh", "mbh", "ag", "kg", "kgaa", "ohg", "gbr", "ug", "ev",
      "se", "sa", "sas", "sarl", "sasu", "srl", "spa", "sl", "slu", "bv", "nv", "vof", "ab", "as",
      "asa", "ks", "aps", "oy", "oyj", "sp", "zoo", "sro", "kft", "zrt", "doo", "lda", "ltda",
      "eireli",
      "sc", "sca", "cv", "sapi", "kk", "the", "and", "und", "et", "y", "e",
    ].map { simplified(Array($0.utf8)) })
}
