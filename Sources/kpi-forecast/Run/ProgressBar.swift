/// A bar on standard error that says how much is done, how fast, and how long the rest will take.
///
/// It appears only on a terminal and only when work takes longer than a moment.
struct ProgressBar: ~Copyable {
  private let label: String
  private var total: Int
  private let unit: String
  private let isShown: Bool
  private let start = ContinuousClock.now
  private var lastDrawn: ContinuousClock.Instant?

  private static let interval = Duration.milliseconds(120)
  private static let patience = Duration.milliseconds(400)
  private static let barWidth = 24

  /// What a bar of bytes counts.
  static let megabyte = 1_000_000

  /// A bar for this many items; never drawn unless `isShown`.
  init(_ label: String, total: Int, unit: String = "", isShown: Bool) {
    (self.label, self.total, self.unit, self.isShown) = (label, total, unit, isShown)
  }

  /// A bar of megabytes, of a total that `update` tells; 0 if nobody knows it.
  static func reading(isShown: Bool) -> ProgressBar {
    ProgressBar("reading", total: 0, unit: " MB", isShown: isShown)
  }

  /// Draws the bar if it is time to, with another total.
  mutating func update(_ done: Int, of total: Int) {
    self.total = total
    update(done)
  }

  /// Draws the bar if it is time to.
  mutating func update(_ done: Int) {
    guard isShown else { return }
    let now = ContinuousClock.now
    guard now - (lastDrawn ?? start) >= (lastDrawn == nil ? Self.patience : Self.interval) else {
      return
    }
    lastDrawn = now
    let line = Self.line(label, done: done, total: total, unit: unit, elapsed: now - start)
    _ = ByteOutput.write("\r\u{1B}[K" + line, to: StandardStream.error.descriptor)
  }

  /// Takes the bar away.
  mutating func clear() {
    guard lastDrawn != nil else { return }
    lastDrawn = nil
    _ = ByteOutput.write("\r\u{1B}[K", to: StandardStream.error.descriptor)
  }

  /// The bar as text: label, bar, counts, rate and the time left; without a total, count and rate.
  static func line(
    _ label: String, done: Int, total: Int, unit: String = "", elapsed: Duration
  ) -> String {
    let seconds = elapsed / Duration.seconds(1)
    let rate = seconds > 0 ? Double(done) / seconds : 0
    let speed = "\(Int(rate.rounded()))\(unit)/s"
    guard total > 0 else { return "\(label) \(done)\(unit)  \(speed)" }
    // A file that grows while it is read is never more than done.
    let full = Int(min(1, Double(done) / Double(total)) * Double(barWidth))
    let bar =
      String(repeating: "█", count: full) + String(repeating: "░", count: barWidth - full)
    let left = rate > 0 ? Double(max(0, total - done)) / rate : 0
    return "\(label) \(bar) \(done)/\(total)\(unit)  \(speed)  \(clock(left)) left"
  }

  /// A number of seconds as `m:ss`, or `h:mm:ss` from an hour on.
  private static func clock(_ seconds: Double) -> String {
    let whole = Int(min(seconds, 359_999).rounded(.up))
    let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, whole % 60)
    let tail = (rest < 10 ? "0" : "") + String(rest)
    guard hours > 0 else { return "\(minutes):\(tail)" }
    return "\(hours):" + (minutes < 10 ? "0" : "") + "\(minutes):\(tail)"
  }
}
