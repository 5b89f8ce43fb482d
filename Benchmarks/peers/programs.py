#!/usr/bin/env python3
"""Measures kpi-forecast on generated partner programs, whose truth is known, and prints Markdown tables.

usage: python programs.py --binary PATH --generator PATH [--seeds 5001:5012] [--model NAME ...] [options]

Each program has 120 partners and 48 months. It is cut after 48 and after 36 months (--origin), every model forecasts the
12 months after the cut by partner, and the months that followed are the truth. Needs numpy.

Loss     2 max(p (y - q), (p - 1) (y - q)), the mean over the levels p = .025 .1 .25 .5 .75 .9 .975: of single months, and
         of totals of 6 and 12 months (quantiles of --paths joint futures; means for stocks and ratios). "last year" is the
         value of the same month a year before (of a shorter history its mean) as a forecast without a spread;
         seasonal-naive is the same with a spread.
relative sum of losses of auto / sum of losses of the model of the row - 1, each partner's loss divided by its own mean so far ("own"), or
         all by one number ("all", in which large partners count most); standard errors leave out a program at a time.
class    new: 1 to 11 months since the first value above 0; dormant: silent at the end for 2 months or more, and longer than
         ever before; intermittent: of the others, a value every 1.32 months or more rarely; dense: the rest.
"""
import argparse
import collections
import concurrent.futures
import csv
import json
import math
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy

LEVELS = [.025, .1, .25, .5, .75, .9, .975]
COLUMNS = ["lo_95", "lo_80", "lo_50", "lo_0.01", "hi_50", "hi_80", "hi_95"]
CLASSES = ["new", "intermittent", "dormant", "dense"]
SUMS = ["revenue", "deals_registered"]
RATIO = "deals_won/deals_closed"
KPIS = [*SUMS, "certified_staff", RATIO]
HORIZON = 12


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", required=True, help="path of kpi-forecast")
    parser.add_argument("--generator", required=True, help="path of generate-program")
    parser.add_argument("--seeds", default="5001:5012", help="first and last seed; default: 5001:5012")
    parser.add_argument("--origin", action="append", type=int, dest="origins", help="months known, repeatable; default: 48 and 36")
    parser.add_argument("--model", action="append", dest="models",
                        help="repeatable, auto first; default: auto croston sba tsb seasonal-naive")
    parser.add_argument("--kpi", action="append", dest="kpis", choices=KPIS, help="repeatable; default: all")
    parser.add_argument("--partners", type=int, default=120)
    parser.add_argument("--paths", type=int, default=250)
    parser.add_argument("--jobs", type=int, default=1, help="programs at a time")
    parser.add_argument("--keep", help="folder for the tables of the runs; otherwise thrown away")
    options = parser.parse_args()
    options.models = options.models or ["auto", "croston", "sba", "tsb", "seasonal-naive"]
    options.origins, options.kpis = options.origins or [48, 36], options.kpis or KPIS
    return options


# Programs

def rows(path):
    with open(path, newline="") as file:
        yield from csv.DictReader(file)


def number_of(month):
    return 12 * int(month[:4]) + int(month[5:7]) - 1


class Program:
    """The months of every partner and KPI, and until when each partner is active."""

    def __init__(self, options, seed, folder):
        self.folder = folder / str(seed)
        subprocess.run([options.generator, "--seed", str(seed), "--partners", str(options.partners), "--out", self.folder],
                       check=True, capture_output=True)
        history, future = self.folder / "partner_history.csv", self.folder / "truth" / "future.csv"
        self.rows = [*rows(history), *rows(future)]
        self.first = min(number_of(row["month"]) for row in self.rows)
        self.churn = {row["partner_id"]: row["churn_month"] for row in rows(self.folder / "truth" / "partners.csv")}
        length = 60
        zero = collections.defaultdict(lambda: numpy.zeros(length))
        gap = collections.defaultdict(lambda: numpy.full(length, math.nan))
        for row in self.rows:
            partner, slot = row["partner_id"], number_of(row["month"]) - self.first
            for kpi in SUMS:
                zero[partner, kpi][slot] = float(row[kpi])
            gap[partner, "certified_staff"][slot] = float(row["certified_staff"])
            closed = float(row["deals_closed"])
            gap[partner, RATIO][slot] = float(row["deals_won"]) / closed if closed > 0 else math.nan
        self.values = {**zero, **gap}

    def cut(self, origin):
        path = self.folder / f"known-{origin}.csv"
        with open(path, "w", newline="") as file:
            out = csv.DictWriter(file, self.rows[0].keys(), lineterminator="\n")
            out.writeheader()
            out.writerows(row for row in self.rows if number_of(row["month"]) - self.first < origin)
        return path

    def is_active(self, partner, origin):
        """Whether the partner is still active in the last known month."""
        month = self.churn[partner]
        return not month or number_of(month) - self.first >= origin


def class_of(history):
    """The class of a history from its first value above 0 on; None without one."""
    places = numpy.flatnonzero(history > 0)
    if len(places) == 0:
        return None, history
    history = history[places[0]:]
    places = places - places[0]
    longest, silence = max([0, *(numpy.diff(places) - 1)]), len(history) - 1 - places[-1]
    if len(history) < 12:
        return "new", history
    if silence >= 2 and silence > longest:
        return "dormant", history
    return "intermittent" if (places[-1] + 1) / len(places) >= 1.32 else "dense", history


# Forecasts

def forecast(options, path, model, folder):
    """Quantiles of months by key, paths by key, and the account of each series."""
    out, paths = folder / model, folder / f"{model}-paths.csv"
    command = [options.binary, "forecast", path, "--series", "partner_id", "--peers", "partner_type", "--kpi",
               ",".join(kpi for kpi in KPIS if kpi != RATIO and kpi in options.kpis), "--model", model, "--horizon", str(HORIZON),
               "--level", "0.01,50,80,95", "--paths", str(options.paths), paths, "--out", out, "--jobs", "1", "-q"]
    if RATIO in options.kpis:
        command += ["--numerator", "deals_won", "--denominator", "deals_closed"]
    if model == "auto":
        command.append("--explain-model")
    run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode:
        sys.exit(f"{model}: {run.stderr}")
    quantiles, means = collections.defaultdict(list), collections.defaultdict(list)
    for row in rows(out / "forecast.csv"):
        if row["status"] != "refused":
            quantiles[row["partner_id"], row["kpi"]].append([float(row[column]) for column in COLUMNS])
            means[row["partner_id"], row["kpi"]].append(float(row["mean"]))
    drawn = collections.defaultdict(list)
    with open(paths, newline="") as file:
        for partner, kpi, _, _, value in list(csv.reader(file))[1:]:
            drawn[partner, kpi].append(float(value))
    account = json.load(open(out / "models.json")) if model == "auto" else []
    series = account["series"] if isinstance(account, dict) else account
    accounts = {(one["keys"]["partner_id"], one["kpi"]): one for one in series}
    return ({key: numpy.array(value) for key, value in quantiles.items()}, means,
            {key: numpy.array(value).reshape(-1, HORIZON) for key, value in drawn.items()}, accounts)


def last_year(history):
    known = history[~numpy.isnan(history)]
    values = numpy.full(HORIZON, known.mean())
    if len(history) >= 12:
        values = numpy.where(numpy.isnan(history[-12:]), values, history[-12:])
    return values


def loss(values, quantiles):
    """The mean loss of values by the quantiles of each, one row per value."""
    error = numpy.asarray(values, float)[:, None] - quantiles
    levels = numpy.array(LEVELS)
    return float(numpy.mean(2 * numpy.maximum(levels * error, (levels - 1) * error)))


def scores(future, months, paths, joined):
    """Losses of months and totals, whether the intervals of months held, and those of totals."""
    known = ~numpy.isnan(future)
    values, reach = future[known], months[known]
    result = {"month": loss(values, reach),
              "in80": float(numpy.mean((reach[:, 1] <= values) & (values <= reach[:, 5]))),
              "in95": float(numpy.mean((reach[:, 0] <= values) & (values <= reach[:, 6])))}
    for length in (6, 12):
        part, futures = future[:length][known[:length]], paths[:, :length][:, known[:length]]
        if len(part):
            total, reach = joined(part), numpy.quantile(joined(futures, axis=1), LEVELS)
            result[f"total{length}"] = loss([total], reach[None, :]) / (1 if joined is numpy.mean else length)
            result[f"in80-{length}"] = bool(reach[1] <= total <= reach[5])
            result[f"in95-{length}"] = bool(reach[0] <= total <= reach[6])
    return result


def measure(options, seed, folder):
    """One row per series and model, those of P(active), and the number of values outside the range."""
    program = Program(options, seed, folder)
    found, activity, outside = [], [], collections.Counter()
    for origin in options.origins:
        path = program.cut(origin)
        place = folder / f"{seed}-{origin}"
        place.mkdir(parents=True, exist_ok=True)
        answers = {model: forecast(options, path, model, place) for model in options.models}
        for (partner, kpi), values in program.values.items():
            if kpi not in options.kpis:
                continue
            kind, history = class_of(values[:origin])
            future = values[origin:origin + HORIZON]
            if kind is None or numpy.isnan(future).all() or not numpy.nanmean(history) > 0:
                continue
            key, joined = (partner, kpi), numpy.sum if kpi in SUMS else numpy.mean
            base = {"seed": seed, "origin": origin, "kpi": kpi, "class": kind, "scale": float(numpy.nanmean(history))}
            naive = last_year(history)
            found.append({**base, "model": "last year", **scores(future, numpy.repeat(naive[:, None], len(LEVELS), 1), naive[None, :], joined)})
            for model, (months, means, paths, accounts) in answers.items():
                if key not in months:
                    continue
                found.append({**base, "model": model, **scores(future, months[key], paths[key], joined)})
                upper = 1 if kpi == RATIO else math.inf
                for values_of in (months[key], numpy.array(means[key]), paths[key]):
                    outside[model, kpi] += int(((values_of < 0) | (values_of > upper) | ~numpy.isfinite(values_of)).sum())
                    outside[model, kpi, "of"] += values_of.size
                if kpi == "revenue" and key in accounts:
                    said = [one["probability_active"] for one in accounts[key]["findings"] if one["kind"] == "silence"]
                    if said:
                        activity.append((said[0], program.is_active(partner, origin), kind))
    return found, activity, outside


# Tables

def table(head, lines):
    print("| " + " | ".join(head) + " |\n|" + "---|" * len(head))
    for line in lines:
        print("| " + " | ".join(line) + " |")
    print()


def total(part, measure, is_own):
    return sum(row[measure] / (row["scale"] if is_own else 1) for row in part if measure in row)


def relative(mine, theirs, measure, is_own):
    """The gain of `mine` over `theirs` and its standard error over programs."""
    programs = sorted({row["seed"] for row in mine})
    parts = {seed: [total([row for row in rows if row["seed"] == seed], measure, is_own) for rows in (mine, theirs)]
             for seed in programs}
    both = numpy.array(list(parts.values()))
    value = both[:, 0].sum() / both[:, 1].sum() - 1
    without = [(both[:, 0].sum() - a) / (both[:, 1].sum() - b) - 1 for a, b in both] if len(programs) > 1 else [value]
    count = len(without)
    return value, math.sqrt((count - 1) / count * sum((one - numpy.mean(without)) ** 2 for one in without))


def tables(options, found, activity, outside):
    names = [*options.models, "last year"]
    for kpi in options.kpis:
        here = [row for row in found if row["kpi"] == kpi]
        for kind in CLASSES:
            part = {name: [row for row in here if row["class"] == kind and row["model"] == name] for name in names}
            mine = part[names[0]]
            if len(mine) < 10:
                continue
            print(f"### {kpi}, {kind}: {len(mine)} series\n")
            lines = []
            for name in names:
                rows = part[name]
                own = [total(rows, m, True) / len(rows) for m in ("month", "total6", "total12")]
                cells = [f"{value:.3f}" for value in own]
                for is_own in (True, False):
                    for m in ("month", "total6", "total12"):
                        value, error = relative(mine, rows, m, is_own)
                        cells.append("" if name == names[0] else f"{100 * value:+.0f} ± {100 * error:.0f}")
                for m in ("in80", "in95", "in80-12", "in95-12"):
                    cells.append(f"{numpy.mean([row[m] for row in rows if m in row]):.3f}" if name != "last year" else "")
                lines.append([name, *cells])
            table(["", "month", "6", "12", "own: month %", "6 %", "12 %", "all: month %", "6 %", "12 %",
                   "in 80 %", "in 95 %", "total in 80 %", "in 95 %"], lines)
    print("### Values outside the range\n")
    table(["", *options.kpis], [[name, *(f"{outside[name, kpi]} of {outside[name, kpi, 'of']}" for kpi in options.kpis)]
                                for name in options.models])
    reliability(activity)


def reliability(activity):
    if not activity:
        return
    said, is_so = numpy.array([row[0] for row in activity]), numpy.array([row[1] for row in activity], float)
    order = numpy.argsort(said, kind="stable")
    groups = [("tenth " + str(index + 1), part) for index, part in enumerate(numpy.array_split(order, 10))]
    groups += [(f"{edge / 10:.1f}–{(edge + 1) / 10:.1f}", numpy.flatnonzero(numpy.minimum(9, (said * 10).astype(int)) == edge))
               for edge in range(10)]
    print(f"### Probability of being active: {len(said)} series\n")
    lines = []
    for label, part in groups:
        if len(part):
            mean = said[part].mean()
            error = math.sqrt(max(0, (said[part] * (1 - said[part])).sum())) / len(part)
            lines.append([label, str(len(part)), f"{mean:.3f}", f"{is_so[part].mean():.3f}", f"{error:.3f}"])
    table(["", "series", "said", "true", "standard error"], lines)


def main():
    options = arguments()
    first, last = (int(part) for part in options.seeds.split(":"))
    found, activity, outside = [], [], collections.Counter()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(options.keep or scratch)
        with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
            for one in pool.map(lambda seed: measure(options, seed, folder), range(first, last + 1)):
                found += one[0]
                activity += one[1]
                outside += one[2]
    tables(options, found, activity, outside)


if __name__ == "__main__":
    main()
