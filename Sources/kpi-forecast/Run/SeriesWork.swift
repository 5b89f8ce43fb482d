import Forecasting

/// A stage of a run that does the same with many series: by several tasks, in order, with a bar.
struct SeriesWork {
  private let label: String
  private let count: Int
  private let work: OrderedWork
  private let showsBar: Bool

  /// A stage by its name in the bar, such as `forecasting`.
  ///
  /// Chunks are small enough that every task gets some, whatever the number of series, and of one series
  /// where results are large, so that few wait for their turn.
  init(
    _ label: String, count: Int, jobs: Int, showsBar: Bool, hasLargeResults: Bool = false
  ) {
    (self.label, self.count, self.showsBar) = (label, count, showsBar)
    let most = hasLargeResults ? 1 : 16
    work = OrderedWork(jobs: jobs, chunk: max(1, min(most, count / (jobs * 4))))
  }

  /// Runs `body` for every series and hands each result to `deliver`, in order.
  ///
  /// Throws what `deliver` throws, or `CancellationError` if the run is interrupted before its end.
  func run<Result: Sendable>(
    body: @escaping @Sendable (Int) -> Result, deliver: (Int, Result) throws -> Void
  ) async throws {
    var bar = ProgressBar(label, total: count, isShown: showsBar)
    defer { bar.clear() }
    try await work.run(count, body: body) { index, result in
      try deliver(index, result)
      bar.update(index + 1)
    }
  }
}
