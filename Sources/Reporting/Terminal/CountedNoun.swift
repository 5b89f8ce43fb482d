/// A number of things in words: `1 month`, `6 months`, `635 series`.
func counted(_ count: Int, _ noun: String) -> String {
  let plural = count == 1 || noun.hasSuffix("s") ? noun : noun + "s"
  return NumberStyle.whole.text(Double(count)) + " " + plural
}
