# Forecasts every series of a long table with R's forecast package, one series after another on one thread.
# usage: OMP_NUM_THREADS=1 Rscript run_r.R TRAIN.csv[.gz] HORIZON SEASON_LENGTH MODEL OUT.csv[.gz]
#
# TRAIN: unique_id,ds,y. MODEL: ets, thetaf, arima (auto.arima), stlf (its trend is ets; needs a season), StructTS (local
# linear trend, with a season the basic structural model), croston or Mean (the plain mean of ets and thetaf).
# OUT: unique_id,period,mean,lo_95,hi_95; croston has no intervals, and nan stands in their place.
# Series that fail are left out and named on standard error. The last line of standard output is one JSON object:
# series, failed, startup_cpu_s (interpreter, packages, reading, first call), cpu_ms_per_series, wall_ms_per_series, peak_mb.
suppressPackageStartupMessages(library(forecast))

readSeries <- function(path) {
  table <- read.csv(path, colClasses = c(unique_id = "character"))   # read.csv opens .gz files itself
  split(table$y, factor(table$unique_id, levels = unique(table$unique_id)))
}

models <- list(
  ets    = function(y, h) forecast(ets(y), h = h, level = 95),
  thetaf = function(y, h) thetaf(y, h = h, level = 95),
  arima  = function(y, h) forecast(auto.arima(y), h = h, level = 95),
  stlf   = function(y, h) stlf(y, h = h, level = 95),
  StructTS = function(y, h) forecast(StructTS(y), h = h, level = 95),
  croston  = function(y, h) pointsOnly(croston(y, h = h)))

pointsOnly <- function(fc) list(mean = fc$mean, lower = rep(NaN, length(fc$mean)), upper = rep(NaN, length(fc$mean)))

asTable <- function(fc) cbind(mean = as.numeric(fc$mean), lo_95 = as.numeric(fc$lower), hi_95 = as.numeric(fc$upper))

forecaster <- function(name) {
  if (name == "Mean") return(function(y, h) (asTable(models$ets(y, h)) + asTable(models$thetaf(y, h))) / 2)
  function(y, h) asTable(models[[name]](y, h))
}

attempt <- function(forecastOne, id, y, h) {
  tryCatch({
    out <- suppressWarnings(forecastOne(y, h))
    if (!all(is.finite(out[, "mean"]))) stop("forecast is not finite")
    out
  }, error = function(e) { message(id, ": ", conditionMessage(e)); NULL })
}

writeTables <- function(path, tables) {
  horizon <- nrow(tables[[1]])
  rows <- do.call(rbind, tables)
  text <- apply(rows, 2, function(column) formatC(column, digits = 10, format = "g", width = 1))
  file <- if (endsWith(path, ".gz")) gzfile(path) else path
  write.csv(data.frame(unique_id = rep(names(tables), each = horizon), period = seq_len(horizon), text),
            file, row.names = FALSE, quote = FALSE)
}

# Linux keeps the peak in /proc; elsewhere the size R itself counts.
peakMegabytes <- function() {
  status <- "/proc/self/status"
  if (!file.exists(status)) return(sum(gc()[, 6]))
  as.numeric(gsub("[^0-9]", "", grep("^VmHWM", readLines(status), value = TRUE))) / 1024
}

cpuSeconds <- function() sum(proc.time()[c("user.self", "sys.self")])

main <- function(train, horizon, seasonLength, model, out) {
  horizon <- as.integer(horizon)
  series <- lapply(readSeries(train), ts, frequency = as.integer(seasonLength))
  forecastOne <- forecaster(model)
  attempt(forecastOne, "warm-up", series[[1]], horizon)
  startup <- cpuSeconds()
  began <- proc.time()[["elapsed"]]
  tables <- Map(function(id, y) attempt(forecastOne, id, y, horizon), names(series), series)
  cpu <- cpuSeconds() - startup
  wall <- proc.time()[["elapsed"]] - began
  done <- Filter(Negate(is.null), tables)
  writeTables(out, done)
  cat(sprintf(paste0('{"tool": "R forecast", "version": "%s", "model": "%s", "series": %d, "failed": %d, "startup_cpu_s": %.3f, ',
                     '"cpu_ms_per_series": %.3f, "wall_ms_per_series": %.3f, "peak_mb": %.1f}\n'),
              packageVersion("forecast"), model, length(series), length(series) - length(done), startup,
              1000 * cpu / length(series), 1000 * wall / length(series), peakMegabytes()))
}

arguments <- commandArgs(trailingOnly = TRUE)
if (length(arguments) != 5) stop("usage: Rscript run_r.R TRAIN.csv[.gz] HORIZON SEASON_LENGTH MODEL OUT.csv[.gz]")
do.call(main, as.list(arguments))
