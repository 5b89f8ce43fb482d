/// What a word in a date means, in English, German, French, Spanish, Italian, Dutch and Portuguese.
enum DateWord: Hashable, Sendable {
  case month(Int)
  case quarter
  case week
  case fiscalYear
  case fiscalQuarter
  /// `M` or `P` before the number of a month.
  case monthNumber
  /// `de`, `of` and other words that join the parts.
  case joint
  /// `th`, `er` and other ends of an ordinal number.
  case ordinalEnd
  case weekday

  /// The meaning of a word; nil if it has none in a date.
  init?(_ word: FoldedWord) {
    guard let meaning = Self.meanings[word] else { return nil }
    self = meaning
  }

  private static let meanings: [FoldedWord: DateWord] = {
    var meanings: [FoldedWord: DateWord] = [:]
    for (index, names) in months.enumerated() {
      for name in names { meanings[name] = .month(index + 1) }
    }
    for (meaning, words) in others {
      for word in words { meanings[word] = meaning }
    }
    return meanings
  }()

  private static let months: [[FoldedWord]] = [
    [
      "jan", "january", "januar", "janner", "jaenner", "janvier", "janv", "enero", "ene", "gennaio",
      "gen", "januari", "janeiro",
    ],
    [
      "feb", "february", "februar", "febr", "fevrier", "fevr", "fev", "febrero", "febbraio",
      "februari", "fevereiro",
    ],
    [
      "mar", "march", "marz", "maerz", "mrz", "mars", "marzo", "maart", "mrt", "marco",
    ],
    ["apr", "april", "avril", "avr", "abril", "abr", "aprile"],
    ["may", "mai", "mayo", "maggio", "mag", "mei", "maio"],
    [
      "jun", "june", "juni", "juin", "junio", "giugno", "giu", "junho",
    ],
    [
      "jul", "july", "juli", "juillet", "juil", "julio", "luglio", "lug", "julho",
    ],
    ["aug", "august", "aout", "aou", "agosto", "ago", "augustus"],
    [
      "sep", "sept", "september", "septembre", "septiembre", "setiembre", "settembre", "sett",
      "set",
      "setembro",
    ],
    [
      "oct", "october", "okt", "oktober", "octobre", "octubre", "ottobre", "ott", "outubro", "out",
    ],
    ["nov", "november", "novembre", "noviembre", "novembro"],
    [
      "dec", "december", "dez", "dezember", "decembre", "diciembre", "dic", "dicembre", "dezembro",
    ],
  ]

  private static let others: [(DateWord, [FoldedWord])] = [
    (
      .quarter,
      [
        "q", "t", "qtr", "quarter", "quartal", "trim", "trimestre", "trimester", "kwartaal", "kwrt",
      ]
    ),
    (.week, ["w", "wk", "week", "weeks", "kw", "cw", "woche", "semaine", "semana", "settimana"]),
    (.fiscalYear, ["fy", "gj", "fiscalyear"]),
    (.fiscalQuarter, ["fq"]),
    (.monthNumber, ["m", "p"]),
    (.joint, ["de", "del", "di", "of", "van", "do", "the", "der"]),
    (.ordinalEnd, ["st", "nd", "rd", "th", "er", "o", "a"]),
    (
      .weekday,
      [
        "mon", "monday", "montag", "lundi", "lun", "lunes", "lunedi", "maandag", "segunda",
        "tue", "tues", "tuesday", "dienstag", "mardi", "martes", "martedi", "dinsdag",
        "wed", "wednesday", "mittwoch", "mercredi", "miercoles", "mercoledi", "woensdag",
        "thu", "thur", "thurs", "thursday", "donnerstag", "jeudi", "jueves", "giovedi", "donderdag",
        "fri", "friday", "freitag", "vendredi", "viernes", "venerdi", "vrijdag",
        "sat", "saturday", "samstag", "sonnabend", "samedi", "sabado", "sabato", "zaterdag",
        "sun", "sunday", "sonntag", "dimanche", "domingo", "domenica", "zondag",
      ]
    ),
  ]
}
