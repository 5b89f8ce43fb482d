import Forecasting
import TemporalData

extension Regressors {
  /// One column per name of event, in the order in which names first occur; events of one name add up.
  ///
  /// - Parameters:
  ///   - leads: how many periods before an event have an effect of their own: columns such as
  ///     `launch-1` for the period before.
  ///   - lags: how many periods after it have one: `launch+1`.
  public static func events(
    _ events: [CalendarEvent], leads: Int = 0, lags: Int = 0
  ) -> Regressors {
    var names: [String] = []
    var byName: [String: [CalendarEvent]] = [:]
    for event in events {
      if byName[event.name] == nil { names.append(event.name) }
      byName[event.name, default: []].append(event)
    }
    return Regressors(
      names.flatMap { name in
        let own = byName[name] ?? []
        return (-max(0, leads)...max(0, lags)).map { shift in
          let suffix = shift == 0 ? "" : shift > 0 ? "+\(shift)" : "\(shift)"
          return Column(name + suffix) { period in
            let seen = period.advanced(by: -shift)
            return own.reduce(0) { $0 + $1.value(in: seen) }
          }
        }
      })
  }
}
