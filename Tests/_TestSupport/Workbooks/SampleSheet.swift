/// One sheet of a workbook.
public struct SampleSheet: Sendable {
  let name: String
  var rows: [[SampleCell]]
  /// `hidden` or `veryHidden`; nil for a sheet that is shown.
  public var state: String?
  /// Rows that are hidden, by their numbers from 1.
  public var hiddenRows: Set<Int> = []
  /// Whether rows and cells say where they stand.
  public var hasReferences = true
  /// Areas of cells that are one, such as `A2:A5`.
  public var merged: [String] = []

  /// A sheet of rows; empty cells and empty rows are left out of the file.
  public init(_ name: String, _ rows: [[SampleCell]], state: String? = nil) {
    (self.name, self.rows, self.state) = (name, rows, state)
  }
}

/// A cell as it stands in the file.
public enum SampleCell: Sendable {
  /// Nothing.
  case blank
  /// A text that the workbook keeps once for all cells.
  case text(String)
  /// Such a text in several runs of their own looks, with a reading above it that is no part of it.
  case rich([String], reading: String? = nil)
  /// A text in the cell itself.
  case inline(String)
  /// A number as it is written, with the style it is shown in.
  case number(String, style: Int = 0)
  /// Yes or no.
  case boolean(Bool)
  /// The name of an error, such as `#N/A`.
  case error(String)
  /// A formula, with the text or number a spreadsheet computed.
  case formula(String, value: String?, isText: Bool = false, style: Int = 0)
  /// A date in the form of ISO 8601.
  case isoDate(String)
}

extension SampleCell: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral, ExpressibleByNilLiteral
{
  /// A text.
  public init(stringLiteral text: String) { self = .text(text) }
  /// A whole number.
  public init(integerLiteral number: Int) { self = .number("\(number)") }
  /// A number.
  public init(floatLiteral number: Double) { self = .number("\(number)") }
  /// Yes or no.
  public init(booleanLiteral value: Bool) { self = .boolean(value) }
  /// Nothing.
  public init(nilLiteral: ()) { self = .blank }
}

/// Text within an element or attribute.
enum XMLText {
  static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
  }
}
