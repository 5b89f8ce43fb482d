/// `--paths N FILE` takes two values, which the argument parser knows no form for: the second
/// becomes an option of its own before parsing.
enum PathsArgument {
  /// The arguments with `--paths N FILE` as `--paths N --paths-file FILE`.
  static func separated(_ arguments: [String]) -> [String] {
    var result: [String] = []
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      result.append(argument)
      if argument == "--" { break }
      if argument == "--paths", let number = rest.popFirst() {
        result.append(number)
      } else if !argument.hasPrefix("--paths=") {
        continue
      }
      guard let file = rest.popFirst() else { break }
      result += ["--paths-file", file]
    }
    return result + rest
  }
}
