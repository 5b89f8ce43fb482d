// TemporalData
