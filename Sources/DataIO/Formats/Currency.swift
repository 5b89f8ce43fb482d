/// Which money an amount is in, as far as its sign or code tells.
struct Currency: Hashable {
  /// The code of ISO 4217, or the sign where several currencies share it.
  let name: String

  /// Whether two amounts may be of one currency: the same, or a shared sign and one that bears it.
  func agrees(with other: Currency) -> Bool {
    if self == other { return true }
    let bearers = Self.bearers[name] ?? []
    return bearers.contains(other.name) || (Self.bearers[other.name] ?? []).contains(name)
  }

  /// Whether the name is a sign that several currencies share.
  var isShared: Bool { Self.bearers[name] != nil }

  /// The currency whose code this is.
  init?(code: String) {
    let code = code.uppercased()
    guard code.utf8.count == 3, Self.codes.contains(code) else { return nil }
    name = code
  }

  private init(name: String) { self.name = name }

  /// The sign that several currencies share; nil for another text.
  static func shared(sign: String) -> Currency? {
    bearers[sign].map { _ in Currency(name: sign) }
  }

  /// The currency whose sign begins at a position, and where the sign ends.
  static func sign(_ text: Span<UInt8>, at start: Int, _ end: Int) -> (Currency, end: Int)? {
    for (bytes, name) in signs where start + bytes.count <= end {
      if bytes.indices.allSatisfy({ text[start + $0] == bytes[$0] }) {
        return (Currency(name: name), start + bytes.count)
      }
    }
    return nil
  }

  /// The currency whose sign ends at a position, and where the sign begins.
  static func sign(_ text: Span<UInt8>, endingAt end: Int, _ start: Int) -> (Currency, start: Int)?
  {
    for (bytes, name) in signs where end - bytes.count >= start {
      let first = end - bytes.count
      if bytes.indices.allSatisfy({ text[first + $0] == bytes[$0] }) {
        return (Currency(name: name), first)
      }
    }
    return nil
  }

  /// Longer signs first, so that `US$` is not read as `$`.
  private static let signs: [([UInt8], String)] = [
    ("US$", "USD"), ("CA$", "CAD"), ("AU$", "AUD"), ("NZ$", "NZD"), ("HK$", "HKD"), ("MX$", "MXN"),
    ("A$", "AUD"), ("C$", "CAD"), ("S$", "SGD"), ("R$", "BRL"), ("zł", "PLN"), ("Kč", "CZK"),
    ("€", "EUR"), ("£", "GBP"), ("¥", "¥"), ("￥", "¥"), ("₹", "INR"), ("₽", "RUB"), ("₩", "KRW"),
    ("₺", "TRY"), ("₪", "ILS"), ("₫", "VND"), ("₴", "UAH"), ("₦", "NGN"), ("฿", "THB"),
    ("kr.", "kr"), ("kr", "kr"), ("Fr.", "CHF"), ("Fr", "CHF"), ("SFr.", "CHF"), ("Rs.", "Rs"),
    ("Rs", "Rs"), ("$", "$"),
  ].map { (Array($0.0.utf8), $0.1) }

  private static let bearers: [String: Set<String>] = [
    "$": ["USD", "CAD", "AUD", "NZD", "HKD", "SGD", "MXN", "ARS", "CLP", "COP", "TWD"],
    "¥": ["JPY", "CNY"], "kr": ["SEK", "NOK", "DKK", "ISK"], "Rs": ["INR", "PKR", "LKR", "NPR"],
  ]

  private static let codes: Set<String> = [
    "AED", "ARS", "AUD", "BGN", "BHD", "BRL", "CAD", "CHF", "CLP", "CNY", "COP", "CZK", "DKK",
    "EGP", "EUR", "GBP", "HKD", "HUF", "IDR", "ILS", "INR", "ISK", "JPY", "KES", "KRW", "KWD",
    "LKR", "MAD", "MXN", "MYR", "NGN", "NOK", "NPR", "NZD", "OMR", "PEN", "PHP", "PKR", "PLN",
    "QAR", "RON", "RSD", "RUB", "SAR", "SEK", "SGD", "THB", "TND", "TRY", "TWD", "UAH", "USD",
    "UYU", "VND", "ZAR",
  ]
}
