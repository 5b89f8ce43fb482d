/// Times the stages of a run.
struct Stopwatch {
  private var last = ContinuousClock.now
  /// The stages that have ended and how many seconds each took.
  private(set) var stages: [(name: String, seconds: Double)] = []

  /// Ends a stage that began when the last one ended.
  mutating func end(_ name: String) {
    let now = ContinuousClock.now
    stages.append((name, (now - last) / .seconds(1)))
    last = now
  }

  /// The stages as members of the manifest's durations, in seconds to the millisecond.
  var durations: [JSONValue.Member] {
    stages.map { .init($0.name, .number(($0.seconds * 1000).rounded() / 1000)) }
  }
}
