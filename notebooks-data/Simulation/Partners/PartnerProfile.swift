import RealModule
import Statistics

/// The true parameters of one partner.
public struct PartnerProfile: Sendable {
  /// The partner's number, from 1.
  public let number: Int
  /// The display name; hostile text for some.
  public let name: String
  /// The kind of business.
  public let type: PartnerType
  /// `AMER`, `EMEA`, `APAC` or `LATAM`.
  public let region: String
  /// When it starts and ends.
  public let life: Lifecycle
  /// How often it orders.
  public let cadence: Cadence
  /// The size: steady monthly revenue at the type's mean win rate and the prices of month 0, USD.
  public let size: Double
  /// The chance to win a deal that closes, 0...1; drawn from a beta distribution of the type.
  public let winRate: Double
  /// The mean amount of a won deal at the prices of month 0, USD.
  public let meanDeal: Double
  /// The growth of demand per year, on the log scale.
  public let growth: Double
  /// The size parameter of the negative binomial registrations; a smaller one varies more.
  public let dispersion: Double
  /// The seed of the program.
  let seed: UInt64

  /// The identifier in the tables, such as `P0042`.
  public var id: String { "P" + zeroFilled(number, 4) }

  /// Steady run-rate orders per month at the prices of month 0, USD.
  public var orderRate: Double { size * (1 - type.traits.dealShare) }

  /// Steady deal registrations per month, those that certifications bring included.
  public var dealRate: Double {
    size * type.traits.dealShare / (type.traits.winRate * meanDeal)
  }

  /// Steady training completions per month, in a month of average enablement.
  public var trainingRate: Double {
    LeadingEdges.certifiedShareOfDeals * dealRate
      / (LeadingEdges.registrationsPerCertificate * LeadingEdges.certificatesPerCompletion)
  }

  /// Steady monthly revenue at the partner's own win rate and the prices of month 0, USD.
  public var steadyRevenue: Double { orderRate + dealRate * winRate * meanDeal }

  /// The tier of the steady revenue: Platinum from 20,000 USD, Gold 8,000, Silver 3,000.
  public var tier: String {
    switch steadyRevenue {
    case 20_000...: "Platinum"
    case 8_000...: "Gold"
    case 3_000...: "Silver"
    default: "Registered"
    }
  }

  /// The random numbers of one part of the partner's history.
  func stream(_ part: String) -> RandomStream {
    Program.stream(seed: seed, "\(id)/\(part)")
  }
}

extension PartnerProfile {
  /// The standard deviation of log size within a type.
  static let sizeSpread = 0.55
  /// The pseudo-count of the beta distribution of win rates: its two parameters add up to it.
  static let winRateConcentration = 15.0
  /// The standard deviation of yearly growth between partners, and its mean.
  static let growthSpread = 0.08, meanGrowth = 0.04

  /// The profile of a partner, from the seed, its number and the length of the history.
  init(number: Int, seed: UInt64, months: Int) {
    // Type and size share a plane of their own: the medians of the types depend on both.
    let build = EvenSpread(seed: seed, key: "build", dimensions: 2).point(number)
    let place = EvenSpread(seed: seed, key: "place", dimensions: 3).point(number)
    var stream = Program.stream(seed: seed, "P" + zeroFilled(number, 4) + "/profile")
    let type = Self.type(at: build[0])
    let traits = type.traits
    let relativeSize = Double.exp(Self.sizeSpread * StandardNormal.quantile(build[1]))
    let mean = traits.winRate * Self.winRateConcentration

    (self.number, self.seed, self.type) = (number, seed, type)
    region = Self.region(at: place[0])
    life = Lifecycle(
      placement: place[1], endurance: stream.uniform(), months: months, traits: traits)
    cadence = Self.cadence(at: place[2], traits: traits, stream: &stream)
    size = traits.medianRevenue * relativeSize
    meanDeal = traits.meanDeal * Double.pow(relativeSize, 0.4)
    winRate = stream.beta(mean, Self.winRateConcentration - mean)
    growth = Self.meanGrowth + Self.growthSpread * stream.normal()
    dispersion = 1.5 + 3 * stream.uniform()
    name = PartnerName.name(number: number, type: type, stream: &stream)
  }

  private static func type(at place: Double) -> PartnerType {
    var edge = 0.0
    for type in PartnerType.allCases {
      edge += type.traits.share
      if place < edge { return type }
    }
    return .valueAddedReseller
  }

  private static func region(at place: Double) -> String {
    switch place {
    case ..<0.40: "AMER"
    case ..<0.75: "EMEA"
    case ..<0.92: "APAC"
    default: "LATAM"
    }
  }

  private static func cadence(
    at place: Double, traits: TypeTraits, stream: inout RandomStream
  ) -> Cadence {
    let draw = stream.uniform()
    if place < traits.monthlyShare { return .everyMonth }
    guard place < traits.monthlyShare + traits.quarterlyShare else {
      return .irregular(probability: 0.25 + 0.35 * draw)
    }
    // Half of them order at the end of the calendar quarter.
    return .everyThirdMonth(phase: draw < 0.5 ? 2 : Int(4 * draw) - 2)
  }
}
