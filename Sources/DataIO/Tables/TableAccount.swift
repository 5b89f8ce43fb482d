/// What is to be said of how a table was written.
struct TableAccount {
  let decisions: [Decision]

  /// - Parameters:
  ///   - notes: the lines below the table that were left out.
  ///   - carried: the columns whose cells stand for the rows below them.
  init(_ table: TableInput, notes: [TrailingLines.Line], carried: [Int]) {
    var decisions = [
      Decision("input", "\(table.name): \(table.form)", flag: table.flag)
    ]
    let titles = table.titles
    let place = table.headerLines
    if !titles.isEmpty || place.count > 1 {
      let lines =
        place.count > 1
        ? "lines \(place.lowerBound) and \(place.upperBound)" : "line \(place.lowerBound)"
      let above =
        titles.isEmpty
        ? "" : "; above it: " + titles.map { "\"\($0.shortened)\"" }.joined(separator: ", ")
      decisions.append(Decision("header", "\(lines) of \(table.name)\(above)"))
    }
    if !carried.isEmpty {
      let names = carried.map { table.header[$0] }.joined(separator: ", ")
      decisions.append(
        Decision("groups", "empty cells of \(names) take the one above, as in a formatted report"))
    }
    if let first = notes.first {
      let texts = notes.prefix(6).map { "\"\($0.texts.joined(separator: ", ").shortened)\"" }
      let more = notes.count > 6 ? ", …" : ""
      decisions.append(
        Decision(
          "footer",
          "\(notes.count.of("line", "lines")) below the table left out, from line \(first.line): "
            + texts.joined(separator: ", ") + more))
    }
    self.decisions = decisions
  }
}

extension TableInput {
  /// The texts of the records above the header that are not empty.
  var titles: [String] {
    (0..<shape.header.lowerBound).map { record in
      head.texts(record).filter { !$0.isEmpty }.joined(separator: ", ")
    }.filter { !$0.isEmpty }
  }

  /// The lines of the header, the first and the last.
  var headerLines: ClosedRange<Int> {
    head.records[shape.header.lowerBound].line...head.records[shape.header.upperBound - 1].line
  }
}
