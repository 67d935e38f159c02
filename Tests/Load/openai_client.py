"""The same load by the `openai` package's asynchronous client: openai_client.py URL CALLS WIDTH."""
from __future__ import annotations

import asyncio
import resource
import sys
import time

import openai

try:
    import httpx2 as httpx
except ImportError:
    import httpx


async def main(url: str, calls: int, width: int) -> None:
    limits = httpx.Limits(max_connections=width, max_keepalive_connections=width)
    client = openai.AsyncOpenAI(base_url=url, api_key="none", max_retries=0,
                                http_client=openai.DefaultAsyncHttpxClient(limits=limits, timeout=60))
    numbers = iter(range(calls))

    async def worker() -> None:
        for number in numbers:
            answer = await client.chat.completions.create(
                model="stub", temperature=0, max_tokens=256,
                messages=[{"role": "system", "content": "You write SQL. " * 100}, {"role": "user", "content": f"Question {number}"}])
            assert answer.choices[0].finish_reason == "stop"

    for measured in (False, True):
        if measured:
            numbers = iter(range(calls))
        else:
            numbers = iter(range(width))
        before, started = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
        await asyncio.gather(*(worker() for _ in range(width)))
        wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF)
        if measured:
            cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            print(f"{wall:.4f} {cpu / calls * 1e6:.1f} {after.ru_maxrss / 1024:.1f}")


asyncio.run(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
