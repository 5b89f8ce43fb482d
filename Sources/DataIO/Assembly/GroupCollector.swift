/// Collects to which group each series belongs, from one or more columns that may tell.
///
/// Per series and candidate it keeps the group of the newest row; per candidate the groups, as long as
/// there are few, and how often a series' rows change between them.
struct GroupCollector {
  /// A column, or several, that may tell.
  fileprivate struct Candidate {
    var columns: [Int]
    let isChosen: Bool
    var table = KeyTable()
    /// The number of the group of each series; -1 without one.
    var groups: [Int32] = []
    /// The slot that group is from.
    var slots: [Int32] = []
    var rows = 0
    var changes = 0

    /// Whether the column can be one that names groups.
    var isPlausible: Bool {
      isChosen || table.count <= GroupCollector.most
    }
  }

  private var candidates: [Candidate] = []

  /// The most groups that a column nobody named may have.
  static let most = 50

  /// Takes up columns, by their positions; those that were named by the user count in any case.
  mutating func begin(_ columns: [[Int]], areChosen: Bool) {
    if candidates.isEmpty {
      candidates = columns.map { Candidate(columns: $0, isChosen: areChosen) }
    }
    for index in candidates.indices {
      candidates[index].columns = columns.indices.contains(index) ? columns[index] : []
    }
  }

  /// Notes the groups of one row.
  @inline(__always)
  mutating func take(_ text: Span<UInt8>, _ fields: RecordFields, series: Int, slot: Int32) {
    for index in candidates.indices
    where !candidates[index].columns.isEmpty && candidates[index].isPlausible {
      candidates[index].take(text, fields, series: series, slot: slot)
    }
  }

  /// The value of one of the columns for each series, as its newest row has it.
  func values(_ index: Int) -> SeriesGroups {
    guard candidates.indices.contains(index) else { return SeriesGroups() }
    let candidate = candidates[index]
    return SeriesGroups(
      names: (0..<candidate.table.count).map { candidate.table.parts($0)[0] },
      numbers: candidate.groups)
  }

  /// The columns that tell groups, and each series' group; nil if no column does.
  ///
  /// A column nobody named needs 2 to 50 values, and must stay the same in 95 % of a series' rows.
  func found() -> (columns: [Int], groups: SeriesGroups)? {
    for candidate in candidates where candidate.isPlausible {
      let isSteady = candidate.changes * 20 <= candidate.rows
      guard candidate.isChosen || candidate.table.count >= 2 && isSteady else { continue }
      let names = (0..<candidate.table.count).map {
        candidate.table.parts($0).joined(separator: " / ")
      }
      return (candidate.columns, SeriesGroups(names: names, numbers: candidate.groups))
    }
    return nil
  }
}

extension GroupCollector.Candidate {
  /// Notes the group of one row.
  mutating func take(
    _ text: Span<UInt8>, _ fields: RecordFields, series: Int, slot: Int32
  ) {
    if columns.allSatisfy({ KeyTable.trimmed(text, fields[$0]).isEmpty }) { return }
    let group = Int32(table.number(text, fields, columns).number)
    while groups.count <= series {
      groups.append(-1)
      slots.append(.min)
    }
    rows += 1
    if groups[series] >= 0, groups[series] != group { changes += 1 }
    guard slot >= slots[series] else { return }
    (groups[series], slots[series]) = (group, slot)
  }
}

/// The group of each series, the names kept once.
struct SeriesGroups {
  let names: [String]
  private let numbers: [Int32]

  init(names: [String] = [], numbers: [Int32] = []) {
    (self.names, self.numbers) = (names, numbers)
  }

  /// The group of a series; nil if it has none.
  subscript(series: Int) -> String? {
    guard numbers.indices.contains(series), numbers[series] >= 0 else { return nil }
    return names[Int(numbers[series])]
  }
}
