"""Runs the commands that articles and the README show, and writes what they print below them.

An article shows commands in a block without a language, each on a line that begins with "$ ". What follows up to the
next command is its output. The README's lines about the sample reports are written from these.

    record-docs.py FOLDER-OF-THE-COMMAND [--check]    with --check nothing is written, and a difference fails
"""

import os, re, subprocess, sys
from pathlib import Path

folder, is_check = sys.argv[1], "--check" in sys.argv
environment = dict(os.environ, PATH=folder + ":" + os.environ["PATH"], COLUMNS="200")
differing = []


def answered(block):
    lines = []
    for command in [line[2:] for line in block.group(2).splitlines() if line.startswith("$ ")]:
        run = subprocess.run(
            ["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, env=environment)
        # A reader that has seen enough ends the pipe before the command has said all.
        if run.stderr or not run.stdout:
            sys.exit(f"{command}: {run.stderr or 'prints nothing'}")
        lines += ["$ " + command] + [line.rstrip() for line in run.stdout.splitlines()]
    return block.group(1) + "\n".join(lines) + "\n```\n"


def verdict(line):
    """What the README says of a sample report."""
    report = Path(line.group(2)).read_text()
    choice, chance = re.search(r"^\*\*(.*?):\*\*.*Chance that self-hosting is cheaper: (.*? %)", report, re.M).groups()
    return f"- [{line.group(1)}]({line.group(2)}): {choice[0].lower() + choice[1:]}, {chance}"


for path in sorted(Path("Sources").glob("*/*.docc/*.md")) + [Path("README.md")]:
    text = path.read_text()
    now = re.sub(r"(^```\n)(\$ .*?)^```\n", answered, text, flags=re.S | re.M)
    now = re.sub(r"^- \[([a-z ]+)\]\((Workloads/[a-z-]+\.md)\): .*$", verdict, now, flags=re.M)
    if now != text:
        differing.append(str(path))
        if not is_check:
            path.write_text(now)

if is_check and differing:
    sys.exit("not what the command says now: " + ", ".join(differing))
