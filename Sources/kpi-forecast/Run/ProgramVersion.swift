/// The version of the program, as `--version` and the manifest give it.
enum ProgramVersion {
  static let text = "0.1.0"
}
