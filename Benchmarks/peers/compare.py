#!/usr/bin/env python3
"""Runs kpi-forecast and its peers on the same series, and prints one Markdown table of accuracy and cost.

usage: python compare.py --binary PATH --data FOLDER --scorer score_forecast.py [options]

FOLDER holds <set>_train.csv[.gz] and <set>_test.csv[.gz] (unique_id,ds,y). The scorer is called as
`scorer TRAIN TEST FORECAST SEASON_LENGTH` and prints one JSON object with owa, smape, mase, coverage_95, msis, missing.
Options name sets (SET:HORIZON:SEASON), our models and peers; a peer that is not installed is left out, and named.

Cost: every tool is a process of its own, on one thread, measured by the operating system (user + system time, peak
resident size): three times on the set's first series only, the least of which is the start-up, and --repeat times on the
whole set. CPU ms per series = (least whole - start-up) / (series - 1). Reading and writing count, for every tool alike.
On a busy machine, or for sets that take under ten seconds, repeat.
"""
import argparse
import csv
import gzip
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
SETS = ["m1_yearly:6:1", "m1_quarterly:8:4", "m1_monthly:18:12",
        "tourism_yearly:4:1", "tourism_quarterly:8:4", "tourism_monthly:24:12"]
PEERS = ["statsforecast:AutoETS", "statsforecast:AutoTheta", "statsforecast:Mean", "r:ets", "r:thetaf"]
ONE_THREAD = {name: "1" for name in (
    "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", help="path of kpi-forecast; without it only the peers run")
    parser.add_argument("--data", required=True, type=Path, help="folder of the sets")
    parser.add_argument("--scorer", required=True, help="path of the scoring script")
    parser.add_argument("--set", action="append", dest="sets", metavar="SET:HORIZON:SEASON", help="repeatable; default: M1 and tourism")
    parser.add_argument("--model", action="append", dest="models", help="our model, repeatable; default: auto")
    parser.add_argument("--peer", action="append", dest="peers", metavar="TOOL:MODEL",
                        help="repeatable; TOOL is statsforecast or r; 'none' for no peer; default: " + ", ".join(PEERS))
    parser.add_argument("--python", default=sys.executable, help="the Python that has statsforecast; default: this one")
    parser.add_argument("--rscript", default="Rscript")
    parser.add_argument("--repeat", type=int, default=1, help="runs of every tool on the whole set; default: 1")
    parser.add_argument("--keep", type=Path, help="folder to keep the forecast tables in")
    parser.add_argument("--json", type=Path, help="file for the same numbers as JSON")
    return parser.parse_args()


# Commands

def ours(options, model):
    def command(train, horizon, season, out):
        return [options.binary, "forecast", train, "--model", model, "--horizon", horizon, "--season-length", season,
                "--format", "csv", "-o", out, "--jobs", "1"]
    return f"kpi-forecast {model}", command


def peer(options, name):
    tool, _, model = name.partition(":")
    if tool not in ("statsforecast", "r"):
        sys.exit(f"unknown peer {name}: write statsforecast:MODEL or r:MODEL")
    start = {"statsforecast": [options.python, str(HERE / "run_statsforecast.py")],
             "r": [options.rscript, str(HERE / "run_r.R")]}[tool]
    label = {"statsforecast": "statsforecast", "r": "R forecast"}[tool] + " " + model
    return label, lambda train, horizon, season, out: start + [train, horizon, season, model, out]


def tools(options):
    peers = [name for name in options.peers or PEERS if name != "none"]
    mine = [ours(options, model) for model in options.models or ["auto"]] if options.binary else []
    return mine + [peer(options, name) for name in peers]


# Files

def opened(path, mode="rt"):
    return gzip.open(path, mode, newline="") if str(path).endswith(".gz") else open(path, mode, newline="")


def found(folder, stem):
    for ending in (".csv.gz", ".csv"):
        if (folder / (stem + ending)).exists():
            return folder / (stem + ending)
    sys.exit(f"no {stem}.csv or {stem}.csv.gz in {folder}")


def unpack(path, folder):
    """The table as plain CSV, the table of its first series only, and the number of series."""
    with opened(path) as file:
        header, *rows = csv.reader(file)
    column = header.index("unique_id")
    whole, first = folder / "train.csv", folder / "first.csv"
    save(whole, header, rows)
    save(first, header, [row for row in rows if row[column] == rows[0][column]])
    return whole, first, len({row[column] for row in rows})


def save(path, header, rows):
    with opened(path, "wt") as file:
        csv.writer(file, lineterminator="\n").writerows([header] + rows)


# Measuring

def run(command):
    """CPU seconds and peak MB of one process, or the reason why it failed."""
    try:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=os.environ | ONE_THREAD)
    except OSError as error:
        return None, str(error)
    message = process.stderr.read().decode(errors="replace").strip()
    process.stderr.close()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        return None, message.splitlines()[-1] if message else f"exit status {process.returncode}"
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return (usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit), ""


def least(command, times):
    """The run with the least CPU time, or the first failure."""
    results = []
    for _ in range(times):
        result, problem = run(command)
        if result is None:
            return None, problem
        results.append(result)
    return min(results), ""


def score(options, train, test, forecast, season):
    out = subprocess.run([sys.executable, options.scorer, str(train), str(test), str(forecast), season],
                         check=True, capture_output=True, text=True)
    return json.loads(out.stdout)


def measure(options, label, command, task, folder):
    name, horizon, season, train, test, whole, first, count = task
    out = (options.keep or folder) / f"{name}-{label.replace(' ', '-')}.csv"
    start, problem = least(command(str(first), horizon, season, str(folder / "first-out.csv")), 3)
    full, problem = (None, problem) if start is None else least(command(str(whole), horizon, season, str(out)), options.repeat)
    if full is None:
        print(f"{name}: {label} left out: {problem}", file=sys.stderr)
        return None
    return {"set": name, "tool": label, **score(options, train, test, out, season),
            "cpu_ms_per_series": 1000 * (full[0] - start[0]) / max(1, count - 1),
            "startup_cpu_s": start[0], "peak_mb": full[1]}


def compare(options, spec):
    name, horizon, season = spec.split(":")
    train, test = found(options.data, name + "_train"), found(options.data, name + "_test")
    with tempfile.TemporaryDirectory() as temporary:
        task = (name, horizon, season, train, test, *unpack(train, Path(temporary)))
        rows = [measure(options, label, command, task, Path(temporary)) for label, command in tools(options)]
    return [row for row in rows if row]


# Printing

COLUMNS = [("set", "set", "{}"), ("tool", "tool", "{}"), ("OWA", "owa", "{:.4f}"), ("sMAPE", "smape", "{:.3f}"),
           ("MASE", "mase", "{:.4f}"), ("coverage 95 %", "coverage_95", "{:.3f}"), ("MSIS", "msis", "{:.2f}"),
           ("missing", "missing", "{}"), ("CPU ms/series", "cpu_ms_per_series", "{:.2f}"),
           ("start-up s", "startup_cpu_s", "{:.2f}"), ("peak MB", "peak_mb", "{:.0f}")]


def line(cells):
    return "| " + " | ".join(cells) + " |"


def show(rows):
    for row in rows:
        print(line("–" if row[key] is None else pattern.format(row[key]) for _, key, pattern in COLUMNS), flush=True)


def main():
    options = arguments()
    if options.keep:
        options.keep.mkdir(parents=True, exist_ok=True)
    print(line(title for title, _, _ in COLUMNS))
    print(line("---" for _ in COLUMNS))
    everything = []
    for spec in options.sets or SETS:
        rows = compare(options, spec)
        show(rows)
        everything += rows
    if options.json:
        options.json.write_text(json.dumps(everything, indent=1) + "\n")


if __name__ == "__main__":
    main()
