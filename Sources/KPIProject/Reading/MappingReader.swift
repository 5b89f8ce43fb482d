import PartnerKPI

/// Takes the values of a mapping by their keys; unknown keys are refused at once.
struct MappingReader {
  /// What the mapping describes, for errors: `KPI 'revenue'`.
  let subject: String
  let place: ProjectError.Place
  private let entries: [YAMLNode.Entry]

  /// The mapping of a node; throws if it is none, or for a key that is not one of these.
  init(_ node: YAMLNode, _ subject: String, keys: [String]) throws(ProjectError) {
    guard case .mapping(let entries) = node.content else {
      throw ProjectError(
        at: node.place, "\(subject) is \(node.words), but has to be a mapping",
        details: ["keys: " + keys.joined(separator: ", ")],
        fix: "write one 'key: value' a line, indented alike")
    }
    (self.subject, place, self.entries) = (subject, node.place, entries)
    for entry in entries where !keys.contains(entry.key) {
      let guess = NameSuggestion.closest(to: entry.key, among: keys)
      throw ProjectError(
        at: entry.keyPlace, "unknown key '\(entry.key.excerpt)' in \(subject)",
        details: ["keys: " + keys.joined(separator: ", ")],
        fix: guess.map { "did you mean '\($0)'?" } ?? "use one of these keys, or leave it out")
    }
  }

  /// The value of a key; nil if it is absent or says nothing.
  subscript(key: String) -> YAMLNode? {
    guard let entry = entries.first(where: { $0.key == key }), !entry.value.isNull else {
      return nil
    }
    return entry.value
  }

  /// Where a key stands.
  func place(of key: String) -> ProjectError.Place {
    entries.first { $0.key == key }?.keyPlace ?? place
  }

  /// The text of a key.
  func text(_ key: String) throws(ProjectError) -> String? {
    guard let node = self[key] else { return nil }
    guard let text = node.text else { throw wrong(key, node, "a text") }
    return text
  }

  /// The text of a key and where it stands.
  func located(_ key: String) throws(ProjectError) -> Project.Located<String>? {
    guard let node = self[key] else { return nil }
    guard let text = node.text else { throw wrong(key, node, "a text") }
    return .init(value: text, place: node.place)
  }

  /// One of several words.
  func choice(_ key: String, of words: [String]) throws(ProjectError) -> String? {
    guard let node = self[key] else { return nil }
    guard let text = node.text, words.contains(text) else {
      let guess = node.text.flatMap { NameSuggestion.closest(to: $0, among: words) }
      throw ProjectError(
        at: node.place, "'\(key)' of \(subject) is \(node.words)",
        details: ["allowed: " + words.joined(separator: ", ")],
        fix: guess.map { "did you mean '\($0)'?" } ?? "use one of these words")
    }
    return text
  }

  /// One of the cases of an enumeration of words.
  func choice<Word: RawRepresentable & CaseIterable>(
    _ key: String, _ type: Word.Type
  ) throws(ProjectError) -> Word? where Word.RawValue == String {
    try choice(key, of: Word.allCases.map(\.rawValue)).flatMap { Word(rawValue: $0) }
  }

  /// A number.
  func number(_ key: String) throws(ProjectError) -> Double? {
    guard let node = self[key] else { return nil }
    guard let text = node.text, let value = Double(text), value.isFinite else {
      throw wrong(key, node, "a number such as 0 or 0.5")
    }
    return value
  }

  /// A whole number of a range.
  func whole(_ key: String, in range: ClosedRange<Int>) throws(ProjectError) -> Int? {
    guard let node = self[key] else { return nil }
    guard let text = node.text, let value = Int(text), range.contains(value) else {
      throw wrong(
        key, node, "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  /// Yes or no.
  func flag(_ key: String) throws(ProjectError) -> Bool? {
    guard let node = self[key] else { return nil }
    switch node.text?.lowercased() {
    case "true", "yes", "on": return true
    case "false", "no", "off": return false
    default: throw wrong(key, node, "true or false")
    }
  }

  /// A list of texts; a single text is a list of one.
  func texts(_ key: String) throws(ProjectError) -> [Project.Located<String>] {
    guard let node = self[key] else { return [] }
    if let text = node.text { return [.init(value: text, place: node.place)] }
    guard case .sequence(let items) = node.content else {
      throw wrong(key, node, "a list of texts")
    }
    var texts: [Project.Located<String>] = []
    for item in items {
      guard let text = item.text, !item.isNull else { throw wrong(key, item, "a list of texts") }
      texts.append(.init(value: text, place: item.place))
    }
    return texts
  }

  /// The entries of a mapping under a key.
  func mapping(_ key: String) throws(ProjectError) -> [YAMLNode.Entry] {
    guard let node = self[key] else { return [] }
    guard case .mapping(let entries) = node.content else { throw wrong(key, node, "a mapping") }
    return entries
  }

  /// The items of a list under a key.
  func list(_ key: String) throws(ProjectError) -> [YAMLNode] {
    guard let node = self[key] else { return [] }
    guard case .sequence(let items) = node.content else { throw wrong(key, node, "a list") }
    return items
  }

  /// An error about the value of a key.
  func wrong(_ key: String, _ node: YAMLNode, _ allowed: String) -> ProjectError {
    ProjectError(
      at: node.place, "'\(key)' of \(subject) is \(node.words), but has to be \(allowed)")
  }
}

extension MappingReader {
  /// Throws unless a text is a name, with the name that it may become.
  static func checkName(
    _ text: String, _ what: String, at place: ProjectError.Place
  ) throws(ProjectError) {
    guard !KPIName.isValid(text) else { return }
    throw ProjectError(
      at: place, "'\(text.excerpt)' is not a name of \(what)",
      details: ["names are small letters, digits and _, and begin with a letter"],
      fix: KPIName.suggestion(for: text).map {
        "write it as \($0), and keep '\(text.excerpt)' as label"
      }
        ?? "choose a name such as win_rate")
  }
}
