/// Records of text fields, one after another: the lines of a text file, the rows of a sheet, the rows of a
/// query's result.
///
/// A source knows how its records are written and nothing of what they mean: where the header stands, which
/// columns are periods and which rows are totals is recognised alike for all sources.
///
/// What a new source has to do:
///
/// - hand out records from the first line or row on, with all fields as text in UTF-8 without NUL, an
///   empty field for an empty cell; rows of a sheet are as wide as the sheet;
/// - leave out records without anything, and say so by `followsGap`;
/// - write numbers plainly (`1234.56`, every digit that the double has) and dates as `YYYY-MM-DD` where
///   the source has types of its own;
/// - refuse what does not fit `ReadingLimits` instead of gathering it in memory.
protocol RecordSource: AnyObject {
  /// What errors and tables call the source: the path of a file, or `plan.xlsx!Sheet1` for a part of one.
  var name: String { get }
  /// How the records are written, for a decision: `UTF-8, ';' between fields`.
  var form: String { get }
  /// The option that names this part of the input; empty where there is no other.
  var flag: String { get }
  /// Whether people may have laid the table out, with titles above, groups, and notes below; false where
  /// the first record is the header and all others are rows.
  var isLaidOut: Bool { get }
  /// How many bytes of the input were read, before decompression.
  var byteCount: Int { get }
  /// The SHA-256 of those bytes, in hexadecimal.
  var digest: String { get }

  /// Moves on to the next record; false at the end.
  func advance() throws(DataError) -> Bool

  /// The line or row on which the current record begins, from 1.
  var line: Int { get }
  /// Whether blank lines or rows stand between the current record and the one before.
  var followsGap: Bool { get }
  /// Where the fields of the current record lie in `bytes`.
  var fields: RecordFields { get }
  /// The text in which the current record lies.
  var bytes: [UInt8] { get }
}

extension RecordSource {
  var flag: String { "" }
  var isLaidOut: Bool { true }
}
