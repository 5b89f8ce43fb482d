/// Every table of a generated program.
public struct ProgramTables: Sendable {
  /// The tables, in the order in which the README describes them.
  public let all: [CSVTable]

  /// Simulates a program and writes it down.
  ///
  /// Complexity: O(partners · months).
  public init(_ plan: ProgramPlan) {
    let program = Program(plan)
    let histories = program.partnerNumbers.map(program.history)
    all =
      HistoryTables(program, histories).all
      + TransactionTables(program, histories).all
      + TruthTables(program, histories).all
  }

  /// The table with a path, such as `deals_daily.csv`.
  public subscript(path path: String) -> CSVTable? { all.first { $0.path == path } }
}

extension ProgramPlan {
  /// A month as `2024-03`.
  func label(_ index: Int) -> String { String(month(index).description.dropLast(3)) }
}
