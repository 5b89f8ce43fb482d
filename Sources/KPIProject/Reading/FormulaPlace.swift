import PartnerKPI

/// Where the characters of a formula stand in the file.
struct FormulaPlace {
  private let node: YAMLNode

  init(_ node: YAMLNode) { self.node = node }

  /// The error of a formula at its place in the file, with the formula and a mark under the place.
  func error(_ error: FormulaError, in subject: String) -> ProjectError {
    let text = node.text ?? ""
    let isShort = text.count <= 100 && !text.contains(where: \.isNewline)
    let mark = String(repeating: " ", count: max(0, error.position - 1)) + "^"
    return ProjectError(
      at: place(error.position), "\(subject): \(error.what)",
      details: isShort && !text.isEmpty ? [text, mark] : [], fix: error.fix)
  }

  /// The place of a character; that of the formula if it runs over several lines.
  private func place(_ position: Int) -> ProjectError.Place {
    guard case .scalar(let text, let isPlain) = node.content, !text.contains(where: \.isNewline),
      let column = node.place.column
    else { return node.place }
    return .init(
      path: node.place.path, line: node.place.line,
      column: column + position - 1 + (isPlain ? 0 : 1))
  }
}
