"""Runs the queries of `breakeven profile --sql` for real; see .ci/warehouse."""
import csv, datetime, glob, json, math, os, random, shutil, sqlite3, subprocess, sys, tempfile

COMMAND = os.path.abspath(sys.argv[1])
FOLDER = tempfile.mkdtemp(prefix="warehouse-")
LOG = FOLDER + "/log.csv"
START = 1_788_768_802_123  # milliseconds: Monday, 7 September 2026, 08:13:22 UTC


def requests(count, days=9):
    """Bursty requests with a daily cycle, a fiftieth of which failed; times in whole milliseconds."""
    draw = random.Random(7)
    time, made = 0.0, []
    while len(made) < count:
        rate = count / (days * 86_400) * (1 + 0.8 * math.sin(time / 86_400 * 2 * math.pi))
        time += draw.expovariate(rate) if draw.random() < 0.5 else draw.expovariate(rate * 6) * 0.6
        prompt = max(1, int(draw.lognormvariate(6.5, 1.3)))
        completion = max(1, int(draw.lognormvariate(5, 1))) if draw.random() > 0.02 else 0
        cached = int(prompt * 0.4) if draw.random() < 0.5 else 0
        moment = START + round(time * 1000)
        second = datetime.datetime.fromtimestamp(moment // 1000, datetime.timezone.utc)
        made.append((f"{second:%Y-%m-%d %H:%M:%S}.{moment % 1000:03}", prompt, completion, cached))
    return made


ROWS = requests(100_000)
with open(LOG, "w") as file:
    writer = csv.writer(file)
    writer.writerow(["ts", "prompt", "completion", "cached"])
    writer.writerows(ROWS)


def run(*words):
    done = subprocess.run([COMMAND, *words], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"breakeven {' '.join(words)}: exit {done.returncode}: {done.stderr}")
    return done.stdout


def queries(dialect):
    text = run("profile", "--sql", dialect)
    first, second = text.split("-- 1. lengths.csv\n")[1].split("-- 2. hours.csv\n")
    return {"lengths": first.strip().rstrip(";"), "hours": second.strip().rstrip(";")}


def save(path, columns, rows):
    with open(path, "w") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows([["" if cell is None else cell for cell in row] for row in rows])


def by_cursor(execute, dialect):
    for name, query in queries(dialect).items():
        cursor = execute(query)
        save(f"{FOLDER}/{dialect}-{name}.csv", [c[0] for c in cursor.description], cursor.fetchall())


def duckdb():
    import duckdb as engine
    connection = engine.connect()
    connection.execute(f"CREATE TABLE requests AS SELECT * FROM read_csv('{LOG}')")
    by_cursor(connection.execute, "duckdb")


def sqlite():
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE requests (ts TEXT, prompt INT, completion INT, cached INT)")
    connection.executemany("INSERT INTO requests VALUES (?, ?, ?, ?)", ROWS)
    by_cursor(connection.execute, "sqlite")


def datafusion():
    import datafusion as engine
    context = engine.SessionContext()
    context.register_csv("log", LOG)
    context.sql("CREATE TABLE requests AS SELECT CAST(ts AS TIMESTAMP) AS ts, prompt, completion, cached FROM log").collect()
    for name, query in queries("datafusion").items():
        table = context.sql(query).to_arrow_table()
        save(f"{FOLDER}/datafusion-{name}.csv", table.column_names, [tuple(r.values()) for r in table.to_pylist()])


def clickhouse():
    from chdb.session import Session
    session = Session()
    types = "ts DateTime64(3, ''UTC''), prompt UInt32, completion UInt32, cached UInt32"
    session.query("CREATE DATABASE d")
    session.query(f"CREATE TABLE d.requests ({types.replace(chr(39) * 2, chr(39))}) ENGINE = Memory")
    session.query(f"INSERT INTO d.requests SELECT * FROM file('{LOG}', CSVWithNames, '{types}')")
    session.query("USE d")
    for name, query in queries("clickhouse").items():
        with open(f"{FOLDER}/clickhouse-{name}.csv", "w") as file:
            file.write(str(session.query(query, "CSVWithNames")))


def postgres():
    programs = sorted(glob.glob("/usr/lib/postgresql/*/bin")) + [os.path.dirname(shutil.which("initdb") or "")]
    if not os.path.exists(programs[0] + "/initdb"):
        raise ImportError("no server of PostgreSQL")
    os.chmod(FOLDER, 0o755)
    os.chmod(LOG, 0o644)
    base = tempfile.mkdtemp(prefix="warehouse-pg-")
    user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if user:
        shutil.chown(base, "postgres")
    quiet = dict(check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    subprocess.run([*user, programs[0] + "/initdb", "-D", base + "/d", "-U", "u", "--auth=trust"], **quiet)
    control = [*user, programs[0] + "/pg_ctl", "-D", base + "/d", "-w", "-o", f"-k {base} -h ''", "-l", base + "/log"]
    subprocess.run([*control, "start"], **quiet)
    try:
        def ask(text):
            return subprocess.run([programs[0] + "/psql", "-h", base, "-U", "u", "-d", "postgres", "--csv", "-q", "-v", "ON_ERROR_STOP=1"], input=text, capture_output=True, text=True, check=True).stdout
        ask("CREATE TABLE requests (ts TIMESTAMP, prompt INT, completion INT, cached INT)")
        ask("COPY requests FROM STDIN CSV HEADER;\n" + open(LOG).read() + "\\.\n")
        for name, query in queries("postgres").items():
            with open(f"{FOLDER}/postgres-{name}.csv", "w") as file:
                file.write(ask(query + ";"))
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], stdout=subprocess.DEVNULL)
        shutil.rmtree(base, ignore_errors=True)


def spark():
    from pyspark.sql import SparkSession
    session = SparkSession.builder.master("local[1]").config("spark.sql.session.timeZone", "UTC").config("spark.ui.enabled", "false").getOrCreate()
    session.read.csv(LOG, header=True, schema="ts TIMESTAMP, prompt INT, completion INT, cached INT").createOrReplaceTempView("requests")
    for name, query in queries("spark").items():
        frame = session.sql(query)
        save(f"{FOLDER}/spark-{name}.csv", frame.columns, [tuple(r) for r in frame.collect()])
    session.stop()


ENGINES = {f.__name__: f for f in (duckdb, sqlite, datafusion, clickhouse, postgres, spark)}


def figures(*paths):
    workload = json.loads(run("profile", *paths, "--name", "same"))
    total = sum(r[2] for r in workload["requests"])
    shape = json.dumps(workload["volume"]), workload.get("sharedPrefix"), json.dumps(workload.get("interactive") or workload.get("mode") or workload.get("traffic"), sort_keys=True)
    return dict(
        requests=total, prompt=sum(r[0] * r[2] for r in workload["requests"]) / total,
        completion=sum(r[1] * r[2] for r in workload["requests"]) / total, workload=workload)


whole = figures(LOG, "--prompt", "prompt", "--completion", "completion", "--time", "ts", "--cached", "cached")
failed = False
for name in sys.argv[2:] or ENGINES:
    try:
        ENGINES[name]()
    except (ImportError, OSError) as error:
        print(f"{name:11s} left out: {str(error)[:80]}")
        continue
    paths = [f"{FOLDER}/{name}-{part}.csv" for part in ("lengths", "hours")]
    rows = sum(len(open(path).readlines()) - 1 for path in paths)
    mine = figures(*paths)
    differences = [
        key for key in ("requests", "prompt", "completion")
        if abs(mine[key] / whole[key] - 1) > 1e-4
    ] + [
        key for key in whole["workload"]
        if key not in ("requests", "sources", "name", "description", "reuse", "sharedPrefix")
        and json.dumps(mine["workload"].get(key), sort_keys=True) != json.dumps(whole["workload"][key], sort_keys=True)
    ]
    print(f"{name:11s} {rows} rows; " + ("the same workload" if not differences else "differs in " + ", ".join(differences)))
    if differences:
        failed = True
        for key in differences:
            print("  log      ", json.dumps(whole["workload"].get(key, whole.get(key)))[:300])
            print("  warehouse", json.dumps(mine["workload"].get(key, mine.get(key)))[:300])
shutil.rmtree(FOLDER, ignore_errors=True)
sys.exit(failed)
