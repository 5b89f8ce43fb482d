import TemporalData

/// The old names of partners: who was renamed, and who became part of whom.
///
/// | Column | Also called | Meaning |
/// |---|---|---|
/// | `old` | `old_name`, `alias` | the name that is no longer used |
/// | `new` | `new_name`, `name`, `canonical` | the name that stands for it |
/// | `from` | `date`, `since`, `effective`, `effective_from`, `valid_from` | the day from which it does; may be left out |
/// | `kind` | | `rename`: one partner under two names; `merger`: two partners of which one goes on; by the data if left out |
///
/// Names are compared without regard to case, spaces and the forms of Unicode. Chains are followed: where A
/// became B and B became C, A is C. A row whose names differ in nothing else says that these
/// spellings are one partner.
public struct AliasTable: Hashable, Sendable {
  /// How two names are related.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// One partner under two names.
    case rename
    /// Two partners, one of which goes on for both.
    case merger
  }

  /// One old name.
  public struct Entry: Hashable, Sendable {
    /// The name that is no longer used.
    public let old: String
    /// The name that stands for it.
    public let new: String
    /// The first day on which it does; nil if the table does not say.
    public let from: CivilDate?
    /// How the names are related; nil if the table does not say.
    public let kind: Kind?
    /// The line of the table.
    public let line: Int
  }

  /// The old names in the order of the table, each once.
  public let entries: [Entry]
  /// The file.
  public let input: InputFile
  /// The number of the entry of each old name, by its folded form.
  private let numbers: [String: Int]
  /// Folded names whose spellings are one by the table's word.
  let unified: Set<String>

  private static let columns = [
    ["old", "old_name", "alias"], ["new", "new_name", "name", "canonical"],
    ["from", "date", "since", "effective", "effective_from", "valid_from"], ["kind"],
  ]

  /// Reads a table of old names.
  ///
  /// - Throws: `missingInput` if the file cannot be read; `badData` with line and column for a missing
  ///   or unknown column, a field that cannot be read, a name that becomes two others, and a circle.
  public static func read(_ source: InputSource) throws(DataError) -> AliasTable {
    var records = try NamedRecords(
      source, "a table of old names", columns: columns, needed: ["old", "new"])
    var entries: [Entry] = []
    var numbers: [String: Int] = [:]
    var unified: Set<String> = []
    while try records.advance() {
      guard let entry = try entry(records) else { continue }
      let folded = FoldedName.fold(entry.old)
      if folded == FoldedName.fold(entry.new) {
        unified.insert(folded)
      } else if let known = numbers[folded] {
        let first = entries[known]
        guard FoldedName.fold(first.new) == FoldedName.fold(entry.new) else {
          throw DataError(
            .badData, at: records.location,
            "'\(entry.old.shortened)' becomes '\(entry.new.shortened)', and in another row "
              + "'\(first.new.shortened)'",
            details: ["\(records.table.name):\(first.line): the other row"],
            fix: "keep one of the rows; a chain A → B → C is two rows, A,B and B,C")
        }
      } else {
        numbers[folded] = entries.count
        entries.append(entry)
      }
    }
    let table = AliasTable(
      entries: entries, input: records.input, numbers: numbers, unified: unified)
    try table.refuseCircles()
    return table
  }

  private static func entry(_ records: NamedRecords) throws(DataError) -> Entry? {
    let (old, new) = (records.text("old"), records.text("new"))
    if old.isEmpty, new.isEmpty { return nil }
    for column in ["old", "new"] where records.text(column).isEmpty {
      throw records.fault(column, "is empty")
    }
    let days = try records.days("from")
    let word = records.text("kind").lowercased()
    let kind = Kind(rawValue: word)
    guard word.isEmpty || kind != nil else {
      throw records.fault(
        "kind", "is no kind of change", details: ["kinds are rename and merger"])
    }
    return Entry(
      old: old, new: new, from: days.map { CivilDate(daysSince1970: $0.lowerBound) }, kind: kind,
      line: records.table.line)
  }

  /// The entry of an old name by its folded form.
  func entry(_ folded: String) -> Entry? { numbers[folded].map { entries[$0] } }

  /// The entries from a folded name to the name that stands for it in the end.
  func chain(_ folded: String) -> [Entry] {
    var (chain, name) = ([Entry](), folded)
    while let entry = entry(name), chain.count <= entries.count {
      chain.append(entry)
      name = FoldedName.fold(entry.new)
    }
    return chain
  }

  /// Throws the first circle with its lines.
  ///
  /// O(entries).
  private func refuseCircles() throws(DataError) {
    var isDone: Set<String> = []
    for entry in entries {
      var (path, seen) = ([Entry](), Set<String>())
      var name = FoldedName.fold(entry.old)
      while let next = self.entry(name), isDone.insert(name).inserted {
        seen.insert(name)
        path.append(next)
        name = FoldedName.fold(next.new)
      }
      guard seen.contains(name), let last = path.last else { continue }
      let circle = path.drop { FoldedName.fold($0.old) != name }
      throw DataError(
        .badData, at: .init(path: input.path, line: last.line),
        "the names lead in a circle: "
          + (circle.map(\.old) + [last.new]).map { "'\($0.shortened)'" }.prefix(8)
          .joined(separator: " → "),
        details: circle.prefix(8).map {
          "\(input.path):\($0.line): \($0.old.shortened) → \($0.new.shortened)"
        },
        fix: "remove the row that leads back")
    }
  }
}
