import Testing

@testable import DataIO

@Suite("NULLs of databases")
struct DatabaseNullTests {
  /// A table that looks like a formatted report: what is not known stands below what is.
  private static let sales = """
    CREATE TABLE sales (region TEXT, partner TEXT, month TEXT, revenue REAL);
    INSERT INTO sales VALUES
      ('EMEA', 'A', '2024-01', 1), (NULL, 'B', '2024-01', 2), (NULL, 'C', '2024-01', 4),
      ('APAC', 'D', '2024-01', 8), (NULL, 'E', '2024-01', 16), (NULL, 'F', '2024-01', 32);
    """

  @Test("a NULL takes no value from the row above, as the empty cell of a report does")
  func notFilled() throws {
    let reading = try readDatabase(
      Self.sales,
      .with { ($0.series, $0.filter) = (["partner"], try? RowFilter("region = 'EMEA'")) })
    #expect(reading.values == ["A / revenue": [1]])
    #expect(reading.finding("groups") == nil)
    let report = """
      region,partner,month,revenue
      EMEA,A,2024-01,1
      ,B,2024-01,2
      ,C,2024-01,4
      APAC,D,2024-01,8
      ,E,2024-01,16
      ,F,2024-01,32
      """
    let filled = try read(report, .with { $0.by = ["region"] })
    #expect(filled.values == ["EMEA / revenue": [7], "APAC / revenue": [56]])
  }

  @Test("rows whose attribute is NULL are a group of their own, not that of another row")
  func nullAttributes() throws {
    let reading = try readDatabase(Self.sales, .with { $0.by = ["region"] })
    #expect(reading.values == ["EMEA / revenue": [1], " / revenue": [54], "APAC / revenue": [8]])
  }

  @Test("a row of which only a text is known is a row, no note below a table")
  func loneText() throws {
    let rows = (1...40).map { "('P\($0)', '2024-01', \($0))" }.joined(separator: ", ")
    let reading = try readDatabase(
      """
      CREATE TABLE sales (partner TEXT, month TEXT, revenue REAL);
      INSERT INTO sales VALUES \(rows), ('Confidential Consulting', NULL, NULL);
      """)
    #expect(reading.finding("footer") == nil)
    #expect(reading.rejected.map(\.line) == [42])
    #expect(reading.rejected.map(\.reason) == ["no date"])
  }

  @Test("a NULL value is not known, and a row of nothing but NULLs is none")
  func nullValues() throws {
    let reading = try readDatabase(
      """
      CREATE TABLE sales (month TEXT, price REAL);
      INSERT INTO sales VALUES ('2024-01', 1.5), ('2024-02', NULL), (NULL, NULL), ('2024-03', 2.5);
      """)
    #expect(reading.values == ["price": [1.5, nil, 2.5]])
    #expect(reading.rejectedCount == 0)
  }
}
