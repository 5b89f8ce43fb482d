import LinearAlgebra

/// A small generator for test data: SplitMix64 (Steele, Lea & Flood 2014).
struct TestGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// A number in -1..<1.
  mutating func next() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((z ^ (z >> 31)) >> 11) * 0x1p-52 - 1
  }

  mutating func matrix(_ rowCount: Int, _ columnCount: Int) -> Matrix {
    Matrix(
      rowCount: rowCount, columnCount: columnCount,
      columnMajor: (0..<rowCount * columnCount).map { _ in next() })
  }

  mutating func vector(_ count: Int) -> [Double] { (0..<count).map { _ in next() } }
}

/// Entries `1 / (i + j + 1)`; condition number 1.6e13 for ten rows.
func hilbert(_ count: Int) -> Matrix {
  Matrix(rowCount: count, columnCount: count) { 1 / Double($0 + $1 + 1) }
}

/// Shapes that tall, wide, square, thin and empty matrices take.
let shapes: [(Int, Int)] = [
  (0, 0), (0, 3), (3, 0), (1, 1), (5, 1), (1, 5), (4, 4), (30, 7), (7, 30), (120, 40),
]

/// The largest difference between two matrices of one shape.
func distance(_ a: Matrix, _ b: Matrix) -> Double { (a - b).largestMagnitude }

func distance(_ a: [Double], _ b: [Double]) -> Double {
  distance(Matrix(columns: [a]), Matrix(columns: [b]))
}

/// How far the columns are from orthonormal.
func orthogonalityError(_ q: Matrix) -> Double { distance(q.gram, .identity(q.columnCount)) }
