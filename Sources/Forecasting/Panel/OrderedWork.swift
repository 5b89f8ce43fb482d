/// Work on many independent items by a bounded number of tasks, with results in input order.
///
/// Items are taken in chunks, one chunk per job at a time. A chunk is begun only while fewer than
/// 4 · jobs · chunk items wait for delivery, so that memory holds the results of few chunks even behind
/// a slow one. What is delivered, and in which order, does not depend on the number of jobs.
public struct OrderedWork: Sendable {
  /// The number of tasks at a time, at least 1.
  public let jobs: Int
  /// The number of items per task, at least 1.
  public let chunk: Int

  /// Work by this many tasks; numbers below 1 count as 1.
  public init(jobs: Int, chunk: Int = 16) {
    (self.jobs, self.chunk) = (max(1, jobs), max(1, chunk))
  }

  /// Runs `body` for the indices `0..<count` and hands every result to `deliver`, in order.
  ///
  /// Once the task is cancelled no item is begun any more, and those that are finished are delivered, up
  /// to the first one that is not.
  ///
  /// - Throws: what `deliver` throws, after the items at work have ended, or `CancellationError` if not
  ///   all were delivered.
  public func run<Result: Sendable>(
    _ count: Int, body: @escaping @Sendable (Int) -> Result,
    deliver: (Int, Result) throws -> Void
  ) async throws {
    try await withThrowingTaskGroup(of: (Int, [Result]).self) { group in
      var (started, delivered, running) = (0, 0, 0)
      var waiting: [Int: [Result]] = [:]
      // A slow chunk must not let the others pile up results behind it, and once it is done every
      // job must be busy again.
      func startMore() {
        while running < jobs, started < count, started - delivered < 4 * jobs * chunk,
          !Task.isCancelled
        {
          let range = started..<min(count, started + chunk)
          (started, running) = (range.upperBound, running + 1)
          group.addTask {
            var results: [Result] = []
            results.reserveCapacity(range.count)
            for index in range where !Task.isCancelled { results.append(body(index)) }
            return (range.lowerBound, results)
          }
        }
      }
      startMore()
      while let (first, results) = try await group.next() {
        running -= 1
        waiting[first] = results
        while let ready = waiting.removeValue(forKey: delivered) {
          for (offset, result) in ready.enumerated() { try deliver(delivered + offset, result) }
          delivered += ready.count
        }
        startMore()
      }
      if delivered < count { throw CancellationError() }
    }
  }
}
