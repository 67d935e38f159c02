"""Tries the product on a real Spark: `make integration SPARK=DIR` or `make integration URL=http://HOST:PORT/PATH`.

    run.py PROGRAM CHECKS (--spark DIR | --url URL) [--data DIR ...] [--rows 250000] [--questions N] [--space FILE]

DIR holds Spark 3.5: bin/spark-submit, or a virtual environment with PySpark. It is started in a network namespace of its
own, since its HTTP mode listens on every interface. With --url Spark must run already, and read files of this machine.
--data names folders with evalset.jsonl and databases/NAME.sqlite. Python's standard library only.
"""
from __future__ import annotations

import argparse
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PORT = 10001
VERDICTS = "SELECT run, question, judge, ruling FROM verdicts ORDER BY run, question, judge"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("checks")
    parser.add_argument("--spark")
    parser.add_argument("--url")
    parser.add_argument("--data", action="append", default=[])
    parser.add_argument("--rows", type=int, default=250_000)
    parser.add_argument("--steps", type=int, default=2, help="of tuning the space that both engines run")
    parser.add_argument("--space", help="the space that both engines run, in place of one tuned here")
    parser.add_argument("--questions", type=int, default=100_000, help="so many of the sample's at most")
    return parser.parse_args()


def isolate() -> None:
    """Goes on in a network namespace in which nobody else is."""
    if os.environ.get("CHAOS_LLAMA_ISOLATED"):
        subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
        return
    if not shutil.which("unshare") or not shutil.which("ip"):
        sys.exit("unshare and ip are needed to start Spark where nobody else reaches it; or give --url")
    user = [] if os.geteuid() == 0 else ["-r"]
    os.environ["CHAOS_LLAMA_ISOLATED"] = "1"
    os.execvp("unshare", ["unshare", *user, "-n", sys.executable, "-B", *sys.argv])


def start_spark(folder: Path, work: Path) -> subprocess.Popen:
    homes = [folder, *folder.glob("venv/lib/python3*/site-packages/pyspark"), *folder.glob("lib/python3*/site-packages/pyspark")]
    home = next((home for home in homes if (home / "bin/spark-submit").exists()), None)
    if not home:
        sys.exit(f"{folder} holds no Spark")
    settings = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1", "spark.ui.enabled": "false",
                "spark.sql.shuffle.partitions": "2", "spark.sql.warehouse.dir": work / "warehouse",
                "spark.hadoop.javax.jdo.option.ConnectionURL": f"jdbc:derby:;databaseName={work}/metastore;create=true"}
    hive = {"transport.mode": "http", "thrift.http.port": PORT, "thrift.http.path": "cliservice",
            "thrift.bind.host": "127.0.0.1", "authentication": "NONE"}
    command = [home / "bin/spark-submit", "--class", "org.apache.spark.sql.hive.thriftserver.HiveThriftServer2",
               "--master", "local[2]", "--driver-memory", "1g"]
    for name, value in settings.items():
        command += ["--conf", f"{name}={value}"]
    for name, value in hive.items():
        command += ["--hiveconf", f"hive.server2.{name}={value}"]
    environment = os.environ | {"SPARK_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_LOCAL_HOSTNAME": "localhost"}
    output = (work / "server.log").open("wb")
    server = subprocess.Popen([*map(str, command), "spark-internal"], cwd=work, env=environment, stdout=output, stderr=output)
    for _ in range(240):
        if server.poll() is not None:
            sys.exit((work / "server.log").read_text()[-2000:])
        try:
            socket.create_connection(("127.0.0.1", PORT), 1).close()
            return server
        except OSError:
            time.sleep(0.5)
    sys.exit("Spark did not answer within 120 s")


class Trial:
    def __init__(self, options: argparse.Namespace, url: str, work: Path) -> None:
        self.options, self.url, self.work, self.failures = options, url, work, []
        lines = (ROOT / "notebooks/sample/evalset.jsonl").read_text().splitlines(keepends=True)
        self.evals = work / "evals.jsonl"
        self.evals.write_text("".join(lines[:options.questions]))

    def title(self, text: str) -> None:
        print(f"\n== {text}", flush=True)

    def check(self, *words: str) -> None:
        if subprocess.run([self.options.checks, *words]).returncode:
            self.failures.append(" ".join(words[:1]))

    def play(self, name: str, commands: str) -> str:
        script = self.work / f"{name}.llama"
        script.write_text(commands)
        done = subprocess.run([self.options.program, "run", str(script)], capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
        return done.stdout

    def load(self, database: str, file: Path) -> None:
        scratch = self.work / database
        scratch.mkdir(exist_ok=True)
        subprocess.run([sys.executable, "-B", ROOT / "Tests/Integration/load.py", self.url, database, file, scratch], check=True,
                       stdout=subprocess.DEVNULL)

    def verdicts(self, connect: str, space: Path, name: str) -> dict:
        """The verdicts of every judge on every open question, by the product itself."""
        store = self.work / f"{name}.chaos"
        started = time.monotonic()
        self.play(name, f"""
use store {store}
connect {connect}
load space {space}
load evals {self.evals} split=60/20/20 by=family seed=7
run on=train
run on=validation
""")
        rows = sqlite3.connect(store).execute(VERDICTS).fetchall()
        print(f"{name}: {len(rows)} verdicts in {time.monotonic() - started:.1f} s", flush=True)
        return {row[:3]: row[3] for row in rows}

    def sample(self) -> None:
        file, space = self.work / "sample.sqlite", self.work / "tuned.json"
        self.title("the sample, loaded into Spark; a space tuned for it on SQLite")
        self.play("build", f"new database {file} from {ROOT}/notebooks/sample/tarn_thistle.sql")
        if self.options.space:
            space = Path(self.options.space).resolve()
        else:
            self.play("tune", f"""
use store memory
connect sqlite:{file} as sample
load space {ROOT}/notebooks/sample/space.json
load evals {ROOT}/notebooks/sample/evalset.jsonl split=60/20/20 by=family seed=7
step {self.options.steps} seed=7
save space {space}
""")
        self.load("sample", file)
        self.title("expected statements on both engines")
        self.check("gold", self.url, "sample", str(file), str(self.evals))
        self.title("run on both engines, verdict by verdict")
        # Spark's catalog knows no keys: the system gets to know as much on both sides, so that it writes the same SQL.
        plain = self.work / "plain.sqlite"
        self.copy_without_keys(file, plain)
        local = self.verdicts(f"sqlite:{plain} as sample", space, "sqlite")
        spark = self.verdicts(f"spark:{self.url} as sample schema=sample", space, "spark")
        different = [key for key in sorted(set(local) | set(spark)) if local.get(key) != spark.get(key)]
        for key in different[:50]:
            print(f"  {key}: {local.get(key)} on SQLite, {spark.get(key)} on Spark")
        print(f"{len(local) - len(different)} of {len(local)} verdicts are the same")
        # Spark divides decimals to seven places, and it may come to a limit of time: the dialects allow no more.
        if not local or len(different) > len(local) // 100:
            self.failures.append("verdicts")

    @staticmethod
    def copy_without_keys(source: Path, target: Path) -> None:
        old, new = sqlite3.connect(source), sqlite3.connect(target)
        tables = old.execute("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND substr(name, 1, 7) <> 'sqlite_' ORDER BY name")
        for (name,) in tables.fetchall():
            columns = [(row[1], row[2]) for row in old.execute(f'PRAGMA table_info("{name}")')]
            described = ", ".join(f'"{column}" {kind}' for column, kind in columns)
            new.execute(f'CREATE TABLE "{name}" ({described})')
            new.executemany(f'INSERT INTO "{name}" VALUES ({", ".join("?" * len(columns))})', old.execute(f'SELECT * FROM "{name}"'))
        new.commit()

    def data(self, folder: Path) -> None:
        for file in sorted(folder.glob("databases/*.sqlite")):
            self.title(f"{folder.name}: expected statements on both engines (a difference may be the dialects')")
            self.load(file.stem, file)
            subprocess.run([self.options.checks, "gold", self.url, file.stem, str(file), str(folder / "evalset.jsonl")])

    def run(self) -> int:
        self.sample()
        for folder in self.options.data:
            self.data(Path(folder))
        self.title(f"{self.options.rows} rows")
        self.check("fetch", self.url, str(self.options.rows))
        self.title("cancelling and limits")
        self.check("cancel", self.url)
        self.title("errors as a user reads them")
        self.check("errors", self.url)
        print("\n" + (f"failed: {', '.join(self.failures)}" if self.failures else "all went well"))
        return 1 if self.failures else 0


def main() -> int:
    options = arguments()
    if not options.spark and not options.url:
        sys.exit("give a folder with Spark (SPARK=DIR) or the address of one that runs (URL=…)")
    # Whatever ends this, Spark ends too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    if options.spark:
        options.spark = str(Path(options.spark).resolve())
        isolate()
    with tempfile.TemporaryDirectory(prefix="chaos-llama-") as folder:
        work = Path(folder)
        work.chmod(0o755)
        server = start_spark(Path(options.spark), work) if options.spark else None
        try:
            return Trial(options, options.url or f"http://127.0.0.1:{PORT}/cliservice", work).run()
        finally:
            if server:
                server.terminate()
                server.wait(30)


if __name__ == "__main__":
    sys.exit(main())
