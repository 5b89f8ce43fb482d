import Statistics

/// Fictional names made of syllables, with some that software tends to mishandle.
enum PartnerName {
  private static let first = [
    "Al", "Bor", "Cal", "Den", "El", "Far", "Gal", "Hel", "Is", "Jor", "Kel", "Lor", "Mar", "Nor",
    "Or", "Pel", "Quin", "Ros", "Sol", "Tar", "Ul", "Ver", "Wes", "Yar", "Zen",
  ]
  private static let middle = ["a", "e", "i", "o", "u", "ara", "eni", "ido", "umi", "ova"]
  private static let last = [
    "bera", "cor", "dane", "fex", "gate", "lane", "line", "mont", "nix", "path", "quo", "ris",
    "stone", "tek", "vanta", "ware",
  ]

  /// Names of hostile text, in the order in which they are given out.
  ///
  /// Each tests one thing: quotes, commas, accents, a formula, a sign, wide letters, an emoji, a
  /// word that means "missing", outer spaces, and markup.
  static let awkward = [
    "O'Brava & Söhne", "Calidane \"Gold\" Systems, Inc.", "=SUM(A1:A9) Consulting",
    "Ćwikłanix Sp. z o.o.", "北辰テク株式会社", "🚀 Launchora", "+Plus Vanta", "NULL Networks",
    "  Spaced Out  ", "<b>Boldova</b> Cloud", "@mentionix", "N/A Partners",
  ]

  /// Every eleventh partner has an awkward name, while there are any left.
  static func name(number: Int, type: PartnerType, stream: inout RandomStream) -> String {
    let plain = syllables(type, &stream)
    guard number % 11 == 7 else { return plain }
    let position = number / 11
    return position < awkward.count ? awkward[position] : plain
  }

  private static func syllables(_ type: PartnerType, _ stream: inout RandomStream) -> String {
    let parts = [first, middle, last].map { stream.pick($0) }
    return parts.joined() + " " + stream.pick(suffixes(type))
  }

  private static func suffixes(_ type: PartnerType) -> [String] {
    switch type {
    case .reseller: ["Trading", "Supply", "Distribution", "Commerce"]
    case .msp: ["Managed Services", "Cloud", "Operations", "Hosting"]
    case .agency: ["Agency", "Advisory", "Studio", "Media"]
    case .valueAddedReseller: ["Systems", "Solutions", "Integration", "Engineering"]
    }
  }
}
