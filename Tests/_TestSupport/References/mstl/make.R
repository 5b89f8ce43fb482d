# Decompositions with several seasons by R's forecast package, on data of R's datasets and a formula.
#
# mstl drops seasons of half the series or more, ours of more than half: no case lies between. An object
# of class ts is decomposed in one round, one of class msts in two.
#
# Usage, in this folder: Rscript make.R > expected.json
suppressPackageStartupMessages(library(forecast))
num <- function(x)
  paste0("[", paste(formatC(as.numeric(x), digits = 17, format = "g", width = 1), collapse = ", "), "]")
t <- 1:200
hourly <- 50 + 0.1 * t + 8 * sin(2 * pi * t / 6) + 5 * cos(2 * pi * t / 30) + (t * t) %% 7
short <- hourly[1:50]
cases <- list(
  list(name = "AirPassengers", y = AirPassengers, seasons = 12),
  list(name = "UKgas", y = UKgas, seasons = 4),
  list(name = "two seasons", y = hourly, seasons = c(6, 30)),
  list(name = "two seasons, windows", y = hourly, seasons = c(30, 6), windows = c(7, 9)),
  list(name = "the longer season dropped", y = short, seasons = c(6, 30)),
  list(name = "robust", y = hourly[-1], seasons = c(6, 30), robust = TRUE))
one <- function(case) {
  several <- length(case$seasons) > 1
  y <- if (several) msts(case$y, case$seasons) else ts(as.numeric(case$y), frequency = case$seasons)
  arguments <- list(y, robust = isTRUE(case$robust))
  if (!is.null(case$windows)) arguments$s.window <- case$windows
  parts <- suppressWarnings(do.call(mstl, arguments))
  seasonal <- grep("Seasonal", colnames(parts))
  fields <- c(
    sprintf('"name": "%s"', case$name), paste0('"season_lengths": ', num(case$seasons)),
    paste0('"windows": ', if (is.null(case$windows)) "null" else num(case$windows)),
    sprintf('"robust": %s', tolower(isTRUE(case$robust))),
    sprintf('"passes": %d', if (several) 2 else 1),
    paste0('"values": ', num(case$y)), paste0('"trend": ', num(parts[, "Trend"])),
    paste0('"seasonals": [', paste(vapply(seasonal, function(i) num(parts[, i]), ""), collapse = ", "), "]"))
  paste0("    {", paste(fields, collapse = ",\n     "), "}")
}
cat('{\n  "source": "R forecast: mstl",\n')
cat(sprintf('  "version": "%s",\n', packageVersion("forecast")))
cat('  "command": "Rscript Tests/_TestSupport/References/mstl/make.R > Tests/_TestSupport/References/mstl/expected.json",\n  "cases": [\n')
cat(paste(vapply(cases, one, ""), collapse = ",\n"))
cat("\n  ]\n}\n")
