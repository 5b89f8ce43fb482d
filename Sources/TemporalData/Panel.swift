/// Why series do not make a panel.
public enum PanelError: Error, Hashable {
  /// There is no series at all.
  case empty
  /// Two series have different frequencies.
  case mixedFrequencies(Frequency, Frequency)
  /// Two series have the same key; its text is given.
  case duplicateKey(String)
}

extension PanelError: CustomStringConvertible {
  /// What was found and what to do.
  public var description: String {
    switch self {
    case .empty: "there is no series; give at least one"
    case .mixedFrequencies(let first, let second):
      "one series is per \(first) and another per \(second); bring them to one frequency first"
    case .duplicateKey(let key):
      "the key '\(key)' comes twice; join its series or tell them apart by another key"
    }
  }
}

/// Series of one frequency, each under its own key, in a fixed order.
public struct Panel<Key: Hashable & Sendable>: Sendable {
  /// One series and its key.
  public struct Entry: Sendable {
    /// What identifies the series.
    public let key: Key
    /// The observations.
    public let series: TimeSeries
  }

  /// The entries in the order given.
  public let entries: [Entry]
  /// The frequency that all series share.
  public let frequency: Frequency
  private let positions: [Key: Int]

  /// A panel of the entries; throws if there is none, if frequencies differ or a key comes twice.
  public init(_ entries: [(key: Key, series: TimeSeries)]) throws(PanelError) {
    guard let first = entries.first else { throw .empty }
    var positions: [Key: Int] = [:]
    for (position, entry) in entries.enumerated() {
      guard entry.series.frequency == first.series.frequency else {
        throw .mixedFrequencies(first.series.frequency, entry.series.frequency)
      }
      guard positions.updateValue(position, forKey: entry.key) == nil else {
        throw .duplicateKey("\(entry.key)")
      }
    }
    self.entries = entries.map { Entry(key: $0.key, series: $0.series) }
    self.positions = positions
    frequency = first.series.frequency
  }

  /// The series of a key, found in O(1).
  public subscript(key: Key) -> TimeSeries? {
    positions[key].map { entries[$0].series }
  }
}
