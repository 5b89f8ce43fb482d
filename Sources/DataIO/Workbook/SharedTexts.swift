/// The texts that cells of a workbook share, without the readings that stand above Asian text.
final class SharedTexts: XMLHandler {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  private var run = TextRuns()
  private let limits: ReadingLimits

  init(_ limits: ReadingLimits) { self.limits = limits }

  /// How many texts there are.
  var count: Int { ends.count }

  /// A text; nil if there is none of this number.
  subscript(index: Int) -> ArraySlice<UInt8>? {
    guard ends.indices.contains(index) else { return nil }
    return bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
  }

  func start(_ name: XMLName, _ attributes: XMLAttributes, _ stream: XMLStream) {
    run.start(name)
  }

  func end(_ name: XMLName, _ stream: XMLStream) {
    run.end(name)
    guard name == "si" else { return }
    EscapedText.decode(&bytes, from: ends.last ?? 0)
    ends.append(bytes.count)
  }

  func text(_ text: UnsafeBufferPointer<UInt8>, _ stream: XMLStream) {
    guard run.isText else { return }
    guard bytes.count + 8 * ends.count + text.count <= limits.sharedText else {
      return stream.fail(
        DataError(
          .badData, at: .init(path: stream.part.path),
          "the texts of the workbook are longer than \(limits.sharedText >> 20) MB",
          fix: "save the sheet as CSV"))
    }
    guard bytes.count + text.count - (ends.last ?? 0) <= limits.field else {
      return stream.fail(
        DataError(
          .badData, at: .init(path: stream.part.path),
          "a text is longer than \(limits.field) bytes", fix: "shorten the cell"))
    }
    bytes.append(contentsOf: text)
  }
}

/// Which of the text within a cell's or shared string's elements belongs to it.
struct TextRuns {
  /// Whether text at this place counts.
  private(set) var isText = false
  private var isReading = false

  mutating func start(_ name: XMLName) {
    if name == "rPh" { isReading = true }
    if name == "t" { isText = !isReading }
  }

  mutating func end(_ name: XMLName) {
    if name == "rPh" { isReading = false }
    if name == "t" { isText = false }
  }
}

/// Characters that XML cannot hold or would change, written `_x000D_` (ECMA-376, part 1, 22.9.2.19).
enum EscapedText {
  /// Replaces them in a text from a position on.
  static func decode(_ bytes: inout [UInt8], from start: Int) {
    guard bytes.count - start >= 7 else { return }
    var (source, target) = (start, start)
    while source < bytes.count {
      if bytes[source] == 0x5F, let code = code(bytes, source) {
        for byte in String(code).utf8 {
          bytes[target] = byte
          target += 1
        }
        source += 7
      } else {
        bytes[target] = bytes[source]
        (source, target) = (source + 1, target + 1)
      }
    }
    bytes.removeLast(bytes.count - target)
  }

  /// The character that an escape at a position stands for; nil if there is none.
  private static func code(_ bytes: [UInt8], _ place: Int) -> Character? {
    guard place + 7 <= bytes.count, bytes[place + 1] == 0x78, bytes[place + 6] == 0x5F else {
      return nil
    }
    let digits = String(decoding: bytes[place + 2..<place + 6], as: UTF8.self)
    guard let value = UInt32(digits, radix: 16), value > 0 else { return nil }
    return Unicode.Scalar(value).map(Character.init)
  }
}
