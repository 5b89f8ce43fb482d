import CExpat
import Glibc

/// What is told about the elements of a document, in their order.
protocol XMLHandler: AnyObject {
  func start(_ name: XMLName, _ attributes: XMLAttributes, _ stream: XMLStream)
  func end(_ name: XMLName, _ stream: XMLStream)
  /// Some of the text of the current element; all of it may come in pieces.
  func text(_ bytes: UnsafeBufferPointer<UInt8>, _ stream: XMLStream)
}

/// The name of an element or attribute without its prefix.
struct XMLName {
  private let name: UnsafePointer<CChar>

  init(_ name: UnsafePointer<CChar>) {
    self.name = strrchr(name, 0x3A).map { UnsafePointer($0 + 1) } ?? name
  }

  /// Whether the name is this one.
  static func == (name: Self, text: StaticString) -> Bool {
    strcmp(name.name, UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self)) == 0
  }

  static func ~= (text: StaticString, name: Self) -> Bool { name == text }
}

/// The attributes of an element.
struct XMLAttributes {
  fileprivate let list: UnsafeMutablePointer<UnsafePointer<CChar>?>

  /// The text of an attribute, by its name without a prefix; nil if there is none.
  subscript(name: StaticString) -> String? { self[raw: name].map { String(cString: $0) } }

  /// The same, without a copy.
  subscript(raw name: StaticString) -> UnsafePointer<CChar>? {
    var place = list
    while let key = place.pointee, let value = place.successor().pointee {
      if XMLName(key) == name { return value }
      place += 2
    }
    return nil
  }

  /// Whether an attribute says yes.
  func isTrue(_ name: StaticString) -> Bool { ["1", "true"].contains(self[name] ?? "") }
}

/// Reads the elements of one part of an archive, a piece at a time.
///
/// Nothing but elements and text is taken in: a document type, and with it every entity of its own or
/// of another place, is refused.
final class XMLStream {
  let part: ZipPart
  private let parser: XML_Parser
  private let limits: ReadingLimits
  private var handler: (any XMLHandler)?
  private var depth = 0
  private var failure: DataError?
  private var isPaused = false
  private var isAtEnd = false

  init(_ part: ZipPart, limits: ReadingLimits) throws(DataError) {
    (self.part, self.limits) = (part, limits)
    guard let parser = XML_ParserCreate(nil) else {
      throw ZipArchive.damaged(part.path, "there is no memory for '\(part.name)'")
    }
    self.parser = parser
    XML_SetElementHandler(
      parser,
      { data, name, attributes in
        guard let name, let attributes else { return }
        XMLStream.of(data)?.enter(XMLName(name), XMLAttributes(list: attributes))
      },
      { data, name in
        guard let name else { return }
        XMLStream.of(data)?.leave(XMLName(name))
      })
    XML_SetCharacterDataHandler(parser) { data, text, count in
      guard let text else { return }
      let bytes = UnsafeRawBufferPointer(start: text, count: Int(count))
      XMLStream.of(data)?.take(bytes.assumingMemoryBound(to: UInt8.self))
    }
    XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, _ in
      guard let stream = XMLStream.of(data) else { return }
      stream.fail(ZipArchive.damaged(stream.part.path, "'\(stream.part.name)' declares entities"))
    }
  }

  deinit { XML_ParserFree(parser) }

  private static func of(_ data: UnsafeMutableRawPointer?) -> XMLStream? {
    data.map { Unmanaged<XMLStream>.fromOpaque($0).takeUnretainedValue() }
  }

  private func enter(_ name: XMLName, _ attributes: XMLAttributes) {
    depth += 1
    guard depth <= Self.deepest else {
      return fail(ZipArchive.damaged(part.path, "'\(part.name)' is nested too deeply"))
    }
    if failure == nil { handler?.start(name, attributes, self) }
  }

  private func leave(_ name: XMLName) {
    depth -= 1
    if failure == nil { handler?.end(name, self) }
  }

  private func take(_ text: UnsafeBufferPointer<UInt8>) {
    if failure == nil { handler?.text(text, self) }
  }

  private static let deepest = 256

  /// Stops reading behind the current tag, to be gone on with later.
  func pause() { XML_StopParser(parser, 1) }

  /// Ends reading with an error.
  func fail(_ error: DataError) {
    guard failure == nil else { return }
    failure = error
    XML_StopParser(parser, 0)
  }

  /// Reads on; true if the handler paused, false at the end.
  func read(_ handler: any XMLHandler) throws(DataError) -> Bool {
    self.handler = handler
    defer { self.handler = nil }
    XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
    while isPaused || !isAtEnd {
      let status = isPaused ? XML_ResumeParser(parser) : try parseMore()
      isPaused = false
      if let failure { throw failure }
      switch status {
      case XML_STATUS_SUSPENDED:
        isPaused = true
        return true
      case XML_STATUS_OK: continue
      default: throw syntaxError()
      }
    }
    return false
  }

  private func parseMore() throws(DataError) -> XML_Status {
    guard let buffer = XML_GetBuffer(parser, Int32(Self.chunk)) else { throw syntaxError() }
    let count = try part.read(.init(start: buffer, count: Self.chunk))
    if count == 0 { isAtEnd = true }
    let status = XML_ParseBuffer(parser, Int32(count), count == 0 ? 1 : 0)
    // A tag that never ends would be gathered in memory.
    guard part.count - max(0, Int(XML_GetCurrentByteIndex(parser))) <= limits.record else {
      throw ZipArchive.damaged(part.path, "a tag of '\(part.name)' has no end")
    }
    return status
  }

  private static let chunk = 1 << 16

  private func syntaxError() -> DataError {
    let words =
      XML_ErrorString(XML_GetErrorCode(parser)).map { String(cString: $0) } ?? "unreadable"
    return ZipArchive.damaged(
      part.path, "'\(part.name)' line \(XML_GetCurrentLineNumber(parser)): \(words)")
  }
}
