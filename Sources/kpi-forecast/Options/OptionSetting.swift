/// An option that was given and its value, to be written into the manifest or proposed again.
struct OptionSetting: Equatable, Sendable {
  /// The value of an option.
  enum Value: Equatable, Sendable {
    case flag
    case text(String)
    case number(Int)
    case list([String])
  }

  /// The long name without its dashes.
  let name: String
  let value: Value

  init(_ name: String, _ value: Value) { (self.name, self.value) = (name, value) }

  /// The setting of an option with a text; nil if it was not given.
  init?(_ name: String, _ text: String?) {
    guard let text else { return nil }
    self.init(name, .text(text))
  }

  /// The setting of an option with a list; nil if it was not given.
  init?(_ name: String, _ texts: [String]) {
    guard !texts.isEmpty else { return nil }
    self.init(name, .list(texts))
  }

  /// The setting of a flag; nil if it was not given.
  init?(_ name: String, _ isGiven: Bool) {
    guard isGiven else { return nil }
    self.init(name, .flag)
  }

  /// As a member of the manifest's options.
  var member: JSONValue.Member {
    switch value {
    case .flag: .init(name, .bool(true))
    case .text(let text): .init(name, .string(text))
    case .number(let number): .init(name, .int(number))
    case .list(let texts): .init(name, .strings(texts))
    }
  }

  /// As it is typed in a shell.
  var typed: String {
    switch value {
    case .flag: "--\(name)"
    case .text(let text): "--\(name) \(ShellWord.quoted(text))"
    case .number(let number): "--\(name) \(number)"
    case .list(let texts): "--\(name) \(ShellWord.quoted(texts.joined(separator: ",")))"
    }
  }
}

/// Words as a shell reads them.
enum ShellWord {
  /// The text, in single quotes if a shell would read it otherwise.
  static func quoted(_ text: String) -> String {
    let plain = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: "-_./,:=@%+".utf8.contains(byte)
      }
    }
    guard !plain || text.isEmpty else { return text }
    let parts = text.split(separator: "'", omittingEmptySubsequences: false)
    return "'" + parts.joined(separator: "'\\''") + "'"
  }
}
