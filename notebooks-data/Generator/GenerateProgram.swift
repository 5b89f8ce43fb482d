@main
struct GenerateProgram {
  static func main() {}
}
