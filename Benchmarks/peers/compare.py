#!/usr/bin/env python3
"""Runs kpi-forecast and its peers on the same series, and prints Markdown tables of accuracy and cost.

usage: python compare.py --binary PATH --data FOLDER --scorer score_forecast.py [--all] [options]
       python compare.py --show result.json

FOLDER holds <set>_train.csv[.gz] and <set>_test.csv[.gz] (unique_id,ds,y). The scorer is called as
`scorer TRAIN TEST FORECAST SEASON_LENGTH` and prints one JSON object with owa, smape, mase, coverage_95, msis, missing.
Options name sets (SET:HORIZON:SEASON), our models and peers; a peer that is not installed is left out, and named.
--every N keeps the first, N+1st, 2N+1st ... series of every set, or of the sets written SET:HORIZON:SEASON:N, for every tool
alike; the tables say so. Each result is told on standard error as it comes; the tables follow at the end.

Cost: every tool is a process of its own, on one thread, measured by the operating system (user + system time, peak
resident size): three times on the set's first series only, the least of which is the start-up, and --repeat times on the
whole set. CPU ms per series = (least whole - start-up) / (series - 1). Reading and writing count, for every tool alike.
On a busy machine, or for sets that take under ten seconds, repeat.
"""
import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from measuring import add_tools, least, rows_of, save, table, text, tools

SETS = ["m1_yearly:6:1", "m1_quarterly:8:4", "m1_monthly:18:12",
        "tourism_yearly:4:1", "tourism_quarterly:8:4", "tourism_monthly:24:12"]
MEASURES = [("Error relative to Naive2 (OWA; lower is better)", "owa", "{:.4f}"),
            ("Share of outcomes inside the 95 % interval (0.95 is right)", "coverage_95", "{:.3f}"),
            ("Mean scaled interval score of the 95 % interval (lower is better)", "msis", "{:.2f}"),
            ("Symmetric percentage error (sMAPE)", "smape", "{:.3f}"),
            ("Scaled error (MASE)", "mase", "{:.4f}")]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder of the sets")
    parser.add_argument("--scorer", help="path of the scoring script")
    parser.add_argument("--set", action="append", dest="sets", metavar="SET:HORIZON:SEASON[:EVERY]",
                        help="repeatable; default: M1 and tourism")
    parser.add_argument("--every", type=int, default=1, help="keep every Nth series of each set; default: 1, all")
    add_tools(parser)
    parser.add_argument("--repeat", type=int, default=1, help="runs of every tool on the whole set; default: 1")
    parser.add_argument("--limit", type=int, help="CPU seconds that a tool may take for one set; default: none")
    parser.add_argument("--keep", type=Path, help="folder to keep the forecast tables in")
    parser.add_argument("--json", type=Path, help="file for the results as JSON, written after each set")
    parser.add_argument("--show", type=Path, action="append", help="print the tables of such a file and end; repeatable")
    options = parser.parse_args()
    if not options.show and not (options.data and options.scorer):
        parser.error("--data and --scorer are needed")
    return options


# Sets

def found(folder, stem):
    for ending in (".csv.gz", ".csv"):
        if (folder / (stem + ending)).exists():
            return folder / (stem + ending)
    sys.exit(f"no {stem}.csv or {stem}.csv.gz in {folder}")


def thinned(path, every, target, kept=None):
    """Writes every Nth series, or those of `kept`, to a plain table; gives their names in order."""
    header, rows = rows_of(path)
    column = header.index("unique_id")
    names = kept or list(dict.fromkeys(row[column] for row in rows))[::every]
    chosen = set(names)
    save(target, header, [row for row in rows if row[column] in chosen])
    return names


def unpacked(options, spec, folder):
    name, horizon, season, *rest = spec.split(":")
    every = int(rest[0]) if rest else options.every
    names = thinned(found(options.data, name + "_train"), every, folder / "train.csv")
    thinned(found(options.data, name + "_test"), every, folder / "test.csv", names)
    thinned(folder / "train.csv", 1, folder / "first.csv", names[:1])
    title = name if every == 1 else f"{name}, 1 in {every}"
    return {"set": title, "series": len(names), "horizon": horizon, "season": season}


# Measuring

def score(options, folder, forecast, season):
    out = subprocess.run([sys.executable, options.scorer, str(folder / "train.csv"), str(folder / "test.csv"), str(forecast), season],
                         check=True, capture_output=True, text=True)
    return json.loads(out.stdout)


def measure(options, label, command, task, folder):
    horizon, season = task["horizon"], task["season"]
    out = (options.keep or folder) / f"{task['set'].split(',')[0]}-{label.replace(' ', '-')}.csv"
    start, problem = least(command(str(folder / "first.csv"), horizon, season, str(folder / "first-out.csv")), 3, options.limit)
    full, problem = (None, problem) if start is None else least(
        command(str(folder / "train.csv"), horizon, season, str(out)), options.repeat, options.limit)
    if full is None:
        print(f"{task['set']}: {label} left out: {problem}", file=sys.stderr, flush=True)
        return None
    result = {"set": task["set"], "tool": label, **score(options, folder, out, season),
              "cpu_ms_per_series": 1000 * max(0, full[0] - start[0]) / max(1, task["series"] - 1),
              "startup_cpu_s": start[0], "peak_mb": full[1]}
    told = "{set}: {tool}: OWA {owa:.4f}, {cpu_ms_per_series:.2f} ms/series, {missing} missing".format(**result)
    print(told, file=sys.stderr, flush=True)
    return result


def compare(options, spec):
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        task = unpacked(options, spec, folder)
        results = [measure(options, label, command, task, folder) for label, command in tools(options)]
    return [result for result in results if result]


# Printing

def pivot(results, key):
    """Values by tool and set, in the order in which they came."""
    values = {}
    for result in results:
        values.setdefault(result["tool"], {})[result["set"]] = result[key]
    return values


def mean(values):
    return sum(values) / len(values) if values and None not in values else None


def show_measure(results, sets, title, key, pattern):
    rows = []
    for tool, by_set in pivot(results, key).items():
        values = [by_set.get(name) for name in sets]
        if any(value is not None for value in values):
            rows.append([tool] + [text(value, pattern) for value in values] + [text(mean(values), pattern)])
    table(title, ["tool"] + sets + ["mean"], rows)


def show_cost(results, sets):
    cost, startup, peak = (pivot(results, key) for key in ("cpu_ms_per_series", "startup_cpu_s", "peak_mb"))
    rows = [[tool] + [text(by_set.get(name), "{:.2f}") for name in sets]
            + [f"{min(startup[tool].values()):.2f}", f"{max(peak[tool].values()):.0f}"] for tool, by_set in cost.items()]
    table("CPU milliseconds per series, one thread, reading and writing included", ["tool"] + sets + ["start-up s", "peak MB"], rows)


def show(results):
    counts = {result["set"]: result["series"] for result in results}
    sets = list(counts)
    left_out = [f"{result['tool']} {result['missing']} of {result['set']}" for result in results if result["missing"]]
    results = [result for result in results if result["missing"] < result["series"]]
    print("Series: " + "; ".join(f"{name}: {count}" for name, count in counts.items()) + ".")
    for title, key, pattern in MEASURES:
        show_measure(results, sets, title, key, pattern)
    show_cost(results, sets)
    if left_out:
        print("\nSeries left out by a tool, and scored as Naive2: " + "; ".join(left_out) + ".")


def main():
    options = arguments()
    results = [result for path in options.show or [] for result in json.loads(path.read_text())]
    if options.keep:
        options.keep.mkdir(parents=True, exist_ok=True)
    for spec in [] if options.show else options.sets or SETS:
        results += compare(options, spec)
        if options.json:
            options.json.write_text(json.dumps(results, indent=1) + "\n")
    show(results)


if __name__ == "__main__":
    main()
