/// Counts by month over a span; what falls outside the span is lost.
struct MonthlyCounts: Sendable {
  let span: Range<Int>
  private var counts: [Int]

  /// Zero in every month of the span.
  init(_ span: Range<Int>) {
    self.span = span
    counts = Array(repeating: 0, count: span.count)
  }

  /// The count of a month: 0 outside the span.
  subscript(month: Int) -> Int {
    span.contains(month) ? counts[month - span.lowerBound] : 0
  }

  /// Adds to the count of a month, if the span holds it.
  mutating func add(_ count: Int = 1, in month: Int) {
    guard span.contains(month) else { return }
    counts[month - span.lowerBound] += count
  }
}
