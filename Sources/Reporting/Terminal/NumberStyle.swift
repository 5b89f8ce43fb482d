/// How numbers of one column are shown to a person: a common unit and number of decimals.
///
/// Three to four digits carry a KPI; more are noise on a screen and stay in the files.
public struct NumberStyle: Hashable, Sendable {
  /// What stands for a value that is not available.
  public static let missing = "–"
  /// Whole numbers with commas between thousands.
  static let whole = NumberStyle(notation: .fixed(power: 0, decimals: 0))

  /// Numbers in ones with this many decimals.
  static func decimals(_ count: Int) -> NumberStyle {
    NumberStyle(notation: .fixed(power: 0, decimals: count))
  }

  private enum Notation: Hashable, Sendable {
    /// In units of 10^power.
    case fixed(power: Int, decimals: Int)
    case scientific
  }

  private let notation: Notation

  private init(notation: Notation) { self.notation = notation }

  /// The style that suits these values; those that are not finite do not count.
  ///
  /// - Parameters:
  ///   - values: what will be shown.
  ///   - isShare: whether values in 0…1 are shares of a whole, to be shown in percent.
  ///   - scaled: whether large values are shown in thousands, millions and so on.
  public init(fitting values: [Double], isShare: Bool = false, scaled: Bool = true) {
    let sizes = values.filter { $0.isFinite && $0 != 0 }.map(\.magnitude).sorted()
    let isPercent = isShare && values.allSatisfy { !($0 < 0 || $0 > 1) }
    guard let largest = sizes.last else {
      notation = .fixed(power: isPercent ? -2 : 0, decimals: 0)
      return
    }
    let typical = sizes[sizes.count / 2]
    guard !isPercent else {
      notation = .fixed(power: -2, decimals: typical < 0.01 ? 2 : 1)
      return
    }
    guard largest < 1e17, largest >= 1e-4 else {
      notation = .scientific
      return
    }
    // From 10 units on: 12,300 is 12.3 thousands, but 9,100 stays as it is.
    let power = scaled ? [12, 9, 6, 3].first { typical >= Self.power($0 + 1) } ?? 0 : 0
    let isWhole = power == 0 && sizes.allSatisfy { $0 == $0.rounded() }
    notation = .fixed(
      power: power,
      decimals: isWhole
        ? 0 : Self.decimals(typical / Self.power(power), largest / Self.power(power)))
  }

  /// Enough decimals for three digits of a typical value, fewer beside large ones.
  private static func decimals(_ typical: Double, _ largest: Double) -> Int {
    let wanted = [100, 10, 1, 0.1, 0.01].firstIndex { typical >= $0 } ?? 5
    let most = [10_000, 1_000, 100].firstIndex { largest >= $0 } ?? 5
    return min(wanted, most)
  }

  private static func power(_ exponent: Int) -> Double {
    (0..<exponent).reduce(1) { power, _ in power * 10 }
  }

  /// The style for a column of the same unit that holds these values: without decimals if they are
  /// all whole.
  func adapted(to values: [Double]) -> NumberStyle {
    guard case .fixed(power: 0, _) = notation, values.allSatisfy({ $0 == $0.rounded() }) else {
      return self
    }
    return .whole
  }

  /// The style in the same unit with enough decimals to show two digits of a value.
  func showing(_ value: Double) -> NumberStyle {
    guard case .fixed(let power, let decimals) = notation, value.isFinite, value != 0 else {
      return self
    }
    let scaled = DecimalDigits(value).scaled(by: -power)
    let wanted = min(12, 2 - scaled.exponent)
    let isWhole = power == 0 && value == value.rounded()
    return isWhole || wanted <= decimals
      ? self : NumberStyle(notation: .fixed(power: power, decimals: wanted))
  }

  /// The unit in words, such as `thousands` or `%`; nil for ones.
  public var unit: String? {
    guard case .fixed(let power, _) = notation else { return nil }
    return [-2: "%", 3: "thousands", 6: "millions", 9: "billions", 12: "trillions"][power]
  }

  /// Whether the values are shown in percent.
  var isPercent: Bool { unit == "%" }

  /// The value in this style, without the unit; `–` if it is not available.
  public func text(_ value: Double?) -> String {
    guard let value, value.isFinite else { return Self.missing }
    switch notation {
    case .fixed(let power, let decimals):
      return DecimalDigits(value).scaled(by: -power).fixed(decimals: decimals)
    case .scientific:
      return DecimalDigits(value).scientific(significant: 3)
    }
  }
}
