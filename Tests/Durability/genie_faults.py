"""Tunes a Genie space of the stand-in workspace while everything goes wrong, and holds the outcome against a quiet run.

    python3 genie_faults.py PROGRAM STAND_IN_ANSWERS [--seed 1] [--rate 0.06] [--every 6] [--kills 2]

Load, three epochs, certify, publish and roll back: once undisturbed, once with faults sprinkled by seed over all
requests (429 with and without Retry-After, 5xx, slow, cut off, malformed, refused, expired results and tokens; before
and after the workspace did what it was asked) and killed in the middle. Both must decide the same from the same
answers; no question may be put twice that was answered; nothing may be left in the workspace; and no secret may be in
any output or file. Then a workspace that fails some questions for good must cost those questions and no accuracy.
"""
from __future__ import annotations

import argparse
import base64
import json
import os
import pty
import random
import re
import shutil
import sqlite3
import string
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections import Counter
from pathlib import Path

from kill_step import RECORDS, SAMPLE, difference

ROOT = Path(__file__).resolve().parents[2]
SPACE = "01f0c4a05119de0000000000000a11ae"
SET_UP = f"""\
use store tuned.chaos
connect sqlite:../shop.sqlite as shop
set genie_pace 0
set genie_wait 0
set genie_shadows 2
set parallel 12
load space genie:{SPACE}
use system genie
load evals ../evals.jsonl by=family split=60/20/20 seed=7
"""


class Secrets:
    """What must never be written down; with letters that other writings of it change."""

    def __init__(self, draw: random.Random):
        def word(prefix: str) -> str:
            return prefix + "".join(draw.choices(string.ascii_letters + string.digits, k=24)) + "+/~=" + "".join(draw.choices(string.ascii_letters, k=8))

        self.token, self.client, self.secret = word("dapi"), "client-" + str(draw.randrange(10 ** 9)), word("dose")

    def environment(self) -> dict[str, str]:
        return {"STAND_IN_TOKEN": self.token, "STAND_IN_CLIENT": self.client, "STAND_IN_SECRET": self.secret}

    def writings(self, issued: list[str]) -> dict[bytes, str]:
        """Every secret in every writing, with its name."""
        pair = f"{self.client}:{self.secret}"
        secrets = {"the token": self.token, "the client's secret": self.secret, "the basic pair": pair} | {
            f"access token {number}": token for number, token in enumerate(issued)}
        found: dict[bytes, str] = {}
        for name, text in secrets.items():
            raw = text.encode()
            for writing in (raw, urllib.parse.quote(text, safe="").encode(), urllib.parse.quote(text).encode(),
                            urllib.parse.quote_plus(text).encode(), text.replace("/", "\\/").encode(), raw.hex().encode(),
                            text.encode("utf-16-le")):
                found[writing] = name
            for skipped in range(3):
                # However it lies among other bytes: the letters that depend on it alone.
                for encode in (base64.b64encode, base64.urlsafe_b64encode):
                    found[encode(raw[skipped:])[:-4].rstrip(b"=")] = name + " in base 64"
        return found


class StandIn:
    def __init__(self, answers: Path, database: Path, secrets: Secrets, propagation: float = 0):
        words = [sys.executable, "-B", ROOT / "Tests/Stubs/workspace.py", "--answers", answers, database, "--propagation", str(propagation)]
        self.process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=os.environ | secrets.environment())
        self.host = f"http://127.0.0.1:{int(self.process.stdout.readline())}"

    def tell(self, path: str, body: dict | None = None) -> dict:
        data = None if body is None else json.dumps(body).encode()
        for _ in range(100):
            try:
                with urllib.request.urlopen(urllib.request.Request(f"{self.host}/test/{path}", data=data)) as reply:
                    return json.loads(reply.read())
            except (ConnectionError, urllib.error.URLError):
                time.sleep(0.05)
        raise SystemExit("the stand-in workspace is gone")

    def log(self) -> dict:
        return self.tell("log")

    def make(self, content: str) -> None:
        self.tell("space", {"space_id": SPACE, "title": "Tarn & Thistle", "warehouse_id": "stand-in", "serialized_space": content})

    def content(self) -> dict:
        return json.loads(next(space["serialized_space"] for space in self.log()["spaces"] if space["space_id"] == SPACE))

    def stop(self) -> None:
        self.process.stdin.close()
        self.process.wait(10)


class Bench:
    """A folder in which sessions run against one workspace; what they print is kept there."""

    def __init__(self, program: Path, folder: Path, host: str, credentials: dict[str, str]):
        self.program, self.folder, self.sessions = program, folder, 0
        folder.mkdir()
        self.environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "DATABRICKS_HOST": host} | credentials

    def start(self, script: str) -> subprocess.Popen:
        self.sessions += 1
        (self.folder / f"{self.sessions}.llama").write_text(script)
        output = open(self.folder / f"{self.sessions}.out", "wb")
        return subprocess.Popen([self.program, "run", f"{self.sessions}.llama"], cwd=self.folder, env=self.environment, stdout=output,
                                stderr=subprocess.STDOUT)

    def run(self, script: str) -> str:
        process = self.start(script)
        code = process.wait(900)
        text = (self.folder / f"{self.sessions}.out").read_text(errors="replace")
        if code != 0:
            raise SystemExit(f"a session failed:\n{script}\n{text[-4000:]}")
        return text

    def query(self, sql: str) -> list[tuple]:
        database = sqlite3.connect(self.folder / "tuned.chaos")
        try:
            return list(database.execute(sql))
        finally:
            database.close()

    def records(self) -> dict[str, list[str]]:
        return {name: [repr(row) for row in self.query(query)] for name, query in RECORDS.items()}

    def looks(self) -> list[str]:
        return [row[0] for row in self.query("SELECT result FROM look_log WHERE result IS NOT NULL ORDER BY id")]

    def steps_left(self) -> int:
        return 3 - self.query("SELECT count(*) FROM epoch_log WHERE ended IS NOT NULL")[0][0]


def tune(bench: Bench, stand_in: StandIn, kills: list[int]) -> list[str]:
    """Everything from loading to rolling back; killed whenever so many questions were put."""
    problems = []
    start = stand_in.content()
    script = SET_UP
    for kill in kills:
        process = bench.start(script + "step seed=7\n" * (bench.steps_left() if "load" not in script else 3))
        while process.poll() is None and stand_in.tell("count")["questions"] < kill:
            time.sleep(0.02)
        if process.poll() is None:
            process.kill()
        elif process.returncode != 0:
            raise SystemExit((bench.folder / f"{bench.sessions}.out").read_text(errors="replace")[-4000:])
        process.wait()
        # The store alone knows what is tuned, and where.
        script = "use store tuned.chaos\n"
    bench.run(script + "step seed=7\n" * (3 if "load" in script else bench.steps_left()))
    published = bench.run(f"use store tuned.chaos\ncertify\npublish genie:{SPACE} confirm=yes\n")
    tuned = stand_in.content()
    if tuned == start or "read it back" not in published:
        problems.append("nothing was published")
    restored = bench.run(f"use store tuned.chaos\nrollback genie:{SPACE} confirm=yes\n")
    if "Restored" not in restored or stand_in.content()["data_sources"] != start["data_sources"]:
        problems.append("the space is not what it was")
    return problems


def left_behind(stand_in: StandIn) -> list[str]:
    log = stand_in.log()
    spaces = [space["title"] for space in log["spaces"] if space["space_id"] != SPACE]
    return [f"spaces are left: {spaces}"] * bool(spaces) + [f"{log['conversations']} conversations are left"] * bool(log["conversations"])


def put_twice(bench: Bench, questions: list[dict]) -> list[str]:
    """Questions that have more answers at the workspace than in the store, or fewer."""
    told = Counter(question["content"] for question in questions if question["told"])
    kept = Counter(text for (text,) in bench.query(
        "SELECT q.text || coalesce(char(10) || q.context, '') FROM evaluations e JOIN question_log q ON q.id = e.question"
        " WHERE e.system = 'genie' AND e.outcome <> 'unavailable'"))
    problems = [f"answered {told[text]} times, kept {kept[text]}: {text}" for text in sorted(told | kept) if told[text] != kept[text]]
    own = sum(question["space"] == SPACE for question in questions)
    return problems + [f"{own} questions were put to the space itself"] * bool(own)


def leaks(folder: Path, writings: dict[bytes, str]) -> list[str]:
    problems = []
    header = re.compile(rb"(?:Bearer|Basic) [A-Za-z0-9+/=_~.-]{8,}")
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        data = path.read_bytes()
        problems += [f"{name} is in {path.relative_to(folder)}" for writing, name in writings.items() if writing in data]
        problems += [f"an authorization is in {path.relative_to(folder)}"] * bool(header.search(data))
    return problems


def outage(bench: Bench, stand_in: StandIn) -> list[str]:
    """Some questions fail for good: they are left out, nothing else changes, and only they are asked again."""
    bench.run(SET_UP)
    questions = [text for (text,) in bench.query("SELECT text FROM questions WHERE split = 'validation'")]
    dead = questions[1:4]
    about = "^(" + "|".join(re.escape(text) for text in dead) + ")"
    for fault in ({"path": "start-conversation", "fault": 500}, {"path": "/messages/", "fault": "malformed"}):
        stand_in.tell("faults", fault | {"about": about, "times": 10 ** 6})
    bench.run("use store tuned.chaos\nrun\n")
    figures = 'SELECT questions, counted, "right", accuracy FROM runs'
    [(all_, counted, right, accuracy)] = bench.query(figures)
    before = len(stand_in.log()["questions"])
    stand_in.tell("faults", {})
    bench.run("use store tuned.chaos\nrun\n")
    asked = [question["content"] for question in stand_in.log()["questions"][before:]]
    [last] = bench.query(figures)
    wrong = {text for (text,) in bench.query(
        "SELECT q.text FROM traces t JOIN questions q ON q.question = t.question WHERE t.result <> 'yes'")}
    return [problem for problem, holds in {
        f"{counted} of {all_} counted with {len(dead)} dead": counted == all_ - len(dead) and last[1] == all_,
        f"{right} right of {counted} make {accuracy}": abs(accuracy - right / counted) < 1e-9,
        "an answer that counted changed": right == all_ - len(wrong | set(dead)) and last[2] == all_ - len(wrong),
        f"asked again were {asked}": sorted(asked) == sorted(dead),
    }.items() if not holds]


def by_hand(bench: Bench, stand_in: StandIn) -> None:
    """A terminal session that meets refusals which repeat the token, so that its history and screen can be searched."""
    for status in (401, 403, 400, 500):
        stand_in.tell("faults", {"path": "genie/spaces", "fault": status, "times": 6 if status == 500 else 1})
    lines = ["show spaces"] * 4 + [f"load space genie:{SPACE}", "show settings", "exit"]
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(bench.folder)
        os.execve(bench.program, [str(bench.program)], bench.environment | {"TERM": "xterm", "NO_COLOR": "1"})
    screen = b""
    while lines:
        chunk = os.read(terminal, 65536)
        screen += chunk
        if screen.rstrip(b"\x1b[0123456789;?hlmKJ").endswith(b"llama> "):
            os.write(terminal, lines.pop(0).encode() + b"\n")
    try:
        while chunk := os.read(terminal, 65536):
            screen += chunk
    except OSError:
        pass
    os.waitpid(process, 0)
    stand_in.tell("faults", {})
    (bench.folder / "screen.txt").write_bytes(screen)
    assert b"[secret]" in screen, screen[-2000:]


def notebook(bench: Bench, stand_in: StandIn) -> bool:
    """The same in a notebook, where Jupyter is at hand."""
    try:
        import nbformat
        from nbclient import NotebookClient
    except ImportError:
        return False
    prefix = bench.folder / "jupyter"
    subprocess.run([bench.program, "install", "--prefix", prefix], check=True, stdout=subprocess.DEVNULL)
    for status in (403, 401):
        stand_in.tell("faults", {"path": "genie/spaces", "fault": status, "times": 1})
    os.environ |= bench.environment | {"JUPYTER_PATH": str(prefix / "share/jupyter"), "HOME": str(bench.folder)}
    cells = ["show spaces", "show spaces", SET_UP.replace("tuned", "notebook"), "run limit=8", "show failures"]
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    NotebookClient(book, timeout=300, kernel_name="chaos-llama", allow_errors=True, resources={"metadata": {"path": str(bench.folder)}}).execute()
    nbformat.write(book, bench.folder / "book.ipynb")
    stand_in.tell("faults", {})
    assert "[secret]" in (bench.folder / "book.ipynb").read_text()
    assert not any(output.output_type == "error" for cell in book.cells[2:] for output in cell.outputs), book.cells
    return True


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=Path)
    parser.add_argument("answers", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=0.06, help="share of requests that go wrong")
    parser.add_argument("--every", type=int, default=6, help="asks every N-th question of the sample")
    parser.add_argument("--kills", type=int, default=2)
    parser.add_argument("--keep", type=Path, help="a folder to leave everything in")
    options = parser.parse_args()
    program, answers = options.program.resolve(), options.answers.resolve()
    draw = random.Random(options.seed)
    secrets = Secrets(draw)
    problems, issued = [], []
    with tempfile.TemporaryDirectory(prefix="genie-faults-") as scratch:
        folder = options.keep.resolve() if options.keep else Path(scratch)
        folder.mkdir(exist_ok=True)
        (folder / "sample").symlink_to(SAMPLE)
        (folder / "build.llama").write_text("new database shop.sqlite from sample/tarn_thistle.sql\n")
        subprocess.run([program, "run", "build.llama"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        questions = (SAMPLE / "evalset.jsonl").read_text().splitlines()
        (folder / "evals.jsonl").write_text("\n".join(questions[::options.every]) + "\n")
        content = json.dumps(json.loads((SAMPLE / "space.json").read_text()))
        machine = {"DATABRICKS_CLIENT_ID": secrets.client, "DATABRICKS_CLIENT_SECRET": secrets.secret}
        person = {"DATABRICKS_TOKEN": secrets.token}

        def say(what: str, found: list[str]) -> None:
            print(f"{what}: {'ok' if not found else 'BAD'}", flush=True)
            for problem in found[:20]:
                print(f"  {problem[:300]}")
            problems.extend(found)

        began = time.monotonic()
        stand_in = StandIn(answers, folder / "shop.sqlite", secrets)
        stand_in.make(content)
        quiet = Bench(program, folder / "quiet", stand_in.host, machine)
        found = tune(quiet, stand_in, [])
        log = stand_in.log()
        found += left_behind(stand_in) + put_twice(quiet, log["questions"])
        say(f"undisturbed, {time.monotonic() - began:.0f} s, {log['requests']} requests, {len(log['questions'])} questions", found)
        issued += log["issued"]
        stand_in.stop()

        began = time.monotonic()
        stand_in = StandIn(answers, folder / "shop.sqlite", secrets)
        stand_in.make(content)
        stand_in.tell("sprinkle", {"seed": options.seed, "rate": options.rate})
        storm = Bench(program, folder / "storm", stand_in.host, machine)
        kills = sorted(draw.randrange(5, max(6, len(log["questions"]) * 4 // 5)) for _ in range(options.kills))
        found = tune(storm, stand_in, kills)
        stormy = stand_in.log()
        stand_in.tell("sprinkle", {})
        found += left_behind(stand_in) + put_twice(storm, stormy["questions"])
        found += difference(quiet.records(), storm.records())
        if quiet.looks() != storm.looks():
            found.append(f"certified {storm.looks()} instead of {quiet.looks()}")
        say(f"in a storm, {time.monotonic() - began:.0f} s, {stormy['requests']} requests, {len(stormy['questions'])} questions, "
            f"{sum(stormy['met'].values())} faults, killed after {' and '.join(map(str, kills))} questions", found)
        for name, count in sorted(stormy["met"].items()):
            print(f"  {count:5d} {name}")
        issued += stormy["issued"]

        began = time.monotonic()
        hand = Bench(program, folder / "hand", stand_in.host, person)
        found = outage(hand, stand_in)
        by_hand(hand, stand_in)
        with_notebook = notebook(hand, stand_in)
        found += left_behind(stand_in)
        say(f"what fails for good is left out, {time.monotonic() - began:.0f} s", found)
        issued += stand_in.log()["issued"]
        stand_in.stop()

        writings = secrets.writings(sorted(set(issued)))
        for name in ("quiet", "storm", "hand"):
            shutil.rmtree(folder / name / "jupyter", ignore_errors=True)
        files = sum(path.is_file() for name in ("quiet", "storm", "hand") for path in (folder / name).rglob("*"))
        found = [leak for name in ("quiet", "storm", "hand") for leak in leaks(folder / name, writings)]
        what = "with" if with_notebook else "without (no Jupyter here)"
        say(f"{len(set(issued)) + 2} secrets in {len(writings)} writings sought in {files} files, {what} a notebook", found)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
