import Foundation
import Testing

extension Workplace {
  /// Expects a secret neither in the texts of a run nor in any file of the folder.
  ///
  /// - Parameter file: the name of a file that is meant to hold it.
  func expectNoTrace(
    of secret: String, _ result: Program.Result, besides file: String? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let secret = Data(secret.utf8)
    var places: [(name: String, bytes: Data)] = [
      ("standard output", result.bytes), ("standard error", Data(result.errors.utf8)),
    ]
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    while let url = files?.nextObject() as? URL {
      if url.lastPathComponent == file { continue }
      places.append((url.path, Data(url.path.utf8) + ((try? Data(contentsOf: url)) ?? Data())))
    }
    for place in places where place.bytes.range(of: secret) != nil {
      Issue.record("the secret stands in \(place.name)", sourceLocation: sourceLocation)
    }
  }
}
