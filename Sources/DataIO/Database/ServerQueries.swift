import Synchronization

/// The connections whose queries a server may be working on.
///
/// A server goes on with a query whose program is gone, until it has rows to send: who ends early has to
/// say so.
public enum ServerQueries {
  private struct Connection {
    /// The handle by which any thread may call the query off, as a number.
    let handle: UInt
    let cancel: PostgresLibrary.CancelFunction
  }

  private static let connections = Mutex<[Connection]>([])

  /// Asks the servers to end what they do for this program; does nothing where nothing runs.
  ///
  /// May be called by any thread. Waits for each server's answer.
  public static func cancel() {
    connections.withLock { list in
      for connection in list {
        guard let handle = OpaquePointer(bitPattern: connection.handle) else { continue }
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { message in
          guard let start = message.baseAddress else { return }
          _ = connection.cancel(handle, start, Int32(message.count))
        }
      }
    }
  }

  static func add(_ handle: OpaquePointer, _ cancel: @escaping PostgresLibrary.CancelFunction) {
    let connection = Connection(handle: UInt(bitPattern: handle), cancel: cancel)
    connections.withLock { $0.append(connection) }
  }

  static func remove(_ handle: OpaquePointer) {
    let number = UInt(bitPattern: handle)
    connections.withLock { list in list.removeAll { $0.handle == number } }
  }
}
