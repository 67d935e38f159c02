"""A small HTTP server that behaves as badly as asked; prints its port. Python's standard library only.

    server.py [--tls CERTIFICATE KEY]
"""
from __future__ import annotations

import asyncio
import gzip
import json
import os
import ssl
import sys
from urllib.parse import parse_qsl, urlsplit

import chat


class Server:
    def __init__(self) -> None:
        self.connections = 0
        self.seen: list[dict] = []
        self.tries: dict[str, int] = {}

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        number = self.connections
        try:
            while await self.exchange(reader, writer, number):
                pass
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, number: int) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, target, _ = head[0].split(" ", 2)
        fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)}
        body = await reader.readexactly(int(fields.get("content-length", "0")))
        url = urlsplit(target)
        query = dict(parse_qsl(url.query))
        request = {"method": method, "path": url.path, "query": query, "fields": fields, "body": body.decode("utf-8", "replace"),
                   "connection": number}
        answer = Answer(writer, method)
        route = url.path.strip("/").replace("-", "_").split("/")[0]
        if url.path.endswith(("/chat/completions", "/invocations", "/embeddings")):
            self.seen.append(request)
            await chat.reply(request, answer, self.tries)
        elif handler := getattr(self, "on_" + route, None):
            self.seen.append(request)
            await handler(request, answer)
        else:
            await answer.whole(404, b'{"error": "no such route"}')
        return not answer.ends

    async def on_echo(self, request: dict, answer: Answer) -> None:
        await answer.whole(200, json.dumps(request).encode())

    async def on_seen(self, request: dict, answer: Answer) -> None:
        await answer.whole(200, json.dumps(self.seen[:-1]).encode())

    async def on_connections(self, request: dict, answer: Answer) -> None:
        await answer.whole(200, str(self.connections).encode())

    async def on_slow(self, request: dict, answer: Answer) -> None:
        await asyncio.sleep(float(request["query"]["seconds"]))
        await answer.whole(200, b"late")

    async def on_stall(self, request: dict, answer: Answer) -> None:
        await answer.start(200, [("Content-Length", "1000")])
        await answer.write(b"a beginning")
        await asyncio.sleep(30)
        answer.ends = True

    async def on_cut(self, request: dict, answer: Answer) -> None:
        answer.ends = True
        if "chunked" in request["query"]:
            await answer.start(200, [("Transfer-Encoding", "chunked")])
            await answer.write(b"5\r\nhello\r\n")
        elif "head" not in request["query"]:
            await answer.start(200, [("Content-Length", "1000")])
            await answer.write(b"0123456789")

    async def on_chunked(self, request: dict, answer: Answer) -> None:
        await answer.start(200, [("Transfer-Encoding", "chunked")])
        for word in ("one ", "two ", "drei ", "\u56db"):
            await answer.chunk(word.encode())
            await asyncio.sleep(0.005)
        await answer.chunk(b"")

    async def on_huge(self, request: dict, answer: Answer) -> None:
        count = int(request["query"]["bytes"])
        await answer.start(200, [("Content-Length", str(count))])
        sent = 0
        while sent < count:
            piece = bytes((sent // 65536 + index) % 251 for index in range(min(65536, count - sent)))
            await answer.write(piece)
            sent += len(piece)

    async def on_gzip(self, request: dict, answer: Answer) -> None:
        body = gzip.compress(b"a" * int(request["query"]["bytes"]))
        await answer.whole(200, body, [("Content-Encoding", "gzip")])

    async def on_redirect(self, request: dict, answer: Answer) -> None:
        await answer.whole(int(request["query"].get("status", "302")), b"", [("Location", request["query"]["to"])])

    async def on_loop(self, request: dict, answer: Answer) -> None:
        await answer.whole(302, b"", [("Location", "/loop")])

    async def on_status(self, request: dict, answer: Answer) -> None:
        after = request["query"].get("after")
        await answer.whole(int(request["query"]["code"]), b"{}", [("Retry-After", after)] if after else [])

    async def on_garbage(self, request: dict, answer: Answer) -> None:
        await answer.write(b"SSH-2.0-OpenSSH_9.2\r\n\r\n")
        answer.ends = True

    async def on_heads(self, request: dict, answer: Answer) -> None:
        answer.ends = True
        await answer.write(b"HTTP/1.1 200 Something\r\n")
        for number in range(400):
            await answer.write(b"X-%d: %s\r\n" % (number, b"x" * 1000))

    async def on_events(self, request: dict, answer: Answer) -> None:
        """The body's bytes as an event stream, `size` at a time."""
        body, size = request["body"].encode(), int(request["query"].get("size", "1"))
        await answer.start(200, [("Content-Type", "text/event-stream"), ("Transfer-Encoding", "chunked")])
        for start in range(0, len(body), size):
            await answer.chunk(body[start:start + size])
        await answer.chunk(b"")


class Answer:
    def __init__(self, writer: asyncio.StreamWriter, method: str) -> None:
        self.writer, self.method, self.ends = writer, method, False

    async def start(self, status: int, fields: list[tuple[str, str]]) -> None:
        lines = [f"HTTP/1.1 {status} Something"] + [f"{name}: {value}" for name, value in fields]
        await self.write("\r\n".join(lines + ["", ""]).encode())

    async def write(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    async def chunk(self, data: bytes) -> None:
        await self.write(b"%x\r\n%s\r\n" % (len(data), data))

    async def whole(self, status: int, body: bytes, fields: list[tuple[str, str]] = []) -> None:
        await self.start(status, [*fields, ("Content-Length", str(len(body)))])
        if self.method != "HEAD":
            await self.write(body)


async def main(arguments: list[str]) -> None:
    context = None
    if arguments[:1] == ["--tls"]:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(arguments[1], arguments[2])
    listener = await asyncio.start_server(Server().serve, "127.0.0.1", 0, ssl=context, backlog=1024)
    print(listener.sockets[0].getsockname()[1], flush=True)
    # The end of standard input is the end of the test that started this; whoever still waits for an answer is gone.
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    os._exit(0)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
