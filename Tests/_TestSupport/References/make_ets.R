# Writes ets-<series>/input.csv and ets-<series>/expected.json for every series below.
# usage: OMP_NUM_THREADS=1 Rscript make_ets.R [OUTPUT_FOLDER]      (package: forecast)
# Series come from R's own `datasets` package. Nothing here is random: all intervals are analytic.
suppressPackageStartupMessages(library(forecast))

horizon <- 8
levels <- c(80, 95)
forms <- c("ANN", "AAN", "AAdN", "ANA", "AAA", "AAdA",
           "MNN", "MAN", "MAdN", "MNA", "MAA", "MAdA", "MNM", "MAM", "MAdM")

allSeries <- function() list(
  AirPassengers  = AirPassengers,
  Nile           = Nile,
  co2            = window(co2, end = c(1968, 12)),
  UKgas          = UKgas,
  USAccDeaths    = USAccDeaths,
  lynxlog10      = log10(lynx),
  WWWusage       = WWWusage,
  JohnsonJohnson = JohnsonJohnson,
  nottem         = nottem,
  ldeaths        = ldeaths,
  LakeHuron      = LakeHuron,
  discoveries    = discoveries,
  airmiles       = airmiles,
  uspop          = ts(as.numeric(uspop)),
  austres        = austres,
  presidents     = na.contiguous(presidents),
  sunspotyear    = sunspot.year,
  UKDriverDeaths = UKDriverDeaths,
  nhtemp         = nhtemp,
  BJsales        = BJsales)

expressions <- c(
  co2 = "window(co2, end = c(1968, 12))", lynxlog10 = "log10(lynx)",
  presidents = "na.contiguous(presidents)", sunspotyear = "sunspot.year",
  uspop = "ts(as.numeric(uspop))")

allowed <- function(form, y) {
  seasonal <- substring(form, nchar(form)) != "N"
  multiplicative <- grepl("M", form)
  (!seasonal || frequency(y) > 1) && (!multiplicative || min(y) > 0)
}

trendAndSeason <- function(form) list(
  model = sub("d", "", form, fixed = TRUE), damped = grepl("d", form, fixed = TRUE))

named <- function(x) if (length(x)) as.list(x) else setNames(list(), character())

forecasts <- function(fit, lags) {
  fc <- forecast(fit, h = lags, level = levels)
  list(mean = as.numeric(fc$mean),
       lo_80 = as.numeric(fc$lower[, 1]), hi_80 = as.numeric(fc$upper[, 1]),
       lo_95 = as.numeric(fc$lower[, 2]), hi_95 = as.numeric(fc$upper[, 2]),
       simulated = fit$components[2] == "M" || fit$components[1] == "A" && fit$components[3] == "M")
}

fitValues <- function(fit, form, command) {
  smoothing <- intersect(c("alpha", "beta", "gamma", "phi"), names(fit$par))
  c(list(form = form, method = fit$method, command = command,
         loglik = fit$loglik, aic = fit$aic, aicc = fit$aicc, bic = fit$bic,
         parameter_count = round((fit$aic + 2 * fit$loglik) / 2),
         parameters = named(fit$par[smoothing]),
         initial_states = named(fit$initstate),
         final_states = named(fit$states[nrow(fit$states), ]),
         sigma2 = fit$sigma2, mse = fit$mse),
    forecasts(fit, horizon))
}

fixedModel <- function(form, y) {
  part <- trendAndSeason(form)
  command <- sprintf('ets(y, model = "%s", damped = %s)', part$model, part$damped)
  fit <- tryCatch(suppressWarnings(ets(y, model = part$model, damped = part$damped)), error = conditionMessage)
  if (is.character(fit)) return(list(form = form, command = command, error = fit))
  fitValues(fit, form, command)
}

selectedModel <- function(y) {
  fit <- suppressWarnings(ets(y))
  k <- fit$components
  fitValues(fit, paste0(k[1], k[2], if (k[4] == "TRUE") "d", k[3]), "ets(y)")
}

theta <- function(y) {
  fc <- thetaf(y, h = horizon, level = levels)
  list(command = sprintf("thetaf(y, h = %d)", horizon),
       alpha = unname(fc$model$alpha), drift = unname(fc$model$drift), sigma2 = unname(fc$model$sigma),
       mean = as.numeric(fc$mean),
       lo_80 = as.numeric(fc$lower[, 1]), hi_80 = as.numeric(fc$upper[, 1]),
       lo_95 = as.numeric(fc$lower[, 2]), hi_95 = as.numeric(fc$upper[, 2]))
}

writeInput <- function(name, y, folder) {
  lines <- sprintf("%s,%d,%s", name, seq_along(y), format17(as.numeric(y)))
  writeLines(c("unique_id,ds,y", lines), file.path(folder, "input.csv"))
}

# jsonlite stops at 15 significant digits, so JSON is written here. A length-one vector is a scalar.
json <- function(x, indent = "") {
  inner <- paste0(indent, "  ")
  if (is.null(x)) return("null")
  if (is.list(x)) {
    parts <- vapply(x, json, "", indent = inner)
    if (!is.null(names(x))) parts <- paste0(quoted(names(x)), ": ", parts)
    brackets <- if (is.null(names(x))) c("[", "]") else c("{", "}")
    if (!length(x)) return(paste(brackets, collapse = ""))
    return(paste0(brackets[1], "\n", paste0(inner, parts, collapse = ",\n"), "\n", indent, brackets[2]))
  }
  values <- if (is.character(x)) quoted(x) else if (is.logical(x)) tolower(x) else ifelse(is.finite(x), format17(x), "null")
  if (length(x) == 1) values else paste0("[", paste(values, collapse = ", "), "]")
}

quoted <- function(x) paste0('"', gsub('"', '\\"', gsub("\\", "\\\\", x, fixed = TRUE), fixed = TRUE), '"')

# Shortest of 15, 16 and 17 significant digits that reads back as the same double.
format17 <- function(x) vapply(x, function(v) {
  if (!is.finite(v)) return("null")
  for (digits in 15:17) { text <- sprintf("%.*g", digits, v); if (as.numeric(text) == v) break }
  text
}, "")

writeExpected <- function(name, y, folder) {
  expression <- if (name %in% names(expressions)) expressions[[name]] else name
  content <- list(
    source = "R forecast", version = as.character(packageVersion("forecast")), r_version = as.character(getRversion()),
    command = "Rscript make_ets.R", series = paste0("datasets: y <- ", expression),
    season_length = frequency(y), observations = length(y), horizon = horizon,
    models = lapply(Filter(function(form) allowed(form, y), forms), fixedModel, y = y),
    selected = selectedModel(y), theta = theta(y))
  writeLines(json(content), file.path(folder, "expected.json"))
}

main <- function(root) {
  data <- allSeries()
  for (name in names(data)) {
    folder <- file.path(root, paste0("ets-", name))
    dir.create(folder, recursive = TRUE, showWarnings = FALSE)
    writeInput(name, data[[name]], folder)
    writeExpected(name, data[[name]], folder)
    cat(name, "\n")
  }
}

arguments <- commandArgs(trailingOnly = TRUE)
main(if (length(arguments)) arguments[1] else ".")
