"""The commands of kpi-forecast and its peers, and what running them costs: for compare.py and growth.py."""
import csv
import gzip
import os
import re
import resource
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
RUNNERS = {"statsforecast": ("statsforecast", "run_statsforecast.py"), "r": ("R forecast", "run_r.R"), "augurs": ("augurs", "run_augurs.py")}
PEERS = ["statsforecast:AutoETS", "statsforecast:AutoTheta", "statsforecast:Mean", "r:ets", "r:thetaf"]
ALL_PEERS = PEERS + [
    "statsforecast:AutoARIMA", "r:arima", "statsforecast:AutoCES", "statsforecast:MSTL", "r:stlf", "augurs:MSTL",
    "statsforecast:DynamicOptimizedTheta", "r:StructTS", "statsforecast:CrostonClassic", "r:croston", "statsforecast:CrostonSBA",
    "statsforecast:TSB", "statsforecast:ADIDA", "statsforecast:IMAPA"]
ONE_THREAD = {name: "1" for name in (
    "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")}


def add_tools(parser):
    parser.add_argument("--binary", help="path of kpi-forecast; without it only the peers run")
    parser.add_argument("--model", action="append", dest="models", help="our model, repeatable; default: auto")
    parser.add_argument("--peer", action="append", dest="peers", metavar="TOOL:MODEL",
                        help="repeatable; TOOL is statsforecast, r or augurs; 'none' for no peer; default: " + ", ".join(PEERS))
    parser.add_argument("--all", action="store_true", help="every model of the binary and every peer that a runner knows")
    parser.add_argument("--python", default=sys.executable, help="the Python that has the peers; default: this one")
    parser.add_argument("--rscript", default="Rscript")


# Commands

def ours(options, model):
    def command(train, horizon, season, out):
        return [options.binary, "forecast", train, "--model", model, "--horizon", horizon, "--season-length", season,
                "--format", "csv", "-o", out, "--jobs", "1"]
    return f"kpi-forecast {model}", command


def peer(options, name):
    tool, _, model = name.partition(":")
    if tool not in RUNNERS or not model:
        sys.exit(f"unknown peer {name}: write TOOL:MODEL with a TOOL of " + ", ".join(RUNNERS))
    label, script = RUNNERS[tool]
    start = [options.rscript if tool == "r" else options.python, str(HERE / script)]
    return f"{label} {model}", lambda train, horizon, season, out: start + [train, horizon, season, model, out]


def tools(options):
    """Pairs of a label and a function of table, horizon, season length and output that gives a command."""
    models = options.models or (known_models(options.binary) if options.all and options.binary else ["auto"])
    peers = options.peers or (ALL_PEERS if options.all else PEERS)
    mine = [ours(options, model) for model in models] if options.binary else []
    return mine + [peer(options, name) for name in peers if name != "none"]


def known_models(binary):
    """The names that the binary lists when asked for a model that does not exist."""
    table = "unique_id,ds,y\na,2020-01,1\na,2020-02,2\n"
    message = subprocess.run([binary, "forecast", "-", "--model", "?", "--horizon", "1"],
                             input=table, capture_output=True, text=True).stderr
    listed = re.search(r"models are ([^\n]*)", message)
    names = re.split(r"[,\s]+", re.sub(r"[A-Za-z]+\(\S*", "", listed.group(1))) if listed else []
    return [name for name in names if re.fullmatch(r"[a-z][a-z0-9-]*", name)] or sys.exit(f"{binary} lists no models: {message.strip()}")


# Tables

def opened(path, mode="rt"):
    return gzip.open(path, mode, newline="") if str(path).endswith(".gz") else open(path, mode, newline="")


def rows_of(path):
    with opened(path) as file:
        header, *rows = csv.reader(file)
    return header, rows


def save(path, header, rows):
    with opened(path, "wt") as file:
        csv.writer(file, lineterminator="\n").writerows([header] + rows)


# Cost

def run(command, limit=None):
    """CPU seconds and peak MB of one process, or the reason why it failed; `limit` in CPU seconds."""
    def limited():
        if limit:
            resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
    try:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=os.environ | ONE_THREAD,
                                   preexec_fn=limited)
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


def least(command, times, limit=None):
    """The run with the least CPU time, or the first failure."""
    results = []
    for _ in range(times):
        result, problem = run(command, limit)
        if result is None:
            return None, problem
        results.append(result)
    return min(results), ""


# Printing

def table(title, columns, rows):
    """A Markdown table; `rows` are lists of text as long as `columns`."""
    print(f"\n{title}\n")
    for cells in [columns, ["---"] * len(columns)] + rows:
        print("| " + " | ".join(cells) + " |", flush=True)


def text(value, pattern):
    return "–" if value is None else pattern.format(value)
