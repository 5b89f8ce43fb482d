import Forecasting

extension ARIMA {
  /// The model that a name such as `ARIMA(1,1,1)(0,1,1)` or `ARIMA(0,1,1) with drift` stands for;
  /// nil if it is not of that shape.
  ///
  /// A season length in brackets, as in `(0,1,1)[12]`, overrides `seasonLength`. `with drift` and
  /// `with mean` ask for a constant, `without constant` refuses it.
  ///
  /// - Throws: `SpecificationError` for orders out of range or seasonal orders without a season.
  init?(named name: String, seasonLength: Int) throws(SpecificationError) {
    let text = name.lowercased().filter { $0 != " " }
    guard
      let match = text.wholeMatch(
        of:
          /arima\((\d{1,3}),(\d{1,3}),(\d{1,3})\)(?:\((\d{1,3}),(\d{1,3}),(\d{1,3})\))?(?:\[(\d{1,3})\])?(withdrift|withmean|withoutconstant)?/
      )
    else { return nil }
    func number(_ digits: Substring?) -> Int { digits.flatMap { Int($0) } ?? 0 }
    let it = match.output
    let order = try ARIMAOrder(
      number(it.1), number(it.2), number(it.3),
      seasonal: (number(it.4), number(it.5), number(it.6)),
      seasonLength: it.7.map { number($0) } ?? seasonLength)
    let constant = it.8.map { $0 != "withoutconstant" }
    try self.init(order, constant: constant)
  }
}
