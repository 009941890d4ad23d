"""Measures commands by turns and prints a table of the least CPU seconds of each (see .ci/bench)."""

import os
import random
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec

RUNS = int(os.environ.get("RUNS", 3))
MEGABYTES = int(os.environ.get("MEGABYTES", 100))
ours = sys.argv[1]
other = sys.argv[2] if len(sys.argv) > 2 else None
deployment = "--model meta-llama/Llama-3.1-8B-Instruct --gpu H100-SXM"
has_duckdb = find_spec("duckdb") is not None


def write_logs(folder):
    """A CSV and JSON lines of random times and lengths, the CSV compressed as well, and conversations with blocks."""
    chance = random.Random(1)
    lines = MEGABYTES * 1000000 // 36
    seconds = 0.0
    with open(f"{folder}/log.csv", "w") as csv, open(f"{folder}/log.jsonl", "w") as jsonl:
        csv.write("TIMESTAMP,ContextTokens,GeneratedTokens\n")
        for index in range(lines):
            seconds += chance.expovariate(20)
            whole = int(seconds)
            day, hour, minute = 1 + whole // 86400, whole // 3600 % 24, whole // 60 % 60
            prompt = int(chance.lognormvariate(7, 1)) + 1
            completion = int(chance.lognormvariate(5, 1)) + 1
            time = f"2023-11-{day:02} {hour:02}:{minute:02}:{whole % 60:02}.{chance.randrange(10**7):07}"
            csv.write(f"{time},{prompt},{completion}\n")
            if index % 10 == 0:
                jsonl.write(
                    f'{{"request_id": "chatcmpl-{index:024}", "call_type": "acompletion", "spend": 0.00{prompt}, '
                    f'"total_tokens": {prompt + completion}, "prompt_tokens": {prompt}, '
                    f'"completion_tokens": {completion}, "startTime": "{time}", "endTime": "{time}", '
                    '"model": "gpt-4o-mini", "metadata": {"user_api_key_alias": "team"}, '
                    '"cache_hit": "False", "request_tags": ["a", "b"]}\n')
    subprocess.run(["gzip", "-kf", f"{folder}/log.csv"], check=True)
    with open(f"{folder}/blocks.jsonl", "w") as blocks:
        for index in range(50000):
            talk, turn = index % 2000 + index // 24000 * 2000, index // 2000 % 12
            names = [0, 1, 2, 3] + [100 + talk * 12 + step for step in range(turn + 1)]
            blocks.write(
                f'{{"timestamp": {index * 200}, "input_length": {len(names) * 512 + index % 500 + 1}, '
                f'"output_length": {1 + index * 104729 % 499}, "hash_ids": {names}}}\n')


def cpu_seconds(command):
    """Seconds of a core's time and megabytes of memory that a shell command takes."""
    process = subprocess.Popen(["sh", "-c", command], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"failed: {command}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000


def duckdb(reader):
    query = f"select count(*), avg(p), avg(c), min(t), max(t) from (select {reader})"
    return f"{sys.executable} -c \"import duckdb; duckdb.sql('set threads=1'); duckdb.sql(\\\"{query}\\\").fetchall()\""


def rows(folder):
    """Each work: its name, what it is measured in, how much of that there is, our words and those of peers."""
    csv, jsonl, blocks = f"{folder}/log.csv", f"{folder}/log.jsonl", f"{folder}/blocks.jsonl"
    size = os.path.getsize(csv) / 1e9
    profile = "profile {} --threads 1 --output /dev/null"
    duck_csv = duckdb(f"TIMESTAMP t, ContextTokens p, GeneratedTokens c from '{csv}'")
    duck_jsonl = duckdb(f"startTime t, prompt_tokens p, completion_tokens c from '{jsonl}'")
    with_duckdb = (lambda command: {"DuckDB": command}) if has_duckdb else (lambda command: {})
    yield "CSV", "GB/s", size, profile.format(csv), {
        "wc -l": f"wc -l {csv}", **with_duckdb(duck_csv)}
    yield "JSON lines", "GB/s", os.path.getsize(jsonl) / 1e9, profile.format(jsonl), with_duckdb(duck_jsonl)
    piped = {"gzip -dc": f"gzip -dc {csv}.gz"}
    if shutil.which("igzip"):
        piped["igzip | ours"] = f"igzip -dc {csv}.gz | {ours} {profile.format('-')}"
    yield "gzip, of text", "GB/s", size, profile.format(csv + ".gz"), piped
    drawn = f"simulate --workload Workloads/chat-assistant.json --requests 500000 {deployment}"
    yield "one replica", "µs a request", 5e5, f"{drawn} --threads 1", {}
    for replicas in (8, 64, 512):
        yield (f"least loaded, {replicas}", "µs a request", 5e5,
               f"{drawn} --replicas {replicas} --rate {replicas * 12} --router leastLoaded", {})
    yield ("prefix-aware, 512", "µs a request", 1e5,
           f"simulate --trace {blocks} --speed 250 --repeat 2 {deployment} --replicas 512 --router prefixAware", {})
    yield "report", "s", None, "report Workloads/chat-assistant.json", {}
    yield "validate", "s", None, "validate Sources/EmbeddedData/data/measurements.csv", {}
    yield "start: catalog gpus", "s", None, "catalog gpus", {}
    yield "start: --help", "s", None, "--help", {}


def figure(unit, amount, seconds):
    if unit == "GB/s":
        return f"{amount / seconds:.2f} GB/s"
    return f"{seconds / amount * 1e6:.2f} µs" if amount else f"{seconds:.3f} s"


with tempfile.TemporaryDirectory() as folder:
    write_logs(folder)
    print("| work | ours | memory | beside it, and its time over ours |\n| --- | ---: | ---: | --- |")
    for name, unit, amount, words, peers in rows(folder):
        commands = {"": f"{ours} {words}", **({"before": f"{other} {words}"} if other else {}), **peers}
        least = {}
        memory = 0
        # By turns, so that what else the machine does disturbs all alike.
        for _ in range(RUNS):
            for peer, command in commands.items():
                seconds, megabytes = cpu_seconds(command)
                least[peer] = min(seconds, least.get(peer, seconds))
                if peer == "":
                    memory = max(memory, megabytes)
        mine = least.pop("")
        beside = ", ".join(
            f"{peer} {figure(unit, amount, seconds)} ({seconds / mine:.2f})" for peer, seconds in least.items())
        print(f"| {name} | {figure(unit, amount, mine)} | {memory:.0f} MB | {beside or '–'} |", flush=True)
