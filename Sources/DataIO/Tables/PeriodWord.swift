/// A word for a part of a year, without the year: `Jan`, `März`, `M07`, `Q3`.
enum PeriodWord: Equatable {
  case month(Int)
  case quarter(Int)

  init?(_ text: String) {
    let word = text.lowercased().filter { $0 != "." && $0 != " " }
    guard let first = word.first else { return nil }
    if let number = Int(word.dropFirst()) {
      if first == "m", 1...12 ~= number, word.count == 3 || number < 10 {
        self = .month(number)
        return
      }
      if first == "q" || first == "t", 1...4 ~= number {
        self = .quarter(number)
        return
      }
    }
    guard let month = Self.months[word] else { return nil }
    self = .month(month)
  }

  private static let months: [String: Int] = {
    let names = [
      "january january jan januar jänner janvier janv enero ene gennaio gen januari janeiro",
      "february feb februar februari février févr fév febrero febbraio fevereiro fev",
      "march mar märz mär mrz maerz mars marzo maart mrt março",
      "april apr avril avr abril abr aprile",
      "may mai mayo maggio mag mei maio",
      "june jun juni juin junio giugno giu junho",
      "july jul juli juillet juil julio luglio lug julho",
      "august aug août aout agosto ago augustus",
      "september sep sept septembre septiembre settembre set setembro",
      "october oct oktober okt octobre octubre ottobre ott outubro out",
      "november nov novembre noviembre novembro",
      "december dec dezember dez décembre déc diciembre dic dicembre dezembro",
    ]
    var months: [String: Int] = [:]
    for (index, words) in names.enumerated() {
      for word in words.split(separator: " ") { months[String(word)] = index + 1 }
    }
    return months
  }()
}
