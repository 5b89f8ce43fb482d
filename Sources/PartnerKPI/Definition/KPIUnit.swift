/// What the numbers of a KPI count: `count`, `USD`, `days`, `USD/count`, `MWh`, ….
public struct KPIUnit: Hashable, Sendable {
  /// One unit.
  public enum Atom: Hashable, Sendable {
    /// Things: partners, deals, orders.
    case count
    /// Money in a currency by its ISO 4217 code; nil for the program's own currency.
    case currency(String?)
    /// A part of a whole, from 0 to 1.
    case share
    /// A part of a whole in hundredths.
    case percent
    /// A part of a whole in millionths.
    case partsPerMillion
    /// How many times one is the other.
    case times
    /// A stretch of time.
    case time(Time)
    /// Points on a scale.
    case score
    /// Anything else, by its own symbol: `MWh`, `kg`.
    case other(String)
  }

  /// What time is counted in.
  public enum Time: String, Hashable, Sendable, CaseIterable {
    /// Minutes.
    case minutes
    /// Hours.
    case hours
    /// Days.
    case days
    /// Weeks.
    case weeks
    /// Months.
    case months
    /// Years.
    case years
  }

  /// The unit, or what stands above its line.
  public let atom: Atom
  /// What stands below the line, as in `USD/m2`; nil for none.
  public let per: Atom?

  /// A unit, or one per another.
  public init(_ atom: Atom, per: Atom? = nil) { (self.atom, self.per) = (atom, per) }

  /// The unit of a text; nil for one that names none.
  ///
  /// Known are `count currency share percent ppm times minutes hours days weeks months years score`,
  /// currencies by their three capital letters, and other symbols of letters and digits; two joined by
  /// `/` are one per the other.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard 1...2 ~= parts.count, let atom = Self.atom(String(parts[0])) else { return nil }
    if parts.count == 1 {
      self.init(atom)
    } else {
      guard let per = Self.atom(String(parts[1])) else { return nil }
      self.init(atom, per: per)
    }
  }

  /// The words of units that are known.
  public static let names =
    ["count", "currency", "share", "percent", "ppm", "times", "score"]
    + Time.allCases.map(\.rawValue)

  private static func atom(_ text: String) -> Atom? {
    switch text {
    case "count": return .count
    case "currency": return .currency(nil)
    case "share": return .share
    case "percent", "%": return .percent
    case "ppm": return .partsPerMillion
    case "times", "x": return .times
    case "score": return .score
    default: break
    }
    if let time = Time(rawValue: text) ?? Time(rawValue: text + "s") { return .time(time) }
    let letters = text.unicodeScalars
    if letters.count == 3, letters.allSatisfy({ ("A"..."Z").contains($0) }) {
      return .currency(text)
    }
    guard let first = letters.first, first.properties.isAlphabetic, letters.count <= 30,
      letters.allSatisfy({
        $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "_"
      })
    else { return nil }
    return .other(text)
  }

  /// The unit with the program's currency in place of a currency without a name.
  public func resolved(currency: String?) -> KPIUnit {
    KPIUnit(Self.resolved(atom, currency), per: per.map { Self.resolved($0, currency) })
  }

  private static func resolved(_ atom: Atom, _ currency: String?) -> Atom {
    atom == .currency(nil) ? .currency(currency) : atom
  }
}

extension KPIUnit: CustomStringConvertible {
  /// The unit as it is written: `USD/count`.
  public var description: String {
    Self.text(atom) + (per.map { "/" + Self.text($0) } ?? "")
  }

  private static func text(_ atom: Atom) -> String {
    switch atom {
    case .count: "count"
    case .currency(let code): code ?? "currency"
    case .share: "share"
    case .percent: "percent"
    case .partsPerMillion: "ppm"
    case .times: "times"
    case .time(let time): time.rawValue
    case .score: "score"
    case .other(let symbol): symbol
    }
  }
}
