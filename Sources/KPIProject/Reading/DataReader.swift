import PartnerKPI

/// Reads `data:`, where the data lies and what its columns are.
struct DataReader {
  /// The keys of `data:`.
  static let keys =
    [
      "files", "period", "grain", "entity", "dimensions", "kpi_column", "where", "missing",
      "on_conflict", "aliases", "attributes", "rates",
    ] + DatabasePlace.keys

  private let fields: MappingReader

  init(_ node: YAMLNode) throws(ProjectError) {
    fields = try MappingReader(node, "'data'", keys: Self.keys)
  }

  /// Where the data lies.
  func place() throws(ProjectError) -> Project.DataPlace {
    var data = Project.DataPlace()
    data.files = try fields.texts("files")
    try DatabasePlace(fields).read(into: &data)
    for pattern in data.files { try FilePattern.check(pattern) }
    data.period = try period()
    data.grain = try fields.choice("grain", of: ["day", "week", "month", "quarter", "year"])
    data.entity = try fields.located("entity")
    data.kpiColumn = try fields.located("kpi_column")
    data.filter = try fields.located("where")
    data.missing = try fields.choice("missing", of: ["zero", "na", "carry"])
    data.onConflict = try fields.choice("on_conflict", of: ["last", "sum"])
    data.aliases = try fields.located("aliases")
    data.attributes = try fields.located("attributes")
    data.rates = try fields.located("rates")
    for entry in try fields.mapping("dimensions") {
      try MappingReader.checkName(entry.key, "a dimension", at: entry.keyPlace)
      guard let column = entry.value.text, !entry.value.isNull else {
        throw ProjectError(
          at: entry.value.place, "dimension '\(entry.key)' is \(entry.value.words)",
          fix: "name its column: \(entry.key): Partner Type")
      }
      data.dimensions.append(
        .init(name: entry.key, column: .init(value: column, place: entry.value.place)))
    }
    return data
  }

  /// The column of periods; nil where they stand across, as `{wide: '*'}` says.
  private func period() throws(ProjectError) -> Project.Located<String>? {
    guard let node = fields["period"], case .mapping = node.content else {
      return try fields.located("period")
    }
    let wide = try MappingReader(node, "'period' of 'data'", keys: ["wide"])
    _ = try wide.text("wide")
    return nil
  }
}
