extension LBFGS {
  /// The last steps `s` and gradient changes `y`, and the inverse Hessian they stand for.
  struct History: Sendable {
    let memory: Int
    private(set) var count = 0
    private var newest = -1
    private var dimension = 0
    private var steps: [Double] = []
    private var changes: [Double] = []
    private var curvatures: [Double]
    private var weights: [Double]
    private var maskedCurvatures: [Double]

    init(memory: Int) {
      self.memory = memory
      curvatures = [Double](repeating: 0, count: memory)
      weights = curvatures
      maskedCurvatures = curvatures
    }

    mutating func reset(dimension n: Int) {
      if n != dimension {
        dimension = n
        steps = [Double](repeating: 0, count: memory * n)
        changes = steps
      }
      clear()
    }

    mutating func clear() {
      count = 0
      newest = -1
    }

    /// Stores the pair of an accepted step, unless it carries no positive curvature.
    mutating func append(from x: [Double], to next: [Double], gradient: [Double], next g: [Double])
    {
      let slot = (newest + 1) % memory
      let base = slot * dimension
      var curvature = 0.0
      var stepSize = 0.0
      var changeSize = 0.0
      for i in 0..<dimension {
        let s = next[i] - x[i]
        let y = g[i] - gradient[i]
        steps[base + i] = s
        changes[base + i] = y
        curvature += s * y
        stepSize += s * s
        changeSize += y * y
      }
      let size = stepSize.squareRoot() * changeSize.squareRoot()
      // Below rounding of the gradients the pair would only add noise. A full ring has just
      // had its oldest pair overwritten, so that one is dropped then.
      guard curvature > 1e-14 * size, size.isFinite else {
        count = min(count, memory - 1)
        return
      }
      curvatures[slot] = curvature
      newest = slot
      count = min(count + 1, memory)
    }

    /// Writes `-H_FF g_F` into `direction` by the two-loop recursion, zero where `free` is zero.
    ///
    /// Nocedal (1980), with every pair restricted to the free variables; a pair whose restricted
    /// curvature is not positive is left out, which keeps `H_FF` positive definite.
    mutating func direction(_ direction: inout [Double], gradient: [Double], free: [Double]) {
      for i in 0..<dimension { direction[i] = -gradient[i] * free[i] }
      guard count > 0 else { return }
      measureCurvatures(free: free)
      for age in 0..<count { sweepBack(slot(age: age), &direction, free: free) }
      scale(&direction, free: free)
      for age in (0..<count).reversed() { sweepForward(slot(age: age), &direction, free: free) }
    }

    private func slot(age: Int) -> Int {
      let slot = newest - age
      return slot < 0 ? slot + memory : slot
    }

    private mutating func measureCurvatures(free: [Double]) {
      let allFree = free.allSatisfy { $0 == 1 }
      for age in 0..<count {
        let slot = slot(age: age)
        let base = slot * dimension
        var curvature = curvatures[slot]
        if !allFree {
          curvature = restrictedCurvature(base: base, free: free)
        }
        maskedCurvatures[slot] = curvature
      }
    }

    /// `s_F · y_F`, or zero where it is not clearly positive.
    private func restrictedCurvature(base: Int, free: [Double]) -> Double {
      var curvature = 0.0
      var stepSize = 0.0
      var changeSize = 0.0
      for i in 0..<dimension {
        let s = free[i] * steps[base + i]
        let y = free[i] * changes[base + i]
        curvature += s * y
        stepSize += s * s
        changeSize += y * y
      }
      return curvature > 1e-10 * stepSize.squareRoot() * changeSize.squareRoot() ? curvature : 0
    }

    private mutating func sweepBack(_ slot: Int, _ q: inout [Double], free: [Double]) {
      guard maskedCurvatures[slot] > 0 else { return }
      let base = slot * dimension
      var weight = 0.0
      for i in 0..<dimension { weight += steps[base + i] * q[i] }
      weight /= maskedCurvatures[slot]
      weights[slot] = weight
      for i in 0..<dimension { q[i] -= weight * free[i] * changes[base + i] }
    }

    /// Applies the initial matrix `(s·y / y·y) I` of the newest usable pair.
    private func scale(_ q: inout [Double], free: [Double]) {
      for age in 0..<count {
        let slot = slot(age: age)
        guard maskedCurvatures[slot] > 0 else { continue }
        let base = slot * dimension
        var size = 0.0
        for i in 0..<dimension { size += free[i] * changes[base + i] * changes[base + i] }
        let factor = maskedCurvatures[slot] / size
        for i in 0..<dimension { q[i] *= factor }
        return
      }
    }

    private func sweepForward(_ slot: Int, _ q: inout [Double], free: [Double]) {
      guard maskedCurvatures[slot] > 0 else { return }
      let base = slot * dimension
      var product = 0.0
      for i in 0..<dimension { product += changes[base + i] * q[i] }
      let weight = weights[slot] - product / maskedCurvatures[slot]
      for i in 0..<dimension { q[i] += weight * free[i] * steps[base + i] }
    }
  }
}
