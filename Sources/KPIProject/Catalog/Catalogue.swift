import PartnerKPI

/// The bundled catalogues: KPIs with their units, kinds, formulas, ranges and hypotheses of what leads what.
///
/// One is about the life of a partner in a program, the others each about one industry.
public struct Catalogue: Sendable {
  /// Its name, as after `include: builtin/`.
  public let name: String
  /// What it is called.
  public let label: String
  /// What it is about.
  public let description: String
  /// Its goals and KPIs.
  public let project: Project

  /// The KPIs.
  public var kpis: [KPIDefinition] { project.kpis.map(\.definition) }
  /// The goals.
  public var goals: [Project.Goal] { project.goals }

  /// The names of all catalogues: the partner program first, then the industries.
  public static let names = ["partner-program"] + industries

  /// The names of the catalogues of industries.
  public static let industries = [
    "automotive", "consumer-electronics", "energy", "financial-services", "food-beverage",
    "healthcare", "information-technology", "pharma", "retail", "telecom",
  ]

  /// The catalogue of a name; throws `usage` with the names there are.
  public init(named name: String) throws(ProjectError) {
    let text = try Self.text(of: name)
    let path = "builtin/\(name)"
    project = try ProjectReader.catalogue(text, path: path)
    let head = try YAMLDocument.read(text, path: path)?["catalog"]
    self.name = name
    label = head?["label"]?.text ?? name
    description = head?["description"]?.text ?? ""
  }

  /// The text of a catalogue, as a project file would be written.
  public static func text(of name: String) throws(ProjectError) -> String {
    guard let bytes = resource(name) else {
      let guess = NameSuggestion.closest(to: name, among: names)
      throw ProjectError(
        .usage, "there is no catalogue '\(name.excerpt)'",
        details: ["catalogues: " + names.joined(separator: ", ")],
        fix: guess.map { "did you mean '\($0)'?" } ?? "use one of these names")
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The name of a catalogue that a project file includes.
  static func included(_ text: String, at place: ProjectError.Place) throws(ProjectError) -> String
  {
    let prefix = "builtin/"
    let name = text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : text
    guard text.hasPrefix(prefix), names.contains(name) else {
      let guess = NameSuggestion.closest(to: name, among: names)
      throw ProjectError(
        at: place, "'include' names '\(text.excerpt)', but only bundled catalogues are included",
        details: ["catalogues: " + names.map { prefix + $0 }.joined(separator: ", ")],
        fix: guess.map { "did you mean '\(prefix)\($0)'?" } ?? "use one of these names")
    }
    return name
  }

  /// The entries of `kpis:` of a catalogue.
  static func nodes(of name: String) throws(ProjectError) -> [YAMLNode] {
    let root = try YAMLDocument.read(try text(of: name), path: "builtin/\(name)")
    guard case .sequence(let items) = root?["kpis"]?.content else { return [] }
    return items
  }

  private static func resource(_ name: String) -> [UInt8]? {
    switch name {
    case "partner-program": PackageResources.partner_program_yml
    case "automotive": PackageResources.automotive_yml
    case "consumer-electronics": PackageResources.consumer_electronics_yml
    case "energy": PackageResources.energy_yml
    case "financial-services": PackageResources.financial_services_yml
    case "food-beverage": PackageResources.food_beverage_yml
    case "healthcare": PackageResources.healthcare_yml
    case "information-technology": PackageResources.information_technology_yml
    case "pharma": PackageResources.pharma_yml
    case "retail": PackageResources.retail_yml
    case "telecom": PackageResources.telecom_yml
    default: nil
    }
  }
}
