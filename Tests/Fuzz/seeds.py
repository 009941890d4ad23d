"""Makes the inputs that fuzzing starts from: shipped data and fixtures, cut down to a few kilobytes each."""

import gzip
import json
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
OUT = pathlib.Path(sys.argv[1])
LIMIT = 4096


def put(target, name, data):
    folder = OUT / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name.replace("/", "-")).write_bytes(data if isinstance(data, bytes) else data.encode())


def small(value, width):
    """The same JSON with at most `width` elements in each list, and as many members in large objects."""
    if isinstance(value, list):
        return [small(each, width) for each in value[:width]]
    if isinstance(value, dict):
        keys = list(value) if len(value) < 40 else list(value)[:width]
        return {key: small(value[key], width) for key in keys}
    return value


def put_json(target, name, value):
    for width in (24, 6, 3, 2, 1):
        text = json.dumps(small(value, width))
        if len(text) <= LIMIT or width == 1:
            put(target, name, text[:LIMIT])
            put("json", target + "-" + name, text[:LIMIT])
            return


def head(path, lines=6):
    with open(path, encoding="utf-8") as file:
        return "".join(line for _, line in zip(range(lines), file))[:LIMIT]


for path in sorted(ROOT.glob("Workloads/**/*.json")):
    put_json("workload", path.name, json.loads(path.read_text()))
for path in sorted(ROOT.glob("Pricing/**/*.json")):
    if "schema" not in path.name:
        put_json("prices", str(path.relative_to(ROOT)), json.loads(path.read_text()))
families = ROOT / "Tests/ModelArithmeticTests/Fixtures/families.jsonl"
for index, line in enumerate(families.read_text().splitlines()):
    value = json.loads(line)
    put_json("model", str(index), value.get("config", value))
data = ROOT / "Sources/EmbeddedData/data"
for path in sorted(data.glob("*.json")):
    put_json("engines", path.name, json.loads(path.read_text()))
put("measurements", "head.csv", head(data / "measurements.csv"))
for index, path in enumerate(sorted((data / "kernels").glob("*.csv"))):
    for kernel in range(8):
        put("kernels", f"{path.name}-{kernel}", bytes([kernel]) + head(path, 4).encode())
fixtures = ROOT / "Tests/PriceImportTests/Fixtures"
for path in sorted(fixtures.glob("*.json")):
    value = json.loads(path.read_text())
    text = json.dumps(small(value, 2)).encode()[:LIMIT]
    for kind in range(6):
        put("import", f"{path.name}-{kind}", bytes([kind]) + text)
for path in sorted((ROOT / "Tests/Fuzz/Seeds").glob("*/*")):
    target, text = path.parent.name, path.read_bytes()
    put(target, path.name, text)
    if target == "log":
        put("gzip", path.name, gzip.compress(text, mtime=0)[2:])
        put("csv", path.name, text)
        for format in range(16):
            put("log-format", f"{path.name}-{format}", bytes([format]) + text)
        header = text.split(b"\n")[0].split(b",")
        if len(header) > 2:
            put("log-columns", path.name, b"\0".join([header[-2], header[-1], header[0], text]))
    if target == "import":
        for kind in range(6):
            put("import", f"{path.name}-{kind}", bytes([kind]) + text)
put("gguf", "empty", bytes([3]) + bytes(19))
key = b"general.architecture"
put("gguf", "one", b"".join([
    (3).to_bytes(4, "little"), (1).to_bytes(8, "little"), (1).to_bytes(8, "little"),
    len(key).to_bytes(8, "little"), key, (8).to_bytes(4, "little"), (5).to_bytes(8, "little"), b"llama",
    (1).to_bytes(8, "little"), b"w", (2).to_bytes(4, "little"), (32).to_bytes(8, "little"),
    (32).to_bytes(8, "little"), (2).to_bytes(4, "little"), bytes(8)]))
put("safetensors", "header", '{"__metadata__":{"format":"pt"},"w":{"dtype":"BF16","shape":[2,2],"data_offsets":[0,8]}}')
put("safetensors", "index", '{"metadata": {"total_size": 16060522496}, "weight_map": {"w": "a.safetensors"}}')
question = ["40k/day", "", "", "", "1.8k", "250", "", "8h", "0.30/kWh", "0.25", "qwen3-32b", "2xH100",
            "8xA100-80GB", "", "1s", "50ms", "openai/gpt-5.4-mini"]
put("question", "day", "\n".join(question))
put("question", "users", "\n".join(["", "300"] + [""] * 11 + ["code-assistant"]))
put("question", "bill", "\n".join(["", "", "18000/month", "", "", "", "6:1"] + [""] * 9 + ["openai/gpt-5.4-mini"]))
put("question", "job", "\n".join(["", "", "", "200k"] + question[4:]))
for seed in range(64):
    put("decision", str(seed), seed.to_bytes(8, "big") + bytes([seed]) + bytes(18))
