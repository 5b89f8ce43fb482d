@testable import ProgramSimulation

/// Programs that several tests look at.
enum Sample {
  static let seeds: [UInt64] = [1, 2, 3]

  /// The plan of the committed tables.
  static func demo(seed: UInt64 = 1) throws -> ProgramPlan { try ProgramPlan(seed: seed) }

  /// A program and the histories of its partners.
  static func program(
    seed: UInt64, partners: Int = 120, months: Int = 48
  ) throws -> (program: Program, histories: [PartnerHistory]) {
    let plan = try ProgramPlan(seed: seed, partnerCount: partners, months: months)
    let program = Program(plan)
    return (program, program.partnerNumbers.map(program.history))
  }

  /// The profiles of many partners.
  static func profiles(seed: UInt64, count: Int, months: Int = 48) -> [PartnerProfile] {
    (1...count).map { PartnerProfile(number: $0, seed: seed, months: months) }
  }
}

/// The mean of a sample.
func mean(_ sample: [Double]) -> Double { sample.reduce(0, +) / Double(sample.count) }

/// The variance of a sample around its mean.
func variance(_ sample: [Double]) -> Double {
  let center = mean(sample)
  return mean(sample.map { ($0 - center) * ($0 - center) })
}

/// The middle of a sample.
func median(_ sample: [Double]) -> Double {
  let sorted = sample.sorted()
  let half = sorted.count / 2
  return sorted.count % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
}

/// The share of elements that pass a test.
func share<Element>(_ elements: [Element], where test: (Element) -> Bool) -> Double {
  Double(elements.count(where: test)) / Double(elements.count)
}
