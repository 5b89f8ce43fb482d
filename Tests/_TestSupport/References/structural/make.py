"""Log-likelihoods, smoothed parts and forecasts of structural models at given variances.

usage, from the root of the package: python Tests/_TestSupport/References/structural/make.py

statsmodels' UnobservedComponents with exact diffuse initialisation. Series are those of ets-<series>;
every ninth value from the fifth on is missing. Variances are shares of the variance of the series.
Its diffuse log-likelihood takes ½ log 2π for the diffuse steps too.
"""
import csv, json, os
import numpy as np
import statsmodels
from statsmodels.tsa.statespace.structural import UnobservedComponents

HERE = os.path.dirname(os.path.abspath(__file__))
SERIES = {
    "AirPassengers": 12, "BJsales": 1, "JohnsonJohnson": 4, "LakeHuron": 1, "Nile": 1,
    "UKDriverDeaths": 12, "UKgas": 4, "USAccDeaths": 12, "WWWusage": 1, "airmiles": 1, "austres": 4,
    "co2": 12, "discoveries": 1, "ldeaths": 12, "lynxlog10": 1, "nhtemp": 1, "nottem": 12,
    "presidents": 4, "sunspotyear": 1, "uspop": 1,
}


def cases(name, period):
    with open(f"{HERE}/../ets-{name}/input.csv") as file:
        y = np.array([float(row["y"]) for row in csv.DictReader(file)])
    unit = np.nanvar(y)
    y[4::9] = np.nan
    forms = [("level", "llevel", [0.1, 0.05]), ("linear", "lltrend", [0.1, 0.02, 0.001])]
    for trend, spec, shares in forms:
        if period > 1:
            shares = shares + [0.01]
        variances = [share * unit for share in shares]
        model = UnobservedComponents(
            y, spec, seasonal=period if period > 1 else None, use_exact_diffuse=True)
        fit = model.smooth(variances)
        ahead = fit.get_forecast(3)
        yield {
            "series": name, "trend": trend, "period": period, "variances": variances,
            "loglik": float(fit.llf), "diffuse": int(fit.nobs_diffuse),
            "mean": list(ahead.predicted_mean), "se": list(ahead.se_mean),
            "level": list(fit.level["smoothed"][::10]),
            "level_variance": list(np.asarray(fit.level["smoothed_cov"])[::10]),
        }


def rounded(value):
    if isinstance(value, float):
        return float(f"{value:.12g}")
    if isinstance(value, list):
        return [rounded(float(x)) for x in value]
    return value


content = [{k: rounded(v) for k, v in case.items()} for s, p in SERIES.items() for case in cases(s, p)]
with open(f"{HERE}/expected.json", "w") as file:
    json.dump({
        "source": "statsmodels UnobservedComponents", "version": statsmodels.__version__,
        "command": "python Tests/_TestSupport/References/structural/make.py", "cases": content,
    }, file, separators=(",", ":"))
    file.write("\n")
