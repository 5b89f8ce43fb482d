/// How a vector, or every row or column of a square array, lies in its storage.
struct Lanes {
  /// From one state to the next.
  let state: Int
  /// From one lane to the next.
  let lane: Int
  let count: Int

  /// One vector.
  static let vector = Lanes(state: 1, lane: 1, count: 1)
}

extension SystemPlan {
  /// Moves a vector from the states of `time` to those of `time + 1`.
  func move(_ x: inout [Double], _ spare: inout [Double], from time: Int) {
    var x = x.mutableSpan
    var spare = spare.mutableSpan
    for k in moves.indices { apply(moves[k], &x, &spare, .vector, time) }
  }

  /// T X T′ of a symmetric array.
  func moveBoth(_ x: inout [Double], _ spare: inout [Double], from time: Int) {
    var x = x.mutableSpan
    var spare = spare.mutableSpan
    let (rows, columns) = lanes
    for k in moves.indices {
      apply(moves[k], &x, &spare, rows, time)
      apply(moves[k], &x, &spare, columns, time)
    }
  }

  /// T′x, which takes a derivative by the states of `time + 1` to those of `time`.
  func pull(_ x: inout [Double], _ spare: inout [Double], to time: Int) {
    var x = x.mutableSpan
    var spare = spare.mutableSpan
    for k in moves.indices.reversed() { applyTransposed(moves[k], &x, &spare, .vector, time) }
  }

  /// T′ X T of a symmetric array.
  func pullBoth(_ x: inout [Double], _ spare: inout [Double], to time: Int) {
    var x = x.mutableSpan
    var spare = spare.mutableSpan
    let (rows, columns) = lanes
    for k in moves.indices.reversed() {
      applyTransposed(moves[k], &x, &spare, rows, time)
      applyTransposed(moves[k], &x, &spare, columns, time)
    }
  }

  private var lanes: (rows: Lanes, columns: Lanes) {
    let m = stateCount
    return (Lanes(state: m, lane: 1, count: m), Lanes(state: 1, lane: m, count: m))
  }

  private func apply(
    _ move: MovePlan, _ x: inout MutableSpan<Double>, _ spare: inout MutableSpan<Double>,
    _ lanes: Lanes, _ time: Int
  ) {
    switch move.kind {
    case .add: Self.add(move.factor, move.source, to: move.target, &x, lanes)
    case .scale: Self.scale(move.factor, move.target, &x, lanes)
    case .season:
      Self.add(-1, move.source, to: move.target + (time + 1) % move.count, &x, lanes)
      Self.scale(0, move.source, &x, lanes)
    case .companion:
      for lane in 0..<lanes.count {
        let base = lane * lanes.lane + move.target * lanes.state
        let first = x[base]
        for i in 0..<move.count {
          let next = i + 1 < move.count ? x[base + (i + 1) * lanes.state] : 0
          x[base + i * lanes.state] = pool[move.offset + i] * first + next
        }
      }
    case .dense: multiply(move, &x, &spare, lanes, transposed: false)
    }
  }

  private func applyTransposed(
    _ move: MovePlan, _ x: inout MutableSpan<Double>, _ spare: inout MutableSpan<Double>,
    _ lanes: Lanes, _ time: Int
  ) {
    switch move.kind {
    case .add: Self.add(move.factor, move.target, to: move.source, &x, lanes)
    case .scale: Self.scale(move.factor, move.target, &x, lanes)
    case .season:
      Self.scale(0, move.source, &x, lanes)
      Self.add(-1, move.target + (time + 1) % move.count, to: move.source, &x, lanes)
    case .companion:
      for lane in 0..<lanes.count {
        let base = lane * lanes.lane + move.target * lanes.state
        var first = 0.0
        for i in 0..<move.count { first += pool[move.offset + i] * x[base + i * lanes.state] }
        for i in stride(from: move.count - 1, to: 0, by: -1) {
          x[base + i * lanes.state] = x[base + (i - 1) * lanes.state]
        }
        x[base] = first
      }
    case .dense: multiply(move, &x, &spare, lanes, transposed: true)
    }
  }

  private static func add(
    _ factor: Double, _ source: Int, to target: Int, _ x: inout MutableSpan<Double>, _ lanes: Lanes
  ) {
    for lane in 0..<lanes.count {
      let base = lane * lanes.lane
      x[base + target * lanes.state] += factor * x[base + source * lanes.state]
    }
  }

  private static func scale(
    _ factor: Double, _ index: Int, _ x: inout MutableSpan<Double>, _ lanes: Lanes
  ) {
    for lane in 0..<lanes.count { x[lane * lanes.lane + index * lanes.state] *= factor }
  }

  private func multiply(
    _ move: MovePlan, _ x: inout MutableSpan<Double>, _ spare: inout MutableSpan<Double>,
    _ lanes: Lanes, transposed: Bool
  ) {
    let m = move.count
    let (across, along) = transposed ? (1, m) : (m, 1)
    for lane in 0..<lanes.count {
      let base = lane * lanes.lane
      for i in 0..<m {
        var sum = 0.0
        for j in 0..<m {
          sum += pool[move.offset + i * across + j * along] * x[base + j * lanes.state]
        }
        spare[i] = sum
      }
      for i in 0..<m { x[base + i * lanes.state] = spare[i] }
    }
  }
}
