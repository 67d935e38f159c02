"""2,000 questions, 256 at once, to a stub that thinks for 200 ms: ours and the `openai` package's client, side by side.

    compare.py http-benchmarks [PYTHON]      PYTHON is one in which `openai` is installed; without it ours alone is measured
"""
from __future__ import annotations

import os
import statistics
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
CALLS, WIDTH, LATENCY = 2000, 256, 0.2


def main(benchmark: str, python: str | None = None) -> int:
    stub = subprocess.Popen([sys.executable, HERE / "stub.py", str(LATENCY)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    url = f"http://127.0.0.1:{int(stub.stdout.readline())}/v1"
    ours = subprocess.run([benchmark, url, str(CALLS), str(WIDTH), "5"], check=True, capture_output=True, text=True).stdout
    theirs = [subprocess.run([python, HERE / "openai_client.py", url, str(CALLS), str(WIDTH)], check=True, capture_output=True, text=True).stdout
              for _ in range(3 if python else 0)]
    stub.stdin.close()
    stub.wait()
    lines = [line.split() for line in ours.splitlines()] + [["openai", *line.split()] for line in theirs]
    ideal = CALLS / WIDTH * LATENCY
    print(f"{CALLS} calls, {WIDTH} at once, {1000 * LATENCY:.0f} ms each: ideal {ideal:.3f} s; load {os.getloadavg()[0]:.2f}")
    print(f"{'client':<8}{'wall s':>9}{'of ideal':>10}{'CPU us/call':>13}{'memory MB':>22}")
    cpu = {}
    for name in ("http", "models", *(["openai"] if python else [])):
        rows = [[float(value) for value in line[1:]] for line in lines if line[0] == name]
        wall, cpu[name] = statistics.median(row[0] for row in rows), statistics.median(row[1] for row in rows)
        memory = f"{rows[0][2]:.1f} to {rows[-1][2]:.1f}"
        print(f"{name:<8}{wall:>9.3f}{wall / ideal:>9.1%} {cpu[name]:>12.1f}{memory:>22}")
    half, last = next(line[1:] for line in lines if line[0] == "cancel")
    print(f"from cancelling a call to its error: {half} us for half of them, {last} us at most")
    if python:
        print(f"openai's client takes {cpu['openai'] / cpu['models']:.1f} times the CPU of ours with all of Models, "
              f"{cpu['openai'] / cpu['http']:.1f} times that of HTTP alone")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
