/// The coefficients of a multiplicative seasonal ARMA model, as factors and as products.
///
///     φ(B) Φ(Bᵐ) w[t] = θ(B) Θ(Bᵐ) e[t]
///
/// with φ(B) = 1 − φ₁B − …, and θ(B) = 1 + θ₁B + …; `Product` holds the expanded polynomials in the
/// same signs, with the lags at which they are not structurally zero.
///
/// Reference: G. E. P. Box, G. M. Jenkins, *Time Series Analysis: Forecasting and Control* (1970),
/// chapter 9.
struct ARMAPolynomials {
  let order: ARIMAOrder
  var autoregressive: Product
  var movingAverage: Product

  init(_ order: ARIMAOrder) {
    self.order = order
    autoregressive = Product(
      order.autoregressive, order.seasonalAutoregressive, order.seasonLength, sign: -1)
    movingAverage = Product(
      order.movingAverage, order.seasonalMovingAverage, order.seasonLength, sign: 1)
  }

  /// Takes the angles of the partial autocorrelations of φ, Φ, θ and Θ, one after the other.
  mutating func set(angles: [Double]) {
    autoregressive.set(angles: angles, from: 0)
    movingAverage.set(angles: angles, from: autoregressive.count)
  }

  /// The derivative by the angles, from `byLag` of both products.
  mutating func gradient(angles: [Double], into result: inout [Double]) {
    autoregressive.gradient(angles: angles, from: 0, into: &result)
    movingAverage.gradient(angles: angles, from: autoregressive.count, into: &result)
  }

  /// The product of a plain and a seasonal factor.
  struct Product {
    /// The plain factor's coefficients.
    private(set) var plain: [Double]
    /// The seasonal factor's coefficients.
    private(set) var seasonal: [Double]
    /// The product's coefficients by lag; lag 0 is left out.
    private(set) var dense: [Double]
    /// The lags that can have a coefficient, ascending.
    let lags: [Int]
    /// The coefficients at `lags`.
    private(set) var sparse: [Double]
    /// The derivative of some function by `dense`, to be filled before `gradient`.
    var byLag: [Double]

    private let seasonLength: Int
    /// −1 for 1 − φB − …, 1 for 1 + θB + ….
    let sign: Double
    private var plainMap: PartialAutocorrelations
    private var seasonalMap: PartialAutocorrelations
    private var byPlain: [Double]
    private var bySeasonal: [Double]

    /// The number of angles.
    var count: Int { plain.count + seasonal.count }
    /// The highest lag.
    var degree: Int { dense.count }

    init(_ p: Int, _ P: Int, _ seasonLength: Int, sign: Double) {
      (self.seasonLength, self.sign) = (seasonLength, sign)
      plain = [Double](repeating: 0, count: p)
      seasonal = [Double](repeating: 0, count: P)
      dense = [Double](repeating: 0, count: p + P * seasonLength)
      var present = dense.map { _ in false }
      for j in 0...P {
        for i in 0...p where i + j > 0 { present[i + j * seasonLength - 1] = true }
      }
      lags = present.indices.filter { present[$0] }.map { $0 + 1 }
      sparse = lags.map { _ in 0 }
      byLag = dense
      (byPlain, bySeasonal) = (plain, seasonal)
      plainMap = PartialAutocorrelations(count: p)
      seasonalMap = PartialAutocorrelations(count: P)
    }

    mutating func set(angles: [Double], from offset: Int) {
      plainMap.coefficients(angles: angles, from: offset, into: &plain)
      seasonalMap.coefficients(angles: angles, from: offset + plain.count, into: &seasonal)
      if sign > 0 {
        for i in plain.indices { plain[i].negate() }
        for j in seasonal.indices { seasonal[j].negate() }
      }
      for i in dense.indices { dense[i] = 0 }
      for i in plain.indices { dense[i] += plain[i] }
      for (j, value) in seasonal.enumerated() {
        let lag = (j + 1) * seasonLength - 1
        dense[lag] += value
        for i in plain.indices { dense[lag + i + 1] += sign * plain[i] * value }
      }
      for (index, lag) in lags.enumerated() { sparse[index] = dense[lag - 1] }
    }

    mutating func gradient(angles: [Double], from offset: Int, into result: inout [Double]) {
      for i in plain.indices { byPlain[i] = byLag[i] }
      for j in seasonal.indices {
        let lag = (j + 1) * seasonLength - 1
        bySeasonal[j] = byLag[lag]
        for i in plain.indices {
          byPlain[i] += sign * seasonal[j] * byLag[lag + i + 1]
          bySeasonal[j] += sign * plain[i] * byLag[lag + i + 1]
        }
      }
      if sign > 0 {
        for i in plain.indices { byPlain[i].negate() }
        for j in seasonal.indices { bySeasonal[j].negate() }
      }
      plainMap.gradient(byPlain, angles: angles, from: offset, into: &result)
      seasonalMap.gradient(bySeasonal, angles: angles, from: offset + plain.count, into: &result)
    }
  }
}
