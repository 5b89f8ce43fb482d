/// Whose history a forecast rests on.
public enum ForecastSource: String, Hashable, Sendable, Codable {
  /// The series itself.
  case own
  /// The series, with its weak parts taken from other series of the panel.
  case blended
  /// Other series of the panel, for want of a history.
  case peers
}
