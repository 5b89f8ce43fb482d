extension LayoutRecognition {
  /// Names of columns that tell what kind of entity a series belongs to, the most telling first.
  private static let groupNames = [
    "partner_type", "type", "entity_type", "account_type", "customer_type", "business_type",
    "segment", "tier", "class", "category", "channel", "vertical", "industry", "size_band",
    "region", "country",
  ]
  /// The most columns that are followed through the whole table.
  private static let mostCandidates = 3

  /// The columns of `--peers`.
  func peerColumns() throws(DataError) -> [Int] {
    var columns: [Int] = []
    for name in schema.peers {
      columns.append(try lookup.position(of: name, option: "--peers"))
    }
    return columns
  }

  /// The columns that may tell the group of a series: those of `--peers` together, or else each
  /// recognised name by itself, if its head does not speak against it.
  func groupColumns(chosen: [Int], taken: Set<Int>, values: [Int]) -> [[Int]] {
    guard chosen.isEmpty else { return [chosen] }
    let found = Self.groupNames.compactMap { lookup.find($0) }.filter {
      !taken.contains($0) && !values.contains($0)
        && profiles[$0].distinct <= GroupCollector.most
    }
    return found.prefix(Self.mostCandidates).map { [$0] }
  }
}
