import Foundation

/// Reads `Tests/_TestSupport/References/<name>/<file>`.
func loadReference<Content: Decodable>(
  _ name: String, file: String = "expected.json", as type: Content.Type = Content.self
) throws -> Content {
  let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("_TestSupport/References/\(name)/\(file)")
  return try JSONDecoder().decode(type, from: Data(contentsOf: url))
}
