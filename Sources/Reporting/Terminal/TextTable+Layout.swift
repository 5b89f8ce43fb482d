extension TextTable {
  private static let gap = 2

  /// The heading and the rows, each line at most `width` columns wide and ended by a line feed.
  public func text(width: Int, colour: Bool = false) -> String {
    let layout = layout(width: width)
    let heading = line(columns.map { Entry($0.title, .bold) }, layout, width, colour)
    return ([heading] + rows.map { line($0, layout, width, colour) }).joined()
  }

  /// The columns that are shown, with their widths.
  private func layout(width: Int) -> [(column: Int, width: Int)] {
    var shown = columns.indices.map { column in
      (column: column, width: natural(column, limit: width))
    }
    while excess(shown, over: width) > 0 {
      let narrowest = shown.map {
        ($0.column, min($0.width, columns[$0.column].shortest ?? $0.width))
      }
      if excess(narrowest, over: width) <= 0 { break }
      guard
        let leaving = shown.indices.max(by: { a, b in
          columns[shown[a].column].priority <= columns[shown[b].column].priority
        }), columns[shown[leaving].column].priority > 0
      else { break }
      shown.remove(at: leaving)
    }
    shrink(&shown, by: excess(shown, over: width), downTo: { columns[$0].shortest })
    shrink(&shown, by: excess(shown, over: width), downTo: { columns[$0].shortest.map { _ in 1 } })
    return shown
  }

  /// Takes from the widest of the columns that may be cut, again and again.
  private func shrink(
    _ shown: inout [(column: Int, width: Int)], by excess: Int, downTo shortest: (Int) -> Int?
  ) {
    for _ in 0..<max(0, excess) {
      let candidates = shown.indices.filter { shown[$0].width > shortest(shown[$0].column) ?? .max }
      guard let widest = candidates.max(by: { shown[$0].width < shown[$1].width }) else { return }
      shown[widest].width -= 1
    }
  }

  /// The width of the widest text of a column; of columns that may be cut at most the limit.
  private func natural(_ column: Int, limit: Int) -> Int {
    let widest = rows.reduce(TerminalText.width(columns[column].title)) {
      max($0, TerminalText.width($1[column].text))
    }
    return columns[column].shortest == nil ? widest : min(widest, max(1, limit))
  }

  private func excess(_ shown: [(column: Int, width: Int)], over width: Int) -> Int {
    shown.reduce(-Self.gap) { $0 + $1.width + Self.gap } - width
  }

  private func line(
    _ entries: [Entry], _ layout: [(column: Int, width: Int)], _ width: Int, _ colour: Bool
  ) -> String {
    var cells = layout.map { place in
      TerminalText.fitted(
        entries[place.column].text, to: place.width, columns[place.column].alignment)
    }
    if excess(layout, over: width) > 0 {
      let cut = TerminalText.truncated(cells.joined(separator: "  "), to: width)
      return cut.trimmedTrailingSpaces + "\n"
    }
    if let last = cells.popLast() { cells.append(last.trimmedTrailingSpaces) }
    let styled = zip(layout, cells).map { place, cell in
      entries[place.column].style.applied(to: cell, colour: colour)
    }
    return styled.joined(separator: "  ").trimmedTrailingSpaces + "\n"
  }
}

extension String {
  /// The text without spaces at its end.
  var trimmedTrailingSpaces: String {
    guard let last = lastIndex(where: { $0 != " " }) else { return "" }
    return String(self[...last])
  }
}
