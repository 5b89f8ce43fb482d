extension NelderMead {
  /// The vertices in one flat array, their values, and the moves of Nelder and Mead.
  struct Simplex: Sendable {
    private var box = Box()
    private var dimension = 0
    /// Vertex `v` occupies `vertices[v * dimension ..< (v + 1) * dimension]`.
    private var vertices: [Double] = []
    private var values: [Double] = []
    private var centroid: [Double] = []
    private var trial: [Double] = []
    private var reflected: [Double] = []
    private var best = 0
    private var worst = 0
    private var nextToWorst = 0
    private(set) var evaluations = 0
    private(set) var moves = 0

    var bestValue: Double { values[best] }
    var bestPoint: [Double] { Array(vertices[best * dimension..<(best + 1) * dimension]) }

    mutating func reset(start: [Double], lower: [Double], upper: [Double]) {
      let n = start.count
      box.set(lower: lower, upper: upper, dimension: n)
      if n != dimension || values.isEmpty {
        dimension = n
        vertices = [Double](repeating: 0, count: (n + 1) * n)
        values = [Double](repeating: .infinity, count: n + 1)
        centroid = [Double](repeating: 0, count: n)
        (trial, reflected) = (centroid, centroid)
      }
      for i in 0..<n { vertices[i] = box.clamp(start[i], at: i) }
      (best, worst, nextToWorst, evaluations, moves) = (0, 0, 0, 0, 0)
    }

    /// Evaluates the start, which is vertex 0; false when it is not finite.
    mutating func evaluateStart(_ objective: inout some Objective) -> Bool {
      for i in 0..<dimension { trial[i] = vertices[i] }
      values[0] = evaluate(&objective)
      return values[0].isFinite
    }

    /// Builds a right-angled simplex at the best vertex; edges turn inwards at a bound.
    mutating func spread(_ objective: inout some Objective, edge: Double) {
      for i in 0..<dimension { vertices[i] = vertices[best * dimension + i] }
      values[0] = values[best]
      best = 0
      for j in 0..<dimension {
        for i in 0..<dimension { trial[i] = vertices[i] }
        let length = edge * max(1, vertices[j].magnitude)
        trial[j] = box.clamp(vertices[j] + length, at: j)
        // The projected edge may be short or gone; the other side then has more room.
        if (trial[j] - vertices[j]).magnitude < 0.5 * length.magnitude {
          let other = box.clamp(vertices[j] - length, at: j)
          if (other - vertices[j]).magnitude > (trial[j] - vertices[j]).magnitude {
            trial[j] = other
          }
        }
        values[j + 1] = evaluate(&objective)
        store(trial, at: j + 1)
      }
    }

    /// Finds the best, worst and next-to-worst vertices.
    mutating func rank() {
      (best, worst) = (0, 0)
      for v in values.indices {
        if values[v] < values[best] { best = v }
        if values[v] >= values[worst] { worst = v }
      }
      nextToWorst = best
      for v in values.indices where v != worst {
        if values[v] >= values[nextToWorst] { nextToWorst = v }
      }
    }

    func isLevel(within tolerance: Double) -> Bool {
      values[worst] - values[best] <= tolerance * max(1, values[best].magnitude)
    }

    func isSmall(within tolerance: Double) -> Bool {
      for i in 0..<dimension {
        let centre = vertices[best * dimension + i]
        let limit = tolerance * max(1, centre.magnitude)
        for v in values.indices where (vertices[v * dimension + i] - centre).magnitude > limit {
          return false
        }
      }
      return true
    }

    /// Reflects, expands, contracts or shrinks: Gao & Han (2012), section 2, with their (4.1).
    mutating func move(_ objective: inout some Objective) {
      moves += 1
      // Formula (4.1) is for two or more variables; with one it would stop shrinking.
      let n = Double(max(2, dimension))
      findCentroid()
      let reflection = probe(&objective, along: 1)
      swap(&trial, &reflected)
      if reflection < values[best] {
        let expansion = probe(&objective, along: 1 + 2 / n)
        if expansion < reflection {
          replaceWorst(trial, expansion)
        } else {
          replaceWorst(reflected, reflection)
        }
      } else if reflection < values[nextToWorst] {
        replaceWorst(reflected, reflection)
      } else {
        let inside = !(reflection < values[worst])
        let factor = 0.75 - 1 / (2 * n)
        let contraction = probe(&objective, along: inside ? -factor : factor)
        if contraction < min(reflection, values[worst]) {
          replaceWorst(trial, contraction)
        } else {
          shrink(&objective, factor: 1 - 1 / n)
        }
      }
    }

    /// The mean of all vertices but the worst.
    private mutating func findCentroid() {
      for i in 0..<dimension {
        var sum = 0.0
        for v in values.indices where v != worst { sum += vertices[v * dimension + i] }
        centroid[i] = sum / Double(dimension)
      }
    }

    /// Evaluates `c + factor (c - worst)`, projected, and leaves the point in `trial`.
    private mutating func probe(_ objective: inout some Objective, along factor: Double) -> Double {
      for i in 0..<dimension {
        let away = centroid[i] - vertices[worst * dimension + i]
        trial[i] = box.clamp(centroid[i] + factor * away, at: i)
      }
      return evaluate(&objective)
    }

    private mutating func shrink(_ objective: inout some Objective, factor: Double) {
      for v in values.indices where v != best {
        for i in 0..<dimension {
          let centre = vertices[best * dimension + i]
          trial[i] = centre + factor * (vertices[v * dimension + i] - centre)
        }
        values[v] = evaluate(&objective)
        store(trial, at: v)
      }
    }

    private mutating func evaluate(_ objective: inout some Objective) -> Double {
      evaluations += 1
      let value = objective.value(at: trial)
      return value.isNaN ? .infinity : value
    }

    private mutating func replaceWorst(_ point: [Double], _ value: Double) {
      store(point, at: worst)
      values[worst] = value
    }

    private mutating func store(_ point: [Double], at vertex: Int) {
      for i in 0..<dimension { vertices[vertex * dimension + i] = point[i] }
    }
  }
}
