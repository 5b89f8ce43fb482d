extension RetailCalendar {
  /// What people call a part of these years: `FY24 P03`, `FY24 Q1`, `FY2024`; nil for other periods.
  public func label(_ period: Period) -> String? {
    guard case .retail(let part, self) = period.frequency else { return nil }
    let ordinal = Self.bounded(period.ordinal)
    let year = weeks.name(ofYear: 1970 + floorDivide(ordinal, part.perYear))
    let number = ordinal.flooredModulo(part.perYear) + 1
    let short = "FY" + padded(year.flooredModulo(100), 2)
    return switch part {
    case .month: "\(short) P\(padded(number, 2))"
    case .quarter: "\(short) Q\(number)"
    case .year: "FY" + padded(year, 4)
    }
  }
}

extension WeekYear {
  /// What a week is called by its year: `2026-W53` in years of ISO 8601, else `FY26 W53`.
  public func label(_ week: Period) -> String {
    let (year, number) = self.week(of: week.firstDay)
    let name = name(ofYear: year)
    return isISO
      ? "\(padded(name, 4))-W\(padded(number, 2))"
      : "FY\(padded(name.flooredModulo(100), 2)) W\(padded(number, 2))"
  }

  /// Whether these are the years of ISO 8601.
  public var isISO: Bool { with(.restate) == .iso }

  /// In words: `the Saturday nearest the end of January`.
  public var endInWords: String {
    let days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    let months = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September",
      "October", "November", "December",
    ]
    let (day, month) = (days[endsOn - 1], months[month - 1])
    return anchor == .last
      ? "the last \(day) of \(month)" : "the \(day) nearest the end of \(month)"
  }
}
