# Writes expected.json in this folder: ARIMA models of R forecast for the series of ../ets-<series>/input.csv.
# usage, in this folder: OMP_NUM_THREADS=1 Rscript make.R      (package: forecast)
#
# Fixed orders are fitted from several starts to a relative tolerance of 1e-12, and the highest likelihood is kept.
suppressPackageStartupMessages(library(forecast))
set.seed(1)
horizon <- 8

readInput <- function(name) {
  season <- as.integer(sub(".*: *([0-9]+),", "\\1", grep('"season_length"', readLines(file.path("..", paste0("ets-", name), "expected.json")), value = TRUE)[1]))
  ts(read.csv(file.path("..", paste0("ets-", name), "input.csv"))$y, frequency = season)
}

# Orders: p d q, P D Q, constant (none, mean or drift).
order <- function(pdq, PDQ = c(0, 0, 0), constant = "none") list(pdq = pdq, PDQ = PDQ, constant = constant)
airline <- order(c(0, 1, 1), c(0, 1, 1))
seasonalDrift <- order(c(1, 0, 1), c(1, 1, 0), "drift")
mixed <- order(c(1, 1, 1))
drift <- order(c(0, 1, 1), constant = "drift")
autoregression <- order(c(2, 0, 0), constant = "mean")
seasonalMean <- order(c(1, 0, 0), c(1, 0, 0), "mean")

fixed <- list(
  AirPassengers  = list(airline, seasonalDrift, order(c(2, 1, 1), c(0, 1, 0))),
  JohnsonJohnson = list(airline, seasonalDrift, drift),
  UKDriverDeaths = list(airline, seasonalDrift, seasonalMean),
  UKgas          = list(airline, seasonalDrift, order(c(2, 1, 2), c(1, 1, 1))),
  USAccDeaths    = list(airline, seasonalDrift, order(c(1, 1, 1), c(1, 1, 1))),
  austres        = list(airline, seasonalDrift, order(c(0, 2, 1), c(1, 0, 0))),
  co2            = list(airline, seasonalDrift, order(c(1, 1, 1), c(0, 1, 1))),
  ldeaths        = list(airline, seasonalDrift, seasonalMean),
  nottem         = list(airline, seasonalDrift, order(c(1, 0, 0), c(2, 1, 0))),
  presidents     = list(airline, seasonalDrift, seasonalMean),
  BJsales        = list(mixed, drift, order(c(0, 2, 1))),
  LakeHuron      = list(mixed, drift, autoregression, order(c(1, 0, 1), constant = "mean")),
  Nile           = list(mixed, drift, autoregression),
  WWWusage       = list(mixed, order(c(3, 1, 0)), order(c(1, 1, 2))),
  airmiles       = list(mixed, drift, order(c(0, 2, 1))),
  discoveries    = list(mixed, drift, autoregression),
  lynxlog10      = list(mixed, autoregression, order(c(2, 0, 2), constant = "mean")),
  nhtemp         = list(mixed, drift, autoregression),
  sunspotyear    = list(mixed, order(c(9, 0, 0), constant = "mean"), order(c(2, 0, 1), constant = "mean")),
  uspop          = list(mixed, order(c(0, 2, 1)), order(c(0, 2, 0))))

# Fitting

arima <- function(y, model, xreg, ...) Arima(
  y, order = model$pdq, seasonal = list(order = model$PDQ, period = frequency(y)), xreg = xreg,
  include.mean = model$constant == "mean", include.drift = model$constant == "drift", ...)

quietly <- function(expression) tryCatch(suppressWarnings(expression), error = function(e) NULL)

isFound <- function(fit) !is.null(fit) && is.finite(fit$loglik) && all(is.finite(fit$coef))

# Starts: R's own two, and as many with random ARMA coefficients; the winner is polished twice by other means.
best <- function(y, model, xreg = NULL, starts = 6) {
  precise <- function(count) list(reltol = 1e-12, maxit = 2000, ndeps = rep(1e-4, count))
  fits <- Filter(isFound, list(quietly(arima(y, model, xreg, method = "ML")), quietly(arima(y, model, xreg, method = "CSS-ML"))))
  count <- length(fits[[1]]$coef)
  if (count == 0) return(fits[[1]])
  arma <- sum(model$pdq[c(1, 3)], model$PDQ[c(1, 3)])
  again <- function(init, ...) quietly(arima(y, model, xreg, method = "ML", init = init, ...))
  random <- function(i) { init <- fits[[1]]$coef; init[seq_len(arma)] <- runif(arma, -0.4, 0.4); init }
  inits <- c(lapply(fits, coef), lapply(seq_len(if (arma > 1) starts else 2), random))
  fits <- c(fits, Filter(isFound, lapply(inits, again, optim.control = precise(count))))
  # Near a unit root R's own likelihood can be far too high; such fits do not count.
  isSound <- function(fit) anyNA(y) || isTRUE(abs(quietly(exactLikelihood(y, fit, model, xreg))$exact_loglik - fit$loglik) < 0.1)
  top <- function(fits) { fits <- Filter(isSound, fits); fits[[which.max(sapply(fits, `[[`, "loglik"))]] }
  winner <- top(fits)
  simplex <- again(winner$coef, optim.method = "Nelder-Mead", optim.control = list(reltol = 1e-14, maxit = 5000))
  fits <- Filter(isFound, list(winner, simplex))
  top(c(fits, Filter(isFound, list(again(top(fits)$coef, optim.control = precise(count))))))
}

# The exact Gaussian log-likelihood of the differenced series at R's coefficients, by a Cholesky factor of its covariance
# matrix, with the variance concentrated out. R's own has an error of about 1e-6 from its finite diffuse variance.
exactLikelihood <- function(y, fit, model, xreg) {
  if (anyNA(y)) return(NULL)
  residual <- as.numeric(y) - regression(fit, length(y), xreg)
  w <- residual
  for (i in seq_len(model$PDQ[2])) w <- diff(w, lag = frequency(y))
  for (i in seq_len(model$pdq[2])) w <- diff(w)
  n <- length(w)
  root <- chol(toeplitz(autocovariance(fit$model$phi, fit$model$theta, n)))
  innovation <- backsolve(root, w, transpose = TRUE)
  variance <- mean(innovation^2)
  list(exact_loglik = -n / 2 * (log(2 * pi * variance) + 1) - sum(log(diag(root))), exact_variance = variance)
}

regression <- function(fit, n, xreg) {
  names <- names(fit$coef)
  total <- numeric(n)
  if ("intercept" %in% names) total <- total + fit$coef[["intercept"]]
  if ("drift" %in% names) total <- total + fit$coef[["drift"]] * seq_len(n)
  if (!is.null(xreg)) total <- total + as.numeric(xreg %*% fit$coef[colnames(xreg)])
  total
}

# Autocovariances of an ARMA process with unit innovations: McLeod (1975), Applied Statistics 24, 255-256.
autocovariance <- function(phi, theta, count) {
  phi <- trimmed(phi); theta <- trimmed(theta)
  p <- length(phi); q <- length(theta); r <- max(p, q)
  psi <- c(1, ARMAtoMA(phi, theta, max(1, r)))
  b <- c(1, theta)
  right <- sapply(0:r, function(k) if (k > q) 0 else sum(b[(k + 1):(q + 1)] * psi[seq_len(q + 1 - k)]))
  a <- matrix(0, r + 1, r + 1)
  for (k in 0:r) for (j in 0:p) {
    lag <- abs(k - j)
    a[k + 1, lag + 1] <- a[k + 1, lag + 1] + (if (j == 0) 1 else -phi[j])
  }
  gamma <- solve(a, right)
  if (p > 0) for (k in seq_len(max(0, count - r - 1))) gamma <- c(gamma, sum(phi * rev(tail(gamma, p))))
  c(gamma, numeric(count))[seq_len(count)]
}

trimmed <- function(x) x[seq_len(max(0, which(x != 0)))]

# Output

forecasts <- function(fit, future = NULL) {
  fc <- if (is.null(future)) forecast(fit, h = horizon, level = 95) else forecast(fit, xreg = future, level = 95)
  list(mean = as.numeric(fc$mean), standard_error = as.numeric((fc$upper - fc$lower) / 2 / qnorm(0.975)))
}

fitValues <- function(y, fit, model, xreg = NULL, future = NULL) c(
  list(order = model$pdq, seasonal_order = model$PDQ, constant = model$constant,
       coefficients = named(fit$coef), loglik = fit$loglik, aicc = fit$aicc,
       sigma2 = fit$sigma2, observations_used = fit$nobs),
  exactLikelihood(y, fit, model, xreg), forecasts(fit, future))

selected <- function(y, ...) {
  fit <- suppressWarnings(auto.arima(y, ...))
  arma <- fit$arma
  constant <- if ("drift" %in% names(fit$coef)) "drift" else if ("intercept" %in% names(fit$coef)) "mean" else "none"
  c(list(order = arma[c(1, 6, 2)], seasonal_order = arma[c(3, 7, 4)], constant = constant,
         coefficients = named(fit$coef), loglik = fit$loglik, aicc = fit$aicc, sigma2 = fit$sigma2), forecasts(fit))
}

one <- function(name) {
  y <- readInput(name)
  cat(name, "\n", file = stderr())
  list(series = name, season_length = frequency(y),
       fixed = lapply(fixed[[name]], function(model) fitValues(y, best(y, model), model)),
       auto = selected(y), auto_exact = selected(y, approximation = FALSE),
       auto_full = if (frequency(y) == 1) selected(y, stepwise = FALSE, approximation = FALSE))
}

# Regression with ARIMA errors, and missing values

withRegressors <- function(name, y, model, xreg, future) {
  fit <- best(y, model, xreg)
  c(list(name = name, season_length = frequency(y), values = as.numeric(y),
         regressors = named(lapply(as.data.frame(xreg), as.numeric)), future = named(lapply(as.data.frame(future), as.numeric))),
    fitValues(y, fit, model, xreg, future))
}

columns <- function(y, make) {
  n <- length(y)
  all <- make(seq_len(n + horizon))
  list(past = all[seq_len(n), , drop = FALSE], future = all[n + seq_len(horizon), , drop = FALSE])
}

regressions <- function() {
  case <- function(name, y, model, make) { x <- columns(y, make); withRegressors(name, y, model, x$past, x$future) }
  list(
    case("LakeHuron on time", readInput("LakeHuron"), autoregression, function(t) cbind(time = t)),
    case("UKDriverDeaths on the seat belt law", readInput("UKDriverDeaths"), seasonalMean, function(t) cbind(law = as.numeric(t >= 170))),
    case("USAccDeaths on a yearly wave", readInput("USAccDeaths"), order(c(0, 1, 1)),
         function(t) cbind(sine = sin(2 * pi * t / 12), cosine = cos(2 * pi * t / 12))),
    case("Nile on the Aswan dam", readInput("Nile"), order(c(1, 0, 0), constant = "mean"), function(t) cbind(dam = as.numeric(t >= 29))))
}

missingValues <- function() {
  knock <- function(y, at) { y[at] <- NA; y }
  case <- function(name, y, model) c(
    list(name = name, season_length = frequency(y), values = as.numeric(y)), fitValues(y, best(y, model), model))
  scattered <- c(5, 6, 7, 30, 44, 61, 62)
  list(
    case("presidents", presidents, order(c(1, 0, 0), constant = "mean")),
    case("presidents", presidents, seasonalMean),
    case("presidents", presidents, order(c(1, 1, 1))),
    case("presidents", presidents, airline),
    case("Nile with gaps", knock(readInput("Nile"), c(21:40, 61:80)), order(c(0, 1, 1))),
    case("LakeHuron with gaps", knock(readInput("LakeHuron"), scattered), autoregression),
    case("USAccDeaths with gaps", knock(readInput("USAccDeaths"), scattered), airline),
    case("JohnsonJohnson with gaps", knock(readInput("JohnsonJohnson"), c(scattered, 83, 84)), seasonalDrift))
}

# jsonlite stops at 15 significant digits, so JSON is written here. A vector of length one is a scalar.
named <- function(x) if (length(x)) as.list(x) else setNames(list(), character())
quoted <- function(x) paste0('"', x, '"')
json <- function(x, indent = "") {
  inner <- paste0(indent, " ")
  if (is.list(x)) {
    x <- Filter(Negate(is.null), x)
    if (!length(x)) return("{}")
    parts <- vapply(x, json, "", indent = inner)
    if (!is.null(names(x))) parts <- paste0(quoted(names(x)), ": ", parts)
    brackets <- if (is.null(names(x))) c("[", "]") else c("{", "}")
    if (all(nchar(parts) < 24) && sum(nchar(parts)) < 160) return(paste0(brackets[1], paste(parts, collapse = ", "), brackets[2]))
    return(paste0(brackets[1], "\n", paste0(inner, parts, collapse = ",\n"), "\n", indent, brackets[2]))
  }
  values <- if (is.character(x)) quoted(x) else format17(x)
  if (length(x) == 1) values else paste0("[", paste(values, collapse = ", "), "]")
}

# Shortest of 15, 16 and 17 significant digits that reads back as the same double.
format17 <- function(x) vapply(x, function(v) {
  if (!is.finite(v)) return("null")
  for (digits in 15:17) { text <- sprintf("%.*g", digits, v); if (as.numeric(text) == v) break }
  text
}, "", USE.NAMES = FALSE)

content <- list(
  source = "R forecast", version = as.character(packageVersion("forecast")), r_version = as.character(getRversion()),
  command = "Rscript make.R, in Tests/_TestSupport/References/arima", horizon = horizon,
  series = lapply(names(fixed), one), regressions = regressions(), missing = missingValues())
writeLines(json(content), "expected.json")
