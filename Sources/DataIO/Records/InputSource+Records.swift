import Glibc

extension InputSource {
  /// Opens the input as what its content says it is; its name says nothing.
  ///
  /// Each call begins anew. A pipe is read as text, as its content cannot be looked at before.
  func records(
    _ form: InputForm, _ limits: ReadingLimits
  ) throws(DataError) -> any RecordSource {
    if case .server(let address) = self {
      try refuse(form.part.sheet == nil ? nil : form.part.option, "a database server")
      return try ServerRecords(address, part: form.part, limits: limits)
    }
    switch try ContentKind(firstBytes()) {
    case .archive:
      try refuse(form.part.sheet == nil ? form.part.option : nil, "a workbook")
      return try WorkbookRecords(self, sheet: form.part.sheet, limits: limits)
    case .database:
      try refuse(form.part.sheet == nil ? nil : form.part.option, "an SQLite database")
      return try SQLiteRecords(self, part: form.part, limits: limits)
    case .text, .binary:
      let records = try DelimitedRecords(self, limits: limits, form: form.text)
      try refuse(form.part.option, "a text file")
      return records
    }
  }

  /// The first bytes of a file, left to be read again; none of what cannot be looked at before.
  private func firstBytes() throws(DataError) -> [UInt8] {
    let descriptor: Int32
    switch self {
    case .server: return []
    case .standardInput: descriptor = STDIN_FILENO
    case .file(let path): descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    }
    defer { if descriptor > STDERR_FILENO { close(descriptor) } }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return [] }
    let start = self == .standardInput ? lseek(descriptor, 0, SEEK_CUR) : 0
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = pread(descriptor, &bytes, bytes.count, start)
    return Array(bytes.prefix(max(0, count)))
  }

  /// Refuses an option that means nothing here.
  private func refuse(
    _ option: (name: String, meaning: String)?, _ what: String
  ) throws(DataError) {
    guard let option else { return }
    throw DataError(
      .usage, at: .init(path: path), "\(option.name) \(option.meaning), but this is \(what)",
      fix: "leave \(option.name) out")
  }
}
