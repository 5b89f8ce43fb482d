// KPIForecast
