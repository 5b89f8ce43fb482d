import ArgumentParser
import DataIO
import Glibc
import KPIProject

/// `kpi-forecast init`: a project file to start from.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Write a project file to start from.",
    discussion: """
      Writes kpis.yml with goals and the KPIs that serve them, each goal with a KPI that tells the \
      result and at least one that tells early. A file that is there is never overwritten.

        kpi-forecast init
        kpi-forecast init --industry retail
        kpi-forecast init --goals grow_revenue,keep_customers -o program/kpis.yml
      """)

  @Option(
    help: ArgumentHelp(
      "Industry whose KPIs are added: \(Catalogue.industries.joined(separator: ", ")).",
      valueName: "name"),
    completion: .list(Catalogue.industries))
  var industry: String?

  @Option(
    help: ArgumentHelp(
      "Goals of the program; a wrong name lists them all. Otherwise revenue and the goals of the "
        + "industry.", valueName: "name,…"))
  var goals: [String] = []

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("File to write. (default: kpis.yml)", valueName: "file"),
    completion: .file(extensions: ["yml", "yaml"]))
  var output: String = Project.usualName

  func run() throws {
    let starter = try StarterProject(industry: industry, goals: OptionValue.names(goals))
    let text = starter.text
    if output == "-" { return try StandardStream.output.write(text) }
    try StagedFile.create(output, text)
    let project = try Project(text: text, path: output)
    StandardStream.error.say(
      "written: \(output) with \(Counted.text(project.goals.count, "goal")) and "
        + "\(Counted.text(project.kpis.count, "KPI"))")
    StandardStream.error.say(
      "next: put in the columns of your data, then kpi-forecast catalog check"
        + (output == Project.usualName ? "" : " " + ShellWord.quoted(output)))
  }
}
