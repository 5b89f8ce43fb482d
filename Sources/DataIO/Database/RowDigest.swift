/// What the rows of a query amount to: their bytes and their SHA-256.
///
/// Each field is followed by a zero byte and each row by a line end, the names of the columns first; so the
/// digest tells whether a query gave the same rows again, whatever else changed in the database.
struct RowDigest {
  private(set) var byteCount = 0
  private var hash = SHA256()
  private var text: [UInt8] = []

  /// Takes a row in.
  mutating func take(_ row: RowText) {
    text.removeAll(keepingCapacity: true)
    for index in 0..<row.fields.count {
      text.append(contentsOf: row.bytes[row.fields[index]])
      text.append(0)
    }
    text.append(Byte.lineFeed)
    byteCount += text.count
    text.withUnsafeBytes { hash.update($0) }
  }

  /// The digest so far, in hexadecimal.
  var hexadecimal: String { hash.hexadecimal() }
}
