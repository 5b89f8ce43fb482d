import ProgramSimulation

/// What the command line asks for.
struct GeneratorRequest {
  let plan: ProgramPlan
  let folder: String
  let wantsHelp: Bool

  static let usage = """
    usage: generate-program --out DIR [--seed N] [--partners N] [--months N]

      --out DIR      folder for the tables; made if it is missing
      --seed N       source of every random number (default 1)
      --partners N   partners ever enrolled, 1 to 20000 (default 120)
      --months N     full months of history from January 2022, 24 to 240 (default 48)
    """

  /// Reads the arguments; each option is a word and its value.
  init(_ arguments: [String]) throws(GeneratorError) {
    wantsHelp = arguments.contains("--help") || arguments.contains("-h")
    let values = wantsHelp ? [:] : try Self.values(arguments)
    guard let folder = wantsHelp ? "" : values["--out"] else { throw .missing("--out") }
    self.folder = folder
    let seed = try Self.number("--seed", in: values, default: UInt64(1))
    let partners = try Self.number("--partners", in: values, default: 120)
    let months = try Self.number("--months", in: values, default: 48)
    do {
      plan = try ProgramPlan(seed: seed, partnerCount: partners, months: months)
    } catch {
      throw .plan(error)
    }
  }

  private static func values(_ arguments: [String]) throws(GeneratorError) -> [String: String] {
    var values: [String: String] = [:]
    for position in stride(from: 0, to: arguments.count, by: 2) {
      let option = arguments[position]
      guard ["--out", "--seed", "--partners", "--months"].contains(option) else {
        throw .unknown(option)
      }
      guard position + 1 < arguments.count else { throw .missing(option) }
      values[option] = arguments[position + 1]
    }
    return values
  }

  private static func number<N: FixedWidthInteger>(
    _ option: String, in values: [String: String], default fallback: N
  ) throws(GeneratorError) -> N {
    guard let text = values[option] else { return fallback }
    guard let number = N(text) else { throw .notANumber(option: option, text: text) }
    return number
  }
}

/// Why a command line cannot be followed.
enum GeneratorError: Error, CustomStringConvertible {
  case missing(String)
  case unknown(String)
  case notANumber(option: String, text: String)
  case plan(ProgramPlanError)

  var description: String {
    switch self {
    case .missing(let option): "\(option) needs a value; give one after it"
    case .unknown(let option): "unknown option '\(option)'; see the options below"
    case .notANumber(let option, let text):
      "\(option) is '\(text)' but must be a whole number from 0 on, such as 12"
    case .plan(let error): "\(error)"
    }
  }
}
