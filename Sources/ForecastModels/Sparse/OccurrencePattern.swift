/// How periods with a demand follow each other: which periods share one chance of a demand.
enum OccurrencePattern: Hashable, Sendable {
  /// The same chance in every period; what was learnt fades by the factor `memory` a period.
  case anyPeriod(memory: Double)
  /// A beat of so many periods since the last demand.
  case every(Int)
  /// A beat that the calendar keeps: the slots whose ordinal is `phase` modulo the length.
  case calendar(length: Int, phase: Int)
  /// A chance of its own for each slot of a season.
  case season(length: Int)

  /// The number of chances.
  var kinds: Int {
    switch self {
    case .anyPeriod: 1
    case .every, .calendar: 4
    case .season(let length): length
    }
  }

  /// The length of the beat; 1 for a pattern without one.
  var beat: Int {
    switch self {
    case .every(let length), .calendar(let length, _): length
    case .anyPeriod, .season: 1
    }
  }

  /// How fast what was learnt fades; 1 for never.
  var memory: Double {
    if case .anyPeriod(let memory) = self { memory } else { 1 }
  }

  /// Which chance applies to a period.
  ///
  /// Of a beat: 0 on it, 1 one period late after it was missed, 2 one period early, 3 otherwise.
  ///
  /// - Parameters:
  ///   - age: The number of periods since the last demand, at least 1.
  ///   - slot: The ordinal of the period.
  @inline(__always)
  func kind(age: Int, slot: Int) -> Int {
    switch self {
    case .anyPeriod: 0
    case .every(let length): Self.kind(age % length, of: length, isLate: age > length)
    case .calendar(let length, let phase):
      Self.kind((slot - phase).remainder(by: length), of: length, isLate: age >= length)
    case .season(let length): slot.remainder(by: length)
    }
  }

  @inline(__always)
  private static func kind(_ after: Int, of length: Int, isLate: Bool) -> Int {
    if after == 0 { return 0 }
    if after == 1 && isLate { return 1 }
    return after == length - 1 && length > 2 ? 2 : 3
  }
}

extension Int {
  /// The remainder in 0..<length.
  @inline(__always)
  fileprivate func remainder(by length: Int) -> Int {
    let rest = self % length
    return rest < 0 ? rest + length : rest
  }
}
