"""Kills a step at random instants, takes it up again, and holds the outcome against a step that nobody disturbed.

    python3 kill_step.py PROGRAM [--kills 20] [--seed 1] [--limit 160]

Each killed store must pass SQLite's integrity check as it lies there; the step that goes on in it must print the same
bytes, and leave the same epochs, changes, versions and answers, as the undisturbed one.
"""
from __future__ import annotations

import argparse
import difflib
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SAMPLE = Path(__file__).resolve().parents[2] / "notebooks" / "sample"

SET_UP = """\
use store base.chaos
new database shop.sqlite from sample/tarn_thistle.sql
connect sqlite:shop.sqlite as shop
load space sample/space.json
load evals sample/evalset.jsonl limit=${limit}
"""
STEP = "use store ${store}\nstep\n"

# What a person can query, without what the clock wrote; of the answers all but their times and the judges' evidence,
# which says whether an expected result was at hand already.
RECORDS = {
    "epochs": "SELECT epoch, decision, champion, version, changes, train_before, train_after, validation_before,"
              " validation_after FROM epochs",
    "decisions": "SELECT number, decision, patches, summary FROM epoch_log ORDER BY id",
    "patches": "SELECT * FROM patches",
    "versions": "SELECT version, parent, changes, epoch, content FROM versions",
    "runs": "SELECT run, version, split, samples, epoch, questions, counted, \"right\", accuracy FROM runs",
    "spaces": "SELECT hash, document FROM spaces ORDER BY hash",
    "answers": "SELECT hex(key), system, question, sample, sql, outcome, e.reason, tokens,"
               " (SELECT json_group_array(json_remove(v.value, '$.evidence')) FROM json_each(verdicts) v)"
               " FROM evaluations e ORDER BY key",
}


class Bench:
    def __init__(self, program: Path, folder: Path, limit: int):
        self.program, self.folder = program, folder
        (folder / "sample").symlink_to(SAMPLE)
        (folder / "set_up.llama").write_text(SET_UP)
        (folder / "step.llama").write_text(STEP)
        subprocess.run([program, "run", "set_up.llama", f"limit={limit}"], cwd=folder, check=True, stdout=subprocess.DEVNULL)

    def fresh(self, name: str) -> str:
        """A store that holds everything a step starts from."""
        source, target = sqlite3.connect(self.folder / "base.chaos"), sqlite3.connect(self.folder / name)
        source.backup(target)
        source.close()
        target.close()
        return name

    def start(self, store: str) -> subprocess.Popen:
        return subprocess.Popen([self.program, "run", "step.llama", f"store={store}"], cwd=self.folder,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def step(self, store: str) -> bytes:
        process = self.start(store)
        output, errors = process.communicate(timeout=600)
        if process.returncode != 0:
            raise SystemExit(f"the step in {store} failed:\n{errors.decode(errors='replace')}")
        return output.replace(store.encode(), b"STORE")

    def kill(self, store: str, seconds: float) -> None:
        process = self.start(store)
        time.sleep(seconds)
        process.kill()
        process.communicate()

    def records(self, store: str) -> dict[str, list[str]]:
        database = sqlite3.connect(self.folder / store)
        try:
            return {name: [repr(row) for row in database.execute(query)] for name, query in RECORDS.items()}
        finally:
            database.close()

    def damage(self, store: str) -> list[str]:
        """What SQLite finds wrong with a copy of the store's files as they are."""
        with tempfile.TemporaryDirectory() as scratch:
            for suffix in ("", "-wal", "-shm"):
                if (self.folder / (store + suffix)).exists():
                    shutil.copy(self.folder / (store + suffix), scratch)
            database = sqlite3.connect(Path(scratch) / store)
            try:
                found = [row[0] for row in database.execute("PRAGMA integrity_check") if row[0] != "ok"]
                return found + [f"foreign key: {row}" for row in database.execute("PRAGMA foreign_key_check")]
            finally:
                database.close()

    def progress(self, store: str) -> tuple[int, bool]:
        """How many answers are recorded, and whether the epoch ended."""
        database = sqlite3.connect(self.folder / store)
        try:
            answers = database.execute("SELECT count(*) FROM evaluations").fetchone()[0]
            ended = database.execute("SELECT count(*) FROM epoch_log WHERE ended IS NOT NULL").fetchone()[0]
            return answers, ended > 0
        finally:
            database.close()


def difference(wanted: dict[str, list[str]], found: dict[str, list[str]]) -> list[str]:
    lines = []
    for name in RECORDS:
        if wanted[name] != found[name]:
            lines += list(difflib.unified_diff(wanted[name], found[name], f"{name}, undisturbed", name, lineterm="", n=0))[:12]
    return lines


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=Path)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=int, default=160, help="questions of the sample")
    options = parser.parse_args()
    draw = random.Random(options.seed)
    bad = 0
    with tempfile.TemporaryDirectory(prefix="kill-step-") as scratch:
        bench = Bench(options.program.resolve(), Path(scratch), options.limit)
        began = time.monotonic()
        printed = bench.step(bench.fresh("reference.chaos"))
        duration = time.monotonic() - began
        wanted = bench.records("reference.chaos")
        print(f"undisturbed: {duration:.1f} s, {len(wanted['answers'])} answers, {wanted['epochs'][0]}", flush=True)
        for number in range(1, options.kills + 1):
            store = bench.fresh(f"{number}.chaos")
            # Every fourth time the one that goes on is killed as well.
            instants = [draw.uniform(0, 1.05 * duration) for _ in range(2 if number % 4 == 0 else 1)]
            problems, answers, ended = [], 0, False
            for instant in instants:
                if not ended:
                    bench.kill(store, instant)
                    problems += bench.damage(store)
                    answers, ended = bench.progress(store)
            if not ended and bench.step(store) != printed:
                problems.append("the step that went on printed something else")
            problems += bench.damage(store) + difference(wanted, bench.records(store))
            when = " and ".join(f"{instant:.2f} s" for instant in instants)
            state = "decided" if ended else f"{answers} answers"
            print(f"{number:3d}. killed at {when:<18} with {state:<13} {'ok' if not problems else 'DIFFERENT'}", flush=True)
            for line in problems:
                print(f"     {line[:400]}")
            bad += bool(problems)
            for suffix in ("", "-wal", "-shm"):
                (bench.folder / (store + suffix)).unlink(missing_ok=True)
    print(f"{options.kills - bad} of {options.kills} came to the same decision in a sound store")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
