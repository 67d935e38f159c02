"""Tries the product on a language model: answers as they are written, interrupts, causes, and a run that is killed.

    model.py PROGRAM [--url http://HOST:PORT/v1 --model NAME] [--interrupts 12] [--kills 5] [--questions 24] [--seed 1]

Everything goes through a server of this script's own that counts each request. With --url it passes them on to a real
model; without, it answers by itself, a word at a time. A Python with jupyter_client.
"""
from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
import random
import re
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from pathlib import Path

from jupyter_client.manager import start_new_kernel

ROOT = Path(__file__).resolve().parents[2]
WIDTH = 2
CHANGE = {"cause": "It does not know the codes.", "counterfactual": "SELECT 1",
          "changes": [{"kind": "instruction", "table": "", "column": "", "name": "", "sql": "", "text": "Read codes as their names."}]}


class Server:
    """A chat endpoint on a thread of its own that knows what was asked, how often, and what is on its way."""

    def __init__(self, upstream: str | None, delay: float, pause: float) -> None:
        self.upstream = urllib.parse.urlsplit(upstream) if upstream else None
        self.delay, self.pause = delay, pause
        self.asked: list[str] = []
        self.open = 0
        self.loop = asyncio.new_event_loop()
        ready = threading.Event()
        threading.Thread(target=self.run, args=(ready,), daemon=True).start()
        ready.wait()

    def run(self, ready: threading.Event) -> None:
        async def serve() -> None:
            server = await asyncio.start_server(self.connection, "127.0.0.1", 0, backlog=256)
            self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"
            ready.set()
            await server.serve_forever()
        self.loop.run_until_complete(serve())

    async def connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                length = int(re.search(rb"content-length: *(\d+)", head.lower())[1])
                body = await reader.readexactly(length)
                self.asked.append(hashlib.sha256(body).hexdigest())
                self.open += 1
                # A client that hangs up ends what is being written for it.
                gone = asyncio.ensure_future(self.end(reader))
                answer = asyncio.ensure_future(self.answer(head, body, writer))
                try:
                    await asyncio.wait({gone, answer}, return_when=asyncio.FIRST_COMPLETED)
                    if not answer.done():
                        answer.cancel()
                        return
                    await answer
                finally:
                    gone.cancel()
                    self.open -= 1
        except (OSError, EOFError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    @staticmethod
    async def end(reader: asyncio.StreamReader) -> None:
        while not reader.at_eof():
            await asyncio.sleep(0.002)

    async def answer(self, head: bytes, body: bytes, writer: asyncio.StreamWriter) -> None:
        await (self.pass_on if self.upstream else self.invent)(head, body, writer)

    async def pass_on(self, head: bytes, body: bytes, writer: asyncio.StreamWriter) -> None:
        reader, upstream = await asyncio.open_connection(self.upstream.hostname, self.upstream.port)
        try:
            path = (self.upstream.path.rstrip("/") + "/chat/completions").encode()
            upstream.write(b"POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
                           % (path, self.upstream.netloc.encode(), len(body)) + body)
            # The answer goes on as it comes, but for the field that says the connection ends with it.
            fields = await reader.readuntil(b"\r\n\r\n")
            writer.write(re.sub(rb"(?i)connection: close\r\n", b"", fields))
            while piece := await reader.read(1 << 16):
                writer.write(piece)
                await writer.drain()
        finally:
            upstream.close()

    async def invent(self, head: bytes, body: bytes, writer: asyncio.StreamWriter) -> None:
        asked = json.loads(body)
        text = "SELECT count(*) FROM ord_hdr WHERE ord_id % 7 = 3"
        if form := asked.get("response_format"):
            text = json.dumps(CHANGE if form["json_schema"]["name"] == "change" else {"reason": "the rows say so", "answer": "yes"})
        usage = {"prompt_tokens": 400, "completion_tokens": 14, "total_tokens": 414}
        await asyncio.sleep(self.delay)
        if not asked.get("stream"):
            await asyncio.sleep(self.pause * len(text.split()))
            reply = {"model": "stub", "usage": usage,
                     "choices": [{"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}]}
            data = json.dumps(reply).encode()
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (len(data), data))
            return await writer.drain()
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n")

        async def send(value: object) -> None:
            data = b"data: " + (value.encode() if isinstance(value, str) else json.dumps(value).encode()) + b"\n\n"
            writer.write(b"%x\r\n%s\r\n" % (len(data), data))
            await writer.drain()

        for word in text.split():
            await asyncio.sleep(self.pause)
            await send({"model": "stub", "choices": [{"index": 0, "delta": {"content": word + " "}, "finish_reason": None}]})
        await send({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}], "usage": usage})
        await send("[DONE]")
        writer.write(b"0\r\n\r\n")


class Client:
    """A real Jupyter client of the kernel."""

    def __init__(self, program: Path, folder: Path) -> None:
        subprocess.run([program, "install", "--prefix", sys.prefix], check=True, stdout=subprocess.DEVNULL)
        self.manager, self.client = start_new_kernel(kernel_name="chaos-llama", cwd=str(folder))

    def close(self) -> None:
        self.client.stop_channels()
        self.manager.shutdown_kernel()

    def send(self, code: str) -> str:
        return self.client.execute(code)

    def reply(self, message: str) -> dict:
        while True:
            reply = self.client.get_shell_msg(timeout=600)
            if reply["parent_header"].get("msg_id") == message:
                return reply["content"]

    def outputs(self, message: str) -> list[dict]:
        """What a cell showed, with the moment of each."""
        found = []
        while True:
            shown = self.client.get_iopub_msg(timeout=600)
            if shown["parent_header"].get("msg_id") != message:
                continue
            if shown["msg_type"] == "status" and shown["content"]["execution_state"] == "idle":
                return found
            if shown["msg_type"] in ("display_data", "update_display_data", "execute_result", "error"):
                found.append(shown | {"seen": time.monotonic()})

    def cell(self, code: str) -> list[dict]:
        message = self.send(code)
        outputs, reply = self.outputs(message), self.reply(message)
        if reply["status"] != "ok":
            sys.exit(f"{code}\n{reply}")
        return outputs


class Trial:
    def __init__(self, options: argparse.Namespace, server: Server, folder: Path) -> None:
        self.options, self.server, self.folder = options, server, folder
        self.draw = random.Random(options.seed)
        self.failures: list[str] = []
        (folder / "sample").symlink_to(ROOT / "notebooks" / "sample")
        self.model = f"use model real url={server.url} model={options.model} price=0.15/0.60 parallel={WIDTH}"
        self.play("build", "new database s.sqlite from sample/tarn_thistle.sql")

    def script(self, name: str, text: str) -> str:
        (self.folder / f"{name}.llama").write_text(text)
        return f"{name}.llama"

    def play(self, name: str, text: str) -> str:
        done = subprocess.run([self.options.program, "run", self.script(name, text)], cwd=self.folder, capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
        return done.stdout

    def set_up(self, store: str) -> str:
        return (f"use store {store}\nconnect sqlite:s.sqlite as s\nload space sample/space.json\n"
                f"load evals sample/evalset.jsonl limit={self.options.questions * 2} split=50/25/25\n"
                f"{self.model}\nuse system llm\nset parallel {WIDTH}\nset examples 0\n")

    def check(self, what: str, is_so: bool, detail: str = "") -> None:
        print(f"  {'ok' if is_so else 'FAILED'}: {what}{' (' + detail + ')' if detail else ''}", flush=True)
        if not is_so:
            self.failures.append(what)

    # An answer as it is written

    def streaming(self, client: Client) -> None:
        print("\nask, as a person sees it", flush=True)
        before = len(self.server.asked)
        question = 'ask "How many orders came from each region, by month?"'
        outputs = client.cell(question)
        texts = [output["content"]["data"].get("text/plain", "") for output in outputs]
        last = texts[-1]
        self.check("the answer is shown while it is written", len(outputs) >= 3 and all(text.startswith("real ") for text in texts[:-1]),
                   f"{len(outputs) - 1} pictures of it over {outputs[-1]['seen'] - outputs[0]['seen']:.1f} s")
        self.check("the result takes its place", outputs[-1]["msg_type"] == "update_display_data")
        self.check("calls, tokens and dollars are told", re.search(r"real was asked \d+ times?: [\d,]+ tokens, \$0\.\d+", last) is not None,
                   last.strip().splitlines()[-1])
        asked = len(self.server.asked)
        again = client.cell(question)[-1]["content"]["data"]["text/plain"]
        self.check("asked again it costs nothing", "asked nothing" in again and len(self.server.asked) == asked and asked > before)
        budget = client.cell("show budget")[-1]["content"]["data"]["text/plain"]
        self.check("show budget says so too", re.search(r"answer +real +\d+ +[\d,]+ +\$0\.\d+", budget) is not None)

    # Causes

    def causes(self, client: Client) -> None:
        print("\na model is asked what failures have in common", flush=True)
        client.cell("load evals sample/evalset.jsonl limit=12 split=50/50/0 by=question")
        before = len(self.server.asked)
        shown = client.cell("suggest")[-1]["content"]["data"]["text/plain"]
        asked = len(self.server.asked)
        cards = shown.count("introspect")
        budget = client.cell("show budget")[-1]["content"]["data"]["text/plain"]
        calls = re.search(r"propose +real +(\d+)", budget)
        self.check("suggest asks it", calls is not None and int(calls[1]) > 0, f"{asked - before} calls, {calls and calls[1]} of them for causes")
        self.check("its changes are cards", cards > 0 or self.server.upstream is not None, f"{cards} cards")
        again = client.cell("suggest")[-1]["content"]["data"]["text/plain"]
        self.check("the same once more asks nothing", len(self.server.asked) == asked and again == shown)

    # Interrupts

    def interrupts(self, client: Client) -> None:
        print("\ninterrupts at random instants, from the signal to the cell's end", flush=True)
        for what in ("ask", "run"):
            times, ends = [], []
            while len(times) < self.options.interrupts:
                number = self.draw.randrange(10**9)
                code = f'ask "Write about every table in turn, at length, number {number}"' if what == "ask" else "run on=train"
                message = client.send(code)
                waited = time.monotonic()
                while self.server.open == 0 and time.monotonic() - waited < 20:
                    time.sleep(0.001)
                time.sleep(self.draw.uniform(0, self.options.longest))
                began, on_its_way = time.monotonic(), self.server.open
                client.manager.interrupt_kernel()
                reply = client.reply(message)
                times.append(1000 * (time.monotonic() - began))
                client.outputs(message)
                if reply["status"] == "ok":
                    times.pop()
                    if what == "run":
                        break
                    continue
                if reply["ename"] != "Interrupted":
                    self.check(f"{what} is interrupted", False, str(reply))
                if on_its_way:
                    while self.server.open and time.monotonic() - began < 5:
                        time.sleep(0.0005)
                    ends.append(1000 * (time.monotonic() - began))
            if not times:
                continue
            self.check(f"{what} stops within 100 ms", max(times) < 100,
                       f"{len(times)} times: half within {statistics.median(times):.1f} ms, all within {max(times):.1f} ms"
                       + (f"; the server is rid of its calls within {max(ends):.1f} ms" if ends else ""))

    # Kills

    def kept(self, store: str) -> int:
        database = sqlite3.connect(self.folder / store)
        try:
            return database.execute("SELECT count(*) FROM responses").fetchone()[0]
        finally:
            database.close()

    def kills(self) -> None:
        print("\nkill -9 in the middle of a run and of its judging by a model", flush=True)
        self.play("base", self.set_up("killed.chaos"))
        script = self.script("work", "use store killed.chaos\nrun on=train\njudge r1 with=faithful,answers_question\n")
        first, lost, kills = len(self.server.asked), 0, 0
        while True:
            process = subprocess.Popen([self.options.program, "run", script], cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                       text=True)
            before, kept = len(self.server.asked), self.kept("killed.chaos")
            if kills < self.options.kills:
                # So many calls later, at an instant in the midst of one.
                target = before + self.draw.randrange(2, max(3, self.options.questions))
                while process.poll() is None and len(self.server.asked) < target:
                    time.sleep(0.002)
                time.sleep(self.draw.uniform(0, self.options.longest / 2))
                process.kill()
            output, _ = process.communicate()
            time.sleep(0.2)
            asked, gained = len(self.server.asked) - before, self.kept("killed.chaos") - kept
            if process.returncode == 0:
                break
            if process.returncode > 0:
                sys.exit(output[-3000:])
            kills += 1
            lost += asked - gained
            self.check(f"kill {kills}", 0 <= asked - gained <= 64, f"{asked} asked, {gained} kept, {asked - gained} on their way")
        keys = self.server.asked[first:]
        distinct, total = len(set(keys)), len(keys)
        self.check("no completed call is paid twice", kills > 0 and total - distinct == lost,
                   f"{kills} kills, {total} requests, {distinct} different, {lost} lost on their way")
        self.check("all answers are kept", self.kept("killed.chaos") == distinct)
        again = len(self.server.asked)
        self.play("again", "use store killed.chaos\nrun on=train\njudge r1 with=faithful,answers_question\n")
        self.check("the same once more asks nothing", len(self.server.asked) == again)
        budget = self.play("budget", "use store killed.chaos\nshow budget\n")
        calls = int(re.search(r"model calls +([\d,]+)", budget)[1].replace(",", ""))
        self.check("the account outlasts the kills", distinct <= calls <= total, f"{calls} calls")

    def run(self) -> int:
        client = Client(self.options.program, self.folder)
        try:
            client.cell(self.set_up("s.chaos"))
            self.streaming(client)
            if self.options.interrupts:
                self.interrupts(client)
            self.causes(client)
        finally:
            client.close()
        if self.options.kills:
            self.kills()
        print("\n" + (f"failed: {', '.join(self.failures)}" if self.failures else "all went well"))
        return 1 if self.failures else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", type=lambda path: Path(path).resolve())
    parser.add_argument("--url")
    parser.add_argument("--model", default="qwen2.5-coder-0.5b")
    parser.add_argument("--interrupts", type=int, default=12)
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--questions", type=int, default=24, help="that are asked; each is up to four calls")
    parser.add_argument("--longest", type=float, help="seconds that an interrupt waits at most")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    options.longest = options.longest or (2.0 if options.url else 0.3)
    with tempfile.TemporaryDirectory(prefix="chaos-llama-") as folder:
        return Trial(options, Server(options.url, 0.05, 0.02), Path(folder)).run()


if __name__ == "__main__":
    sys.exit(main())
