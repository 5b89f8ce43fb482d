/// Weekdays by their English names.
public enum WeekdayName {
  /// `monday` to `sunday`.
  public static let all = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
  ]

  /// The number of a weekday, 1 for Monday to 7 for Sunday: `sat` and `Saturday` are the same.
  public static func number(_ text: String) -> Int? {
    let word = text.lowercased()
    guard word.count >= 3 else { return nil }
    return all.firstIndex { $0.hasPrefix(word) }.map { $0 + 1 }
  }
}
