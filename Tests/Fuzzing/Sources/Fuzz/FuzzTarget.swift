/// What is fed with bytes, and what has to hold whatever they are.
///
/// A finding is a trap: of the code under test, or of a `precondition` here.
enum FuzzTarget: String, CaseIterable {
  case number, date, table, project

  func run(_ bytes: [UInt8]) {
    switch self {
    case .number: NumberColumn(bytes).check()
    case .date: DateColumn(bytes).check()
    case .table: TableFile(bytes, ending: "csv").check()
    case .project: ProjectText(bytes).check()
    }
  }
}
