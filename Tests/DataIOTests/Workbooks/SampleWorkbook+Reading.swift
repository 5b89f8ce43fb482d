import _TestSupport

@testable import DataIO

/// The reading of a workbook as a file.
func read(
  _ book: SampleWorkbook, _ schema: PanelSchema = PanelSchema(),
  limits: ReadingLimits = ReadingLimits()
) throws -> PanelReading {
  try read(book.bytes, schema, limits: limits)
}

/// The error of reading a workbook as a file; nil if it can be read.
func failure(_ book: SampleWorkbook, _ schema: PanelSchema = PanelSchema()) throws -> DataError? {
  try failure(book.bytes, schema)
}
