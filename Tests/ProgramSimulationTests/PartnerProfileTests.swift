import Testing

@testable import ProgramSimulation

@Suite("Partner profiles")
struct PartnerProfileTests {
  @Test("type shares are near the stated ones for any 120 partners", arguments: Sample.seeds)
  func typeShares(seed: UInt64) {
    let profiles = Sample.profiles(seed: seed, count: 120)
    for type in PartnerType.allCases {
      #expect(abs(share(profiles) { $0.type == type } - type.traits.share) < 0.05)
    }
  }

  @Test("the shares of the types add up to 1, and seasons average 1")
  func traitsAddUp() {
    let total = PartnerType.allCases.reduce(0) { $0 + $1.traits.share }
    #expect(abs(total - 1) < 1e-12)
    for type in PartnerType.allCases {
      #expect(type.traits.season.count == 12)
      #expect(abs(mean(type.traits.season) - 1) < 1e-12)
    }
  }

  @Test("median sizes differ five times between agencies and VARs")
  func medianRatio() {
    let profiles = Sample.profiles(seed: 9, count: 4_000)
    func middle(_ type: PartnerType) -> Double {
      median(profiles.filter { $0.type == type }.map(\.size))
    }
    #expect(abs(middle(.valueAddedReseller) / middle(.agency) - 5) < 0.4)
  }

  @Test("realised medians of steady revenue differ 4 to 6 times in the committed program")
  func demoMedianRatio() {
    let profiles = Sample.profiles(seed: 1, count: 120)
    let medians = PartnerType.allCases.map { type in
      median(profiles.filter { $0.type == type }.map(\.steadyRevenue))
    }
    let ratio = (medians.max() ?? 0) / (medians.min() ?? 1)
    #expect((4...6).contains(ratio))
  }

  @Test("about 35 % of partners order every third month", arguments: Sample.seeds)
  func quarterlyShare(seed: UInt64) {
    let quarterly = share(Sample.profiles(seed: seed, count: 120)) {
      $0.cadence.name == "quarterly"
    }
    #expect((0.29...0.41).contains(quarterly))
  }

  @Test("win rates spread around the mean of the type as the beta distribution says")
  func winRates() {
    let profiles = Sample.profiles(seed: 3, count: 4_000).filter { $0.type == .reseller }
    let rates = profiles.map(\.winRate)
    #expect(abs(mean(rates) - 0.28) < 0.01)
    #expect(abs(variance(rates) - 0.28 * 0.72 / 16) < 0.002)
  }

  @Test("steady rates fit together: certificates bring 40 % of registrations")
  func steadyRates() {
    for profile in Sample.profiles(seed: 2, count: 30) {
      let led =
        profile.trainingRate * LeadingEdges.certificatesPerCompletion
        * LeadingEdges.registrationsPerCertificate
      #expect(abs(led / profile.dealRate - 0.4) < 1e-12)
      let deals = profile.dealRate * profile.type.traits.winRate * profile.meanDeal
      #expect(abs((profile.orderRate + deals) / profile.size - 1) < 1e-12)
    }
  }

  @Test("tiers follow steady revenue")
  func tiers() {
    let floors = ["Platinum": 20_000.0, "Gold": 8_000, "Silver": 3_000, "Registered": 0]
    for profile in Sample.profiles(seed: 1, count: 120) {
      #expect(profile.steadyRevenue >= floors[profile.tier] ?? .infinity)
    }
  }

  @Test("the awkward names are all in the committed program, the others are plain letters")
  func names() {
    let names = Sample.profiles(seed: 1, count: 120).map(\.name)
    for awkward in PartnerName.awkward.prefix(11) { #expect(names.contains(awkward)) }
    let plain = names.filter { !PartnerName.awkward.contains($0) }
    #expect(plain.allSatisfy { $0.allSatisfy { $0.isLetter && $0.isASCII || $0 == " " } })
    #expect(plain.count == 109)
  }

  @Test("a profile depends on seed, number and length only")
  func reproducible() {
    let first = PartnerProfile(number: 8, seed: 1, months: 48)
    let again = PartnerProfile(number: 8, seed: 1, months: 48)
    let other = PartnerProfile(number: 8, seed: 2, months: 48)
    #expect(first.winRate == again.winRate)
    #expect(first.winRate != other.winRate)
  }
}
