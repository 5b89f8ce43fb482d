import Glibc

/// The client library of PostgreSQL, libpq, loaded when a server is first asked.
///
/// It is not linked: who forecasts a file needs no client of a database. The functions and their types are
/// those of libpq 5, which has kept them since 2006.
final class PostgresLibrary {
  private typealias Connect =
    @convention(c) (
      UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<UnsafePointer<CChar>?>, Int32
    ) -> OpaquePointer?
  private typealias Run =
    @convention(c) (
      OpaquePointer, UnsafePointer<CChar>, Int32, OpaquePointer?, OpaquePointer?, OpaquePointer?,
      OpaquePointer?, Int32
    ) -> OpaquePointer?
  typealias Number = @convention(c) (OpaquePointer) -> Int32
  typealias Text = @convention(c) (OpaquePointer) -> UnsafePointer<CChar>?
  typealias Release = @convention(c) (OpaquePointer) -> Void
  typealias ColumnText = @convention(c) (OpaquePointer, Int32) -> UnsafePointer<CChar>?
  typealias ColumnNumber = @convention(c) (OpaquePointer, Int32) -> UInt32
  typealias CellText = @convention(c) (OpaquePointer, Int32, Int32) -> UnsafePointer<UInt8>?
  typealias CellNumber = @convention(c) (OpaquePointer, Int32, Int32) -> Int32
  typealias CancelFunction =
    @convention(c) (OpaquePointer, UnsafeMutablePointer<CChar>, Int32) -> Int32
  private typealias Part = @convention(c) (OpaquePointer) -> OpaquePointer?
  private typealias Processor =
    @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<CChar>?) -> Void
  private typealias SetProcessor =
    @convention(c) (OpaquePointer, Processor?, UnsafeMutableRawPointer?) -> Processor?

  private let connectWith: Connect
  private let runWith: Run
  private let status: Number
  private let errorMessage: Text
  private let finishWith: Release
  private let setProcessor: SetProcessor
  private let cancelHandle: Part
  private let cancelQuery: CancelFunction
  private let freeCancel: Release
  let resultStatus: Number
  let clear: Release
  let rowCount: Number
  let columnCount: Number
  let columnName: ColumnText
  let columnType: ColumnNumber
  let value: CellText
  let length: CellNumber
  let isNull: CellNumber
  let errorPart: ColumnText

  /// Loads the library; throws `missingInput` if the machine has none.
  init() throws(DataError) {
    guard let library = dlopen("libpq.so.5", RTLD_NOW) else {
      throw DataError(
        .missingInput, "the client library of PostgreSQL, libpq.so.5, is not installed",
        fix: "install it, such as apt-get install libpq5")
    }
    func symbol<Function>(_ name: String, _: Function.Type) throws(DataError) -> Function {
      guard let address = dlsym(library, name) else {
        throw DataError(
          .missingInput, "libpq.so.5 has no '\(name)'", fix: "install a newer libpq5")
      }
      return unsafeBitCast(address, to: Function.self)
    }
    connectWith = try symbol("PQconnectdbParams", Connect.self)
    runWith = try symbol("PQexecParams", Run.self)
    status = try symbol("PQstatus", Number.self)
    errorMessage = try symbol("PQerrorMessage", Text.self)
    finishWith = try symbol("PQfinish", Release.self)
    setProcessor = try symbol("PQsetNoticeProcessor", SetProcessor.self)
    resultStatus = try symbol("PQresultStatus", Number.self)
    clear = try symbol("PQclear", Release.self)
    rowCount = try symbol("PQntuples", Number.self)
    columnCount = try symbol("PQnfields", Number.self)
    columnName = try symbol("PQfname", ColumnText.self)
    columnType = try symbol("PQftype", ColumnNumber.self)
    value = try symbol("PQgetvalue", CellText.self)
    length = try symbol("PQgetlength", CellNumber.self)
    isNull = try symbol("PQgetisnull", CellNumber.self)
    errorPart = try symbol("PQresultErrorField", ColumnText.self)
    cancelHandle = try symbol("PQgetCancel", Part.self)
    cancelQuery = try symbol("PQcancel", CancelFunction.self)
    freeCancel = try symbol("PQfreeCancel", Release.self)
  }

  /// Connects to an address; the connection may have failed, as `isConnected` tells.
  func connect(_ address: String) -> OpaquePointer? {
    var options = [("dbname", address), ("client_encoding", "UTF8")]
    options.append(("fallback_application_name", "kpi-forecast"))
    if getenv("PGCONNECT_TIMEOUT") == nil { options.insert(("connect_timeout", "30"), at: 0) }
    let texts = options.map { (strdup($0.0), strdup($0.1)) }
    defer {
      for (name, value) in texts {
        free(name)
        free(value)
      }
    }
    let names = texts.map { UnsafePointer($0.0) } + [nil]
    let values = texts.map { UnsafePointer($0.1) } + [nil]
    let handle = connectWith(names, values, 1)
    // Notices of the server are not ours to print.
    if let handle { _ = setProcessor(handle, { _, _ in }, nil) }
    return handle
  }

  func isConnected(_ handle: OpaquePointer) -> Bool { status(handle) == 0 }

  func message(_ handle: OpaquePointer) -> String {
    errorMessage(handle).map { String(cString: $0) } ?? ""
  }

  func finish(_ handle: OpaquePointer) { finishWith(handle) }

  /// Lets the queries of a connection be called off by `ServerQueries`; nil if that cannot be.
  func watch(_ handle: OpaquePointer) -> OpaquePointer? {
    guard let cancel = cancelHandle(handle) else { return nil }
    ServerQueries.add(cancel, cancelQuery)
    return cancel
  }

  /// Ends what `watch` began.
  func unwatch(_ cancel: OpaquePointer) {
    ServerQueries.remove(cancel)
    freeCancel(cancel)
  }

  /// Runs one command; the protocol of statements with parameters takes no second one.
  func run(_ command: String, _ handle: OpaquePointer) -> ServerResult? {
    runWith(handle, command, 0, nil, nil, nil, nil, 0).map { ServerResult($0, self) }
  }
}
