import DataIO
import Testing

@Test("an error reads as place, finding, details and remedy, and knows its exit code")
func errorText() {
  let error = DataError(
    .badData, at: .init(path: "q2.csv", line: 1184, column: 5), "'Amount' \"x\" is not a number",
    details: ["numbers are plain: 1234.56"], fix: "export numbers plainly")
  #expect(
    error.description == """
      error: q2.csv:1184:5: 'Amount' "x" is not a number
        numbers are plain: 1234.56
        fix: export numbers plainly
      """)
  #expect(error.exitCode == 65)
}
