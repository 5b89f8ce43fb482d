import TemporalData

/// How the periods of one column are written.
struct DateFormat: Hashable, Sendable {
  /// The form of the texts.
  let form: DateForm
  /// What the years of fiscal labels are.
  let fiscal: FiscalCalendar

  init(_ form: DateForm, fiscal: FiscalCalendar = .calendarYear) {
    (self.form, self.fiscal) = (form, fiscal)
  }

  /// The frequency of the slots that are named.
  var frequency: Frequency {
    switch form {
    case .fiscalQuarter: fiscal.quarter
    case .fiscalYear: fiscal.year
    default: form.frequency
    }
  }

  /// The form in words.
  var name: String { form.name }

  /// The ordinal of the slot that a field names, at `frequency`; nil if it is none of the form.
  @inline(__always)
  func ordinal(_ text: Span<UInt8>, _ field: Range<Int>) -> Int? {
    form.ordinal(text, field, fiscal: fiscal)
  }
}
