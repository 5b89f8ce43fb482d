@_exported import ForecastModels
@_exported import Forecasting
@_exported import PartnerKPI
@_exported import TemporalData
