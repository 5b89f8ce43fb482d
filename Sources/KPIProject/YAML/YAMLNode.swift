/// A part of a YAML document and where it stands.
///
/// Scalars stay text: what a `no`, a `1_000` or a `2024-01-01` means is decided by the key it stands under
/// and not by the many types of YAML 1.1.
struct YAMLNode: Sendable {
  /// What a part is made of.
  indirect enum Content: Sendable {
    /// Text; plain if it stands without quotes.
    case scalar(String, isPlain: Bool)
    case sequence([YAMLNode])
    case mapping([Entry])
  }

  /// A key and its value.
  struct Entry: Sendable {
    let key: String
    let keyPlace: ProjectError.Place
    var value: YAMLNode
  }

  var content: Content
  let place: ProjectError.Place

  /// Whether nothing is said: an empty plain scalar, `~` or `null`.
  var isNull: Bool {
    guard case .scalar(let text, isPlain: true) = content else { return false }
    return text.isEmpty || text == "~" || text == "null" || text == "Null" || text == "NULL"
  }

  /// The text of a scalar.
  var text: String? {
    if case .scalar(let text, _) = content { text } else { nil }
  }

  /// The value of a key of a mapping.
  subscript(key: String) -> YAMLNode? {
    guard case .mapping(let entries) = content else { return nil }
    return entries.first { $0.key == key }?.value
  }

  /// What this is, in words.
  var words: String {
    switch content {
    case .scalar(let text, _): isNull ? "nothing" : "'\(text.excerpt)'"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }
}
