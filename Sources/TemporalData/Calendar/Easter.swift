/// The date of Easter in the Gregorian calendar.
public enum Easter {
  /// Easter Sunday of a year; exact from 1583 on, by the same rule before.
  ///
  /// The computus in the form of J. Meeus, *Astronomical Algorithms*, 2nd ed. (1998), chapter 8.
  public static func sunday(of year: Int) -> CivilDate {
    // The rule repeats after 5,700,000 years; the remainder keeps every step non-negative.
    let cycled = year.flooredModulo(5_700_000)
    let golden = cycled % 19
    let (century, rest) = cycled.quotientAndRemainder(dividingBy: 100)
    let (leapCenturies, centuryRest) = century.quotientAndRemainder(dividingBy: 4)
    let correction = (century - (century + 8) / 25 + 1) / 3
    let epact = (19 * golden + century - leapCenturies - correction + 15) % 30
    let (leaps, leapRest) = rest.quotientAndRemainder(dividingBy: 4)
    let toSunday = (32 + 2 * centuryRest + 2 * leaps - epact - leapRest) % 7
    let shift = (golden + 11 * epact + 22 * toSunday) / 451
    let day = epact + toSunday - 7 * shift + 114
    let first = CivilDate(daysSince1970: CivilDate.days(before: year, day / 31))
    return CivilDate(daysSince1970: first.daysSince1970 + day % 31)
  }
}
