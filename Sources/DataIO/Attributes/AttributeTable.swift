import TemporalData

/// Attributes of partners, and from when on they held: type, region, tier.
///
/// The first column names the partner; `from` (also `valid_from`, `since`, `effective_from`, `date`) is the first
/// day on which a row holds, until the next row of the partner; `to` (`valid_to`, `until`) ends it
/// earlier. Every other column is an attribute. A row without `from` holds from the beginning.
public struct AttributeTable: Hashable, Sendable {
  /// What held of a partner from a day on.
  struct State: Hashable {
    /// The first day, counted since 1970.
    let from: Int
    /// The last day.
    let to: Int
    /// The values, in the order of `names`.
    let values: [[UInt8]]
    let line: Int
  }

  /// The name of the column of partners.
  let key: String
  /// The names of the attributes.
  public let names: [String]
  /// The file.
  public let input: InputFile
  /// The states of each partner by its folded name, ascending.
  private let states: [String: [State]]

  private static let columns = [
    ["from", "valid_from", "since", "effective_from", "effective", "date"],
    ["to", "valid_to", "until", "effective_to"],
  ]

  /// Reads a table of attributes.
  ///
  /// - Throws: `missingInput` if the file cannot be read; `badData` with line and column for a field that
  ///   cannot be read, a table without attributes, and two rows of one partner and day that differ.
  public static func read(_ source: InputSource) throws(DataError) -> AttributeTable {
    var records = try NamedRecords(
      source, "a table of attributes", columns: columns, needed: [], others: true)
    let header = records.table.header
    let dates = ["from", "to"].compactMap { records.place($0) }
    let places = header.indices.filter { !dates.contains($0) }
    guard let key = places.first, places.count > 1 else {
      throw DataError(
        .badData, at: .init(path: records.table.name, line: records.table.headerLines.upperBound),
        "a table of attributes needs a column of partners and one of an attribute",
        details: ["columns: " + header.joined(separator: ", ").shortened],
        fix: "name the columns in the first line: partner_id,from,tier")
    }
    var states: [String: [State]] = [:]
    while try records.advance() {
      let name = FoldedName.fold(records.table.text(key))
      guard !name.isEmpty else { continue }
      let state = try state(records, places.dropFirst())
      if let other = states[name]?.first(where: { $0.from == state.from }) {
        guard other.values == state.values else {
          throw DataError(
            .badData, at: records.location,
            "'\(records.table.text(key).shortened)' has other attributes from the same day on in line "
              + "\(other.line)",
            fix: "keep one of the rows, or give each the day from which it holds in a column 'from'"
          )
        }
        continue
      }
      states[name, default: []].append(state)
    }
    for name in states.keys { states[name]?.sort { $0.from < $1.from } }
    return AttributeTable(
      key: header[key], names: places.dropFirst().map { header[$0] }, input: records.input,
      states: states)
  }

  private static func state(
    _ records: NamedRecords, _ places: ArraySlice<Int>
  ) throws(DataError) -> State {
    let from = try records.days("from")?.lowerBound ?? .min
    // Data bases write the end of time for what still holds.
    let isOpen = records.text("to").hasPrefix("9999")
    let to = isOpen ? nil : try records.days("to")?.upperBound
    guard from <= to ?? .max else { throw records.fault("to", "lies before the first day") }
    return State(
      from: from, to: to ?? .max,
      values: places.map { Array(FoldedName.spaced(records.table.text($0)).utf8) },
      line: records.table.line)
  }

  /// Whether the table knows a partner, by its folded name.
  func knows(_ name: String) -> Bool { states[name] != nil }

  /// What held of a partner on a day; nil if nothing is known.
  func state(of name: String, on day: Int) -> State? {
    guard let last = states[name]?.last(where: { $0.from <= day }), day <= last.to else {
      return nil
    }
    return last
  }

  /// Whether a partner's attributes ever change.
  func changes(_ name: String) -> Bool { (states[name]?.count ?? 0) > 1 }
}

/// Which attributes a row is given.
public enum AttributeTime: String, Hashable, Sendable, CaseIterable {
  /// Those that held at its date.
  case atTheTime = "at-the-time"
  /// The latest ones, whatever its date.
  case current
}
