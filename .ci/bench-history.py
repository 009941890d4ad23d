"""Adds the figures of `Benchmarks --json`, read from standard input, to the page of all states (see .ci/bench-history)."""

import datetime
import json
import platform
import re
import subprocess
import sys

name, page = sys.argv[1:]
HEAD = ["figure", "of", "unit"]
PROSE = """\
# Speed of each state

What `Benchmarks` measured of the states that were worth a release, the newest first.

Figures are by a core's time, the best of three runs and of five for logs, so that other work on the same machine
disturbs them little. Machines differ: compare columns of one processor. `.ci/bench-history NAME` measures the present
state and adds its column; `swift run -c release Benchmarks` prints the same figures by the clock besides. Where two
threads read a log, gigabytes in a second of a core's time say what the second thread costs, not what it brings.
"""


def processor():
    try:
        with open("/proc/cpuinfo") as text:
            return re.search(r"model name\s*:\s*(.*)", text.read()).group(1).strip()
    except (OSError, AttributeError):
        return platform.processor() or platform.machine()


def cells(line):
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def read():
    """The states, with when and where each was measured, and the rows: (figure, of, unit) to its values by state."""
    try:
        with open(page) as text:
            lines = [line.rstrip("\n") for line in text]
    except FileNotFoundError:
        lines = PROSE.splitlines()
    tables = [index for index, line in enumerate(lines) if line.startswith("| state |") or line.startswith("| figure |")]
    prose = lines[: tables[0]] if tables else lines
    states, rows = [], {}
    for start in tables:
        header = cells(lines[start])
        for line in lines[start + 2:]:
            if not line.startswith("|"):
                break
            row = cells(line)
            if header[0] == "state":
                states.append(row)
            else:
                rows[tuple(row[:3])] = {state: value for state, value in zip(header[3:], row[3:]) if value != "–"}
    return prose, states, rows


def shown(value):
    """Three significant digits."""
    if value == 0:
        return "0"
    digits = max(0, 2 - int(f"{abs(value):e}".split("e")[1]))
    return f"{value:,.{digits}f}" if digits else f"{int(float(f'{value:.3g}')):,}"


prose, states, rows = read()
figures = [json.loads(line) for line in sys.stdin if line.strip()]
if not figures:
    sys.exit("no figures: expected the lines of Benchmarks --json")
commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip()
# A state that is measured anew keeps nothing of before.
states = [state for state in states if state[0] != name]
rows = {key: {state: value for state, value in values.items() if state != name} for key, values in rows.items()}
states.insert(0, [name, commit, f"{datetime.date.today()}", processor()])
known = [(figure["name"], figure["input"].replace("|", "/"), figure["unit"]) for figure in figures]
for key, figure in zip(known, figures):
    rows.setdefault(key, {})[name] = shown(figure["ofCore"])
names = [state[0] for state in states]
ordered = known + [key for key, values in rows.items() if key not in known and values]
with open(page, "w") as text:
    text.write("\n".join(prose).rstrip("\n") + "\n\n")
    text.write("| state | commit | measured | processor |\n| --- | --- | --- | --- |\n")
    text.writelines("| " + " | ".join(state) + " |\n" for state in states)
    text.write("\n| " + " | ".join(HEAD + names) + " |\n|" + " --- |" * 3 + " ---: |" * len(names) + "\n")
    for key in ordered:
        text.write("| " + " | ".join(list(key) + [rows[key].get(state, "–") for state in names]) + " |\n")
print(f"{len(figures)} figures of {name} are in {page}")
