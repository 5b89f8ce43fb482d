/// A day of the proleptic Gregorian calendar, without time of day or zone.
///
/// Conversions are integer arithmetic on the 400-year cycle (146,097 days), so that no locale, time
/// zone or date formatter can change an answer. Dates given by their parts lie in years 1 to 9999;
/// a date computed from a day number may lie beyond, so that counting never stops at an end.
/// Complexity of every member: O(1).
///
/// Reference: H. Hinnant, *chrono-compatible low-level date algorithms* (2013), public method of
/// `days_from_civil` and its inverse.
public struct CivilDate: Hashable, Sendable, Comparable {
  /// The year; 1 to 9999, or beyond for a computed date (year 0 comes before year 1).
  public let year: Int
  /// The month, 1 to 12.
  public let month: Int
  /// The day of the month, 1 to 31.
  public let day: Int

  /// The date with these parts, or nil if there is no such day in years 1 to 9999.
  public init?(year: Int, month: Int, day: Int) {
    guard 1...9999 ~= year, 1...12 ~= month, day >= 1,
      day <= Self.days(inMonth: month, of: year)
    else { return nil }
    (self.year, self.month, self.day) = (year, month, day)
  }

  /// The date that many days after 1 January 1970; negative numbers lie before it.
  ///
  /// More than 2⁴⁰ days (three thousand million years) count as 2⁴⁰.
  public init(daysSince1970 days: Int) {
    let shifted = max(-1 << 40, min(days, 1 << 40)) + 719_468
    let era = floorDivide(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
    month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// Days since 1 January 1970, which is day 0.
  public var daysSince1970: Int { Self.days(before: year, month) + day - 1 }

  /// Days from 1 January 1970 to the first day of a month.
  static func days(before year: Int, _ month: Int) -> Int {
    // The year that begins in March has its leap day at its end.
    let marchYear = month <= 2 ? year - 1 : year
    let era = floorDivide(marchYear, 400)
    let yearOfEra = marchYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// The day of the week, 1 for Monday to 7 for Sunday (ISO 8601).
  public var weekday: Int { daysSince1970.flooredModulo(7, offset: 3) + 1 }

  /// The number of days in a month, 28 to 31.
  public static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Dates compare by the calendar.
  public static func < (a: Self, b: Self) -> Bool {
    (a.year, a.month, a.day) < (b.year, b.month, b.day)
  }
}

extension CivilDate: CustomStringConvertible {
  /// The ISO 8601 form, such as `2026-03-01`.
  public var description: String {
    "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }
}

/// The whole number in decimal digits, filled with leading zeros to a width; a sign stands in front.
func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number.magnitude)
  let zeros = String(repeating: "0", count: max(0, width - digits.count))
  return (number < 0 ? "-" : "") + zeros + digits
}

/// The quotient rounded toward minus infinity, for a positive divisor.
func floorDivide(_ dividend: Int, _ divisor: Int) -> Int {
  dividend >= 0 ? dividend / divisor : -((divisor - 1 - dividend) / divisor)
}

extension Int {
  /// The remainder in `0..<divisor` of `self + offset`.
  func flooredModulo(_ divisor: Int, offset: Int = 0) -> Int {
    let sum = self + offset
    return sum - floorDivide(sum, divisor) * divisor
  }
}
