extension RandomNumberGenerator {
  /// A number in 0..<1, uniform on the multiples of 2⁻⁵³.
  @inlinable
  public mutating func uniform() -> Double {
    let bits: UInt64 = next()
    return Double(bits >> 11) * 0x1p-53
  }

  /// A number strictly between 0 and 1, uniform on the odd multiples of 2⁻⁵³.
  ///
  /// Symmetric around ½, and never an argument at which a quantile is infinite.
  @inlinable
  public mutating func openUniform() -> Double {
    let bits: UInt64 = next()
    return (Double(bits >> 12) + 0.5) * 0x1p-52
  }

  /// A standard normal number, by inversion of ``openUniform()``; within ±8.3.
  ///
  /// One uniform number for each normal one: two streams stay in step whatever they draw.
  @inlinable
  public mutating func normal() -> Double { StandardNormal.quantile(openUniform()) }
}
