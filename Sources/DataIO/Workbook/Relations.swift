/// Which parts of a package belong to one of them (ECMA-376, part 2, section 9.3).
final class Relations: XMLHandler {
  /// A part and what it is.
  struct Relation {
    let type: String
    /// The part's name in the archive.
    let target: String
  }

  private var relations: [String: Relation] = [:]
  private let folder: [Substring]

  /// The relations of a part, or of the whole package for an empty name; none if it tells none.
  init(of part: String, _ archive: ZipArchive, _ limits: ReadingLimits) throws(DataError) {
    var names = part.split(separator: "/")
    let last = names.popLast() ?? ""
    folder = names
    let own = (names + ["_rels", "\(last).rels"]).joined(separator: "/")
    if archive.has(own) { try read(own, archive, limits) }
  }

  /// The relation of an identifier.
  subscript(id: String) -> Relation? { relations[id] }

  /// The part of the type that ends like this.
  func target(ofType ending: String) -> String? {
    relations.values.first { $0.type.hasSuffix(ending) }?.target
  }

  func start(_ name: XMLName, _ attributes: XMLAttributes, _ stream: XMLStream) {
    guard name == "Relationship", attributes["TargetMode"] != "External", relations.count < 10_000,
      let id = attributes["Id"], let target = attributes["Target"]
    else { return }
    relations[id] = Relation(type: attributes["Type"] ?? "", target: resolved(target))
  }

  /// The name of a target in the archive; one that leads out of it names nothing there.
  private func resolved(_ target: String) -> String {
    var names = target.hasPrefix("/") ? [] : folder
    for name in target.split(separator: "/") {
      if name == ".." { _ = names.popLast() } else if name != "." { names.append(name) }
    }
    return names.joined(separator: "/")
  }

  func end(_ name: XMLName, _ stream: XMLStream) {}
  func text(_ bytes: UnsafeBufferPointer<UInt8>, _ stream: XMLStream) {}
}
