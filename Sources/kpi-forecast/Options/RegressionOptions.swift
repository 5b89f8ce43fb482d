import ArgumentParser
import DataIO

/// What may help to explain a series; each of these options asks for a regression,
/// but for events that a history can be cleaned of.
struct RegressionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Table of events with the columns date, event and, optionally, end, kind, weight and keys; "
        + "auto takes those of kind level and one-off out of the history.",
      valueName: "file"),
    completion: .file(extensions: ["csv", "tsv"]))
  var events: String?

  @Flag(help: "Use working days and Easter.")
  var calendar = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Model the season, or the further ones of several, by this many pairs of waves.",
      valueName: "pairs"),
    transform: OptionValue.whole(1...200))
  var fourier: Int?

  @Option(
    help: ArgumentHelp(
      "Other KPIs of the input that drive these, each with the lag of its effect in periods.",
      valueName: "kpi[:lag],…"))
  var driver: [String] = []

  /// Whether one of them was given.
  var isGiven: Bool { events != nil || calendar || fourier != nil || !driver.isEmpty }

  /// Whether events were given and nothing else.
  var isEventsAlone: Bool { events != nil && !calendar && fourier == nil && driver.isEmpty }

  /// A KPI and the lags at which it drives.
  struct NamedDriver: Equatable, Sendable {
    let kpi: String
    var lags: [Int]
  }

  /// The drivers, each once with all its lags; throws `usage` for a lag that is none.
  func drivers() throws(DataError) -> [NamedDriver] {
    var found: [NamedDriver] = []
    for text in OptionValue.names(driver) {
      let parts = text.split(separator: ":", omittingEmptySubsequences: false)
      let lag = parts.count > 1 ? Int(parts[parts.count - 1]) : 0
      guard let lag, 0...1_000 ~= lag, !parts[0].isEmpty else {
        let end = parts[parts.count - 1]
        let what =
          parts[0].isEmpty
          ? "names no KPI"
          : end.isEmpty ? "has no lag after its colon" : "has the lag '\(end)', which cannot be"
        throw DataError(
          .usage, "--driver \(text) \(what)",
          details: ["a driver is a KPI, or a KPI and a whole number from 0 to 1000: leads:2"],
          fix: "name the driver as KPI or KPI:LAG")
      }
      let kpi = parts.count > 1 ? parts.dropLast().joined(separator: ":") : text
      if let place = found.firstIndex(where: { $0.kpi == kpi }) {
        found[place].lags.append(lag)
      } else {
        found.append(NamedDriver(kpi: kpi, lags: [lag]))
      }
    }
    return found
  }

  /// The options that were given.
  var settings: [OptionSetting] {
    [
      OptionSetting("events", events), OptionSetting("calendar", calendar),
      fourier.map { OptionSetting("fourier", .number($0)) },
      OptionSetting("driver", OptionValue.names(driver)),
    ].compactMap { $0 }
  }
}
