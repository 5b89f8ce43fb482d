import TemporalData

/// A crude start, of which backcasting keeps little.
struct CESStart: Hashable, Sendable {
  let form: CES.Form
  let level: Double
  /// One amount per slot of the season; a single 0 without one.
  let season: [Double]

  /// The start of a form for a history.
  ///
  /// Without a season the mean of the first ten values; in the simple form the first season itself;
  /// in the others its mean and the amounts of the classical decomposition. Potentials are 1/1.1 of
  /// the levels.
  init(_ history: TimeSeries, _ model: CES) {
    let period = model.seasonLength
    let filled = history.hasMissing ? history.interpolated(seasonLength: period) : history
    let first = filled.storage.prefix(model.form == .none ? 10 : period)
    form = model.form
    level = first.reduce(0) { $0 + $1 / Double(first.count) }
    switch model.form {
    case .none: season = [0]
    case .simple: season = Array(first)
    case .partial, .full:
      let parts = try? filled.classicalDecomposition(seasonLength: period)
      season = (0..<period).map { parts?.seasonalValue(at: $0) ?? 0 }
    }
  }
}
