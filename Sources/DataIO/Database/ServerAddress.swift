/// The address of a PostgreSQL server, `postgres://user@host:5432/database`.
///
/// A password in it is used to connect and shown nowhere: the text of the address has none.
public struct ServerAddress: Hashable, Sendable, CustomStringConvertible {
  /// The address as the user gave it, with its password.
  let secretText: String
  /// What stands in the address as a password, as written and as meant.
  let secrets: [String]
  /// The address without a password.
  public let description: String

  /// Reads an address; nil for a text that is none.
  public init?(_ text: String) {
    guard ["postgres://", "postgresql://"].contains(where: text.hasPrefix),
      let slashes = text.firstRange(of: "//")
    else { return nil }
    secretText = text
    var secrets: [String] = []
    let rest = text[slashes.upperBound...]
    description =
      text[..<slashes.upperBound] + (Self.hidden(rest, &secrets) ?? Self.shown(rest, &secrets))
    // A library that takes a password for something else tells the parts between such signs.
    self.secrets = secrets.flatMap { secret in
      [secret, Self.decoded(secret)] + secret.split { "/@:?&=,".contains($0) }.map(String.init)
    }.filter { !$0.isEmpty }
  }

  /// Hides an address in which a password cannot be told from the rest: one with a `?` before its last `@`.
  private static func hidden(_ rest: Substring, _ secrets: inout [String]) -> String? {
    guard let at = rest.lastIndex(of: "@"), rest[..<at].contains("?"), rest[..<at].contains(":")
    else { return nil }
    secrets.append(String(rest))
    return "***"
  }

  /// The address behind its two slashes without its passwords.
  private static func shown(_ rest: Substring, _ secrets: inout [String]) -> String {
    let question = rest.firstIndex(of: "?") ?? rest.endIndex
    return withoutPassword(rest[..<question], &secrets)
      + withoutPasswords(of: rest[question...], &secrets)
  }

  /// Whether the address itself says a password.
  public var hasPassword: Bool { !secrets.isEmpty }

  /// A text of the server or its library without what must not be shown.
  func redacted(_ text: String) -> String {
    let plain = text.replacing(secretText, with: description)
    return secrets.sorted { $0.count > $1.count }.reduce(plain) { $0.replacing($1, with: "***") }
  }

  /// `user@host/database` of `user:password@host/database`.
  ///
  /// The password ends at the last `@`, also where one within it should have been written `%40`; what stands
  /// for a port and is no number may be a password whose `@` is missing.
  private static func withoutPassword(_ place: Substring, _ secrets: inout [String]) -> String {
    guard let at = place.lastIndex(of: "@") else {
      guard let colon = place.firstIndex(of: ":"), !place.hasPrefix("[") else {
        return String(place)
      }
      let port = place[colon...].dropFirst().prefix { $0 != "/" && $0 != "," }
      guard !port.isEmpty, !port.allSatisfy(\.isNumber) else { return String(place) }
      secrets.append(String(place[colon...].dropFirst()))
      return place[..<colon] + ":***"
    }
    guard let colon = place[..<at].firstIndex(of: ":") else { return String(place) }
    secrets.append(String(place[colon..<at].dropFirst()))
    return String(place[..<colon] + place[at...])
  }

  /// The parameters of an address without those that are passwords.
  private static func withoutPasswords(of rest: Substring, _ secrets: inout [String]) -> String {
    guard !rest.isEmpty else { return "" }
    let kept = rest.dropFirst().split(separator: "&").filter { parameter in
      let parts = parameter.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, decoded(String(parts[0])).lowercased().contains("password") else {
        return true
      }
      secrets.append(String(parts[1]))
      return false
    }
    return kept.isEmpty ? "" : "?" + kept.joined(separator: "&")
  }

  /// A text with `%40` and the like as what they stand for.
  private static func decoded(_ text: String) -> String {
    var bytes: [UInt8] = []
    var rest = Substring(text).utf8
    while let byte = rest.popFirst() {
      if byte == Byte.percent, let value = UInt8(String(rest.prefix(2)) ?? "", radix: 16) {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension ServerAddress: CustomDebugStringConvertible, CustomReflectable {
  /// The address without a password.
  public var debugDescription: String { description }
  /// No parts: they would show the password.
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}
