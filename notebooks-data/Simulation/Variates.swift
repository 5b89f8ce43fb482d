import Statistics

extension RandomStream {
  /// One of the elements, each as likely.
  mutating func pick(_ choices: [String]) -> String {
    choices[Int(uniform() * Double(choices.count))]
  }
}
