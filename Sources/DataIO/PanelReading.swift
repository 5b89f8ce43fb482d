import PartnerKPI
import TemporalData

/// Where a table comes from.
public enum InputSource: Hashable, Sendable {
  /// A file by its path.
  case file(String)
  /// Standard input, named `-`.
  case standardInput
  /// A database server.
  case server(ServerAddress)

  /// The path as the user wrote it; `-` for standard input, an address without its password for a
  /// server.
  public var path: String {
    switch self {
    case .file(let path): path
    case .standardInput: "-"
    case .server(let address): address.description
    }
  }
}

/// One input and what was found in it.
public struct InputFile: Hashable, Sendable {
  /// The path as the user wrote it; `-` for standard input.
  public let path: String
  /// The number of bytes, before decompression.
  public let bytes: Int
  /// The SHA-256 of those bytes in lower-case hexadecimal.
  public let sha256: String
  /// The number of data rows, used or not.
  public let rows: Int
}

/// A row that was not used, and why.
public struct RejectedRow: Hashable, Sendable {
  /// The file; `-` for standard input.
  public let file: String
  /// The line on which the row begins, from 1.
  public let line: Int
  /// The name of the column at fault; empty if the row as a whole is.
  public let column: String
  /// The value found, shortened if it is very long.
  public let value: String
  /// Why the row cannot be used.
  public let reason: String
}

/// Something that was recognised in the data, and the option that would fix it.
public struct Decision: Hashable, Sendable {
  /// What was decided, such as `period` or `grain`.
  public let subject: String
  /// What was found, in one line.
  public let finding: String
  /// The option that pins the decision; empty if there is none.
  public let flag: String

  /// A decision in words.
  public init(_ subject: String, _ finding: String, flag: String = "") {
    (self.subject, self.finding, self.flag) = (subject, finding, flag)
  }
}

/// A panel and everything a user should know about how it was read.
public struct PanelReading: Sendable {
  /// The histories.
  public let panel: KPIPanel
  /// Rows that were not used, the first 10,000 of them.
  public let rejected: [RejectedRow]
  /// The number of rows that were not used because something is wrong with them.
  public let rejectedCount: Int
  /// The number of data rows in all inputs, used or not.
  public let rowCount: Int
  /// Values that later inputs told otherwise than earlier ones, the first 10,000 of them.
  public let revisions: [Revision]
  /// The inputs in the order given, and behind them the tables beside the data.
  public let inputs: [InputFile]
  /// What was recognised, here or by a caller who adds to it.
  public var decisions: [Decision]
  /// What a user should look at, one line each; a caller may add to it.
  public var warnings: [String]
  /// The day the data stands on: the one asked for, or the newest in the data; nil for an index.
  public let asOf: CivilDate?
  /// The last period, if it was incomplete and left out.
  public let droppedPartial: Period?
  /// The last period with its pace, if it is incomplete.
  public let partial: PartialReport?
  /// The usual number of periods in one season at the panel's frequency.
  public let seasonLength: Int
}
