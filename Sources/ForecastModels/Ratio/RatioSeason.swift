/// What the slots of a season add on the scale of a link, drawn towards 0 by as much as chance explains.
struct RatioSeason {
  /// What each slot adds.
  let offsets: [Double]
  /// The number of parameters that they are worth.
  let freedom: Double

  /// The season in scores and their information, slot by slot; nil if chance explains all of it.
  ///
  /// One step of Newton's method from no season, with a normal prior whose variance is that of the
  /// method of moments.
  init?(scores: [Double], information: [Double]) {
    let total = information.reduce(0, +)
    let mean = total > 0 ? scores.reduce(0, +) / total : 0
    let excess = zip(scores, information).map { $0 - mean * $1 }
    let squares = zip(excess, information).reduce(0) { $0 + $1.0 * $1.0 - $1.1 }
    let weights = information.reduce(0) { $0 + $1 * $1 }
    guard weights > 0, squares > 0 else { return nil }
    let precision = weights / squares
    offsets = zip(excess, information).map { $0 / ($1 + precision) }
    freedom = information.reduce(-1) { $0 + $1 / ($1 + precision) }
  }
}
