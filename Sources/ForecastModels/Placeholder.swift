// ForecastModels
