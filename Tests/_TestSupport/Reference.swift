import Foundation

/// Reference values beside the script that made them: `References/<name>/expected.json`.
///
/// Each file says where its values come from. A reference without a source, a version and a command
/// is refused, because nobody could make it again.
public struct Reference<Content: Decodable>: Decodable {
  /// The program or publication the values come from.
  public let source: String
  /// Its version or edition.
  public let version: String
  /// The command, from the root of the package, that makes the file.
  public let command: String
  /// The values: the same object, read as `Content`.
  public let content: Content

  private enum CodingKeys: String, CodingKey { case source, version, command }

  /// Reads the origin and the values from one object.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    func origin(_ key: CodingKeys) throws -> String {
      let text = try values.decode(String.self, forKey: key)
      guard !text.isEmpty else {
        throw DecodingError.dataCorruptedError(
          forKey: key, in: values, debugDescription: "a reference must name its \(key.rawValue)")
      }
      return text
    }
    source = try origin(.source)
    version = try origin(.version)
    command = try origin(.command)
    content = try Content(from: decoder)
  }

  /// Reads `References/<name>/expected.json`.
  public static func load(_ name: String, as type: Content.Type = Content.self) throws -> Content {
    let data = try Data(contentsOf: References.folder(name).appending(path: "expected.json"))
    return try JSONDecoder().decode(Reference<Content>.self, from: data).content
  }
}

/// Where reference files lie.
public enum References {
  /// The folder `References/<name>` in the source tree.
  public static func folder(_ name: String) -> URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "References").appending(path: name)
  }
}
