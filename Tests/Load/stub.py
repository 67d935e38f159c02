"""A chat endpoint that thinks for 200 ms and costs as little as Python allows; prints its port and, at the end of its input,
how many requests came over how many connections.

    stub.py [SECONDS]
"""
from __future__ import annotations

import asyncio
import json
import sys

LATENCY = float(sys.argv[1]) if len(sys.argv) > 1 else 0.2
BODY = json.dumps({
    "id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": "stub",
    "choices": [{"index": 0, "message": {"role": "assistant", "content": "SELECT count(*) FROM orders WHERE region = 'EMEA'"},
                 "finish_reason": "stop"}],
    "usage": {"prompt_tokens": 400, "completion_tokens": 14, "total_tokens": 414}}).encode()
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (len(BODY), BODY)


class Connection(asyncio.Protocol):
    connections = requests = 0
    loop: asyncio.AbstractEventLoop

    def connection_made(self, transport: asyncio.Transport) -> None:
        Connection.connections += 1
        self.transport, self.pending = transport, b""

    def data_received(self, data: bytes) -> None:
        self.pending += data
        end = self.pending.find(b"\r\n\r\n")
        if end < 0:
            return
        head = self.pending[:end].lower()
        at = head.find(b"content-length:")
        length = int(head[at + 15:head.find(b"\r\n", at) if b"\r\n" in head[at:] else len(head)])
        if len(self.pending) < end + 4 + length:
            return
        self.pending = b""
        Connection.requests += 1
        self.loop.call_later(LATENCY, self.transport.write, ANSWER)


async def main() -> None:
    Connection.loop = asyncio.get_running_loop()
    server = await Connection.loop.create_server(Connection, "127.0.0.1", 0, backlog=4096)
    print(server.sockets[0].getsockname()[1], flush=True)
    await Connection.loop.run_in_executor(None, sys.stdin.read)
    print(f"stub: {Connection.requests} requests over {Connection.connections} connections", file=sys.stderr)


asyncio.run(main())
