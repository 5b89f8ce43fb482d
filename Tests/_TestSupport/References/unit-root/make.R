# Writes expected.json in this folder: unit-root tests of the series of ../ets-<series>/input.csv.
# usage, in this folder: OMP_NUM_THREADS=1 Rscript make.R      (packages: forecast, urca, tseries)
#
# kpss: statistics of urca::ur.kpss for level ("mu") and trend ("tau") with `lags` = trunc(3 sqrt(n) / 13), the ones ndiffs()
# takes, and `lags_short` = trunc(4 (n / 100)^(1/4)) of tseries::kpss.test, of the series and of its first difference.
# ndiffs and nsdiffs: by each test of forecast, level 0.05. seasonal_strength: 1 - var(remainder) / var(season + remainder)
# of mstl(), which nsdiffs(test = "seas") compares with 0.64.
suppressPackageStartupMessages(library(forecast))

names <- c("AirPassengers", "BJsales", "JohnsonJohnson", "LakeHuron", "Nile", "UKDriverDeaths", "UKgas", "USAccDeaths", "WWWusage",
           "airmiles", "austres", "co2", "discoveries", "ldeaths", "lynxlog10", "nhtemp", "nottem", "presidents", "sunspotyear", "uspop")

readInput <- function(name) {
  season <- as.integer(sub(".*: *([0-9]+),", "\\1", grep('"season_length"', readLines(file.path("..", paste0("ets-", name), "expected.json")), value = TRUE)[1]))
  ts(read.csv(file.path("..", paste0("ets-", name), "input.csv"))$y, frequency = season)
}

statistic <- function(y, type, lags) urca::ur.kpss(as.numeric(y), type = type, use.lag = lags)@teststat

kpss <- function(y) {
  n <- length(y)
  long <- trunc(3 * sqrt(n) / 13)
  short <- trunc(4 * (n / 100)^0.25)
  c(lags = long, level = statistic(y, "mu", long), trend = statistic(y, "tau", long), lags_short = short,
    level_short = unname(suppressWarnings(tseries::kpss.test(y, "Level"))$statistic),
    trend_short = unname(suppressWarnings(tseries::kpss.test(y, "Trend"))$statistic))
}

strength <- function(y) {
  parts <- mstl(y)
  season <- parts[, grep("Seasonal", colnames(parts))]
  max(0, min(1, 1 - var(parts[, "Remainder"]) / var(parts[, "Remainder"] + season)))
}

counts <- function(tests, count) sapply(tests, function(test) suppressWarnings(tryCatch(count(test), error = function(e) NA)))

one <- function(name) {
  y <- readInput(name)
  m <- frequency(y)
  seasonal <- if (m > 1) list(
    seasonal_strength = strength(y), nsdiffs = counts(c(seas = "seas", ocsb = "ocsb"), function(test) nsdiffs(y, test = test)),
    kpss_seasonal_difference = kpss(diff(y, lag = m)), ndiffs_seasonal_difference = ndiffs(diff(y, lag = m)))
  c(list(series = name, season_length = m, kpss = kpss(y), kpss_difference = kpss(diff(y)),
         ndiffs = counts(c(kpss = "kpss", adf = "adf", pp = "pp"), function(test) ndiffs(y, test = test))), seasonal)
}

number <- function(x) ifelse(is.na(x), "null", vapply(x, format, "", digits = 17))
object <- function(x) paste0("{", paste0('"', names(x), '": ', x, collapse = ", "), "}")
json <- function(x) object(lapply(x, function(v) if (is.character(v)) paste0('"', v, '"') else if (is.null(names(v))) number(v) else object(number(v))))

versions <- paste(sapply(c("forecast", "urca", "tseries"), function(p) paste(p, packageVersion(p))), collapse = ", ")
writeLines(c(
  '{"source": "R forecast, urca and tseries",', paste0(' "version": "', versions, '",'), paste0(' "r_version": "', getRversion(), '",'),
  ' "command": "Rscript make.R, in Tests/_TestSupport/References/unit-root",', ' "series": [',
  paste0("  ", sapply(names, function(name) json(one(name))), collapse = ",\n"), " ]}"), "expected.json")
