/// Least squares of the month-to-month change of a series on the lagged changes of another.
///
/// Changes remove the growth that all series share. The fit orthogonalises the columns one after
/// another (modified Gram–Schmidt) and solves backward, without forming normal equations.
func laggedEffects(of leading: [Double], on lagging: [Double], lags: ClosedRange<Int>) -> [Double] {
  let cause = changes(leading)
  let response = changes(lagging)
  let times = lags.upperBound..<response.count
  var columns = lags.map { lag in times.map { cause[$0 - lag] } }
  columns.append(times.map { _ in 1 })
  return Array(leastSquares(columns, times.map { response[$0] }).dropLast())
}

/// The differences of neighbours.
func changes(_ series: [Double]) -> [Double] { zip(series.dropFirst(), series).map(-) }

/// The correlation of two samples.
func correlation(_ a: [Double], _ b: [Double]) -> Double {
  let (centerA, centerB) = (mean(a), mean(b))
  let product = mean(zip(a, b).map { ($0 - centerA) * ($1 - centerB) })
  return product / (variance(a) * variance(b)).squareRoot()
}

private func leastSquares(_ columns: [[Double]], _ response: [Double]) -> [Double] {
  var basis: [[Double]] = []
  var triangle: [[Double]] = []
  for column in columns {
    var rest = column
    var weights: [Double] = []
    for direction in basis {
      let weight = dot(direction, rest)
      weights.append(weight)
      rest = zip(rest, direction).map { $0 - weight * $1 }
    }
    let length = dot(rest, rest).squareRoot()
    basis.append(rest.map { $0 / length })
    triangle.append(weights + [length])
  }
  var solution = basis.map { dot($0, response) }
  for row in solution.indices.reversed() {
    for later in (row + 1)..<max(row + 1, solution.count) {
      solution[row] -= triangle[later][row] * solution[later]
    }
    solution[row] /= triangle[row][row]
  }
  return solution
}

private func dot(_ a: [Double], _ b: [Double]) -> Double {
  zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
}
