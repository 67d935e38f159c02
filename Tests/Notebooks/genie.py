"""Tunes the sample's space in notebooks/genie.ipynb, offline, against the stand-in workspace.

usage: genie.py PROGRAM STAND_IN_ANSWERS FOLDER
"""
from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.request
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from notebooks import ROOT, install_kernel, run, workspace

SPACE = "01f0c4a05119de0000000000000a11ae"


def post(url: str, body: dict) -> dict:
    request = urllib.request.Request(url, data=json.dumps(body).encode(), method="POST")
    return json.loads(urllib.request.urlopen(request).read())


@contextmanager
def stand_in(answers: Path, database: Path, space: Path):
    """A stand-in workspace with one space; its address and token are in the environment meanwhile."""
    words = [sys.executable, "-B", ROOT / "Tests/Stubs/workspace.py", "--answers", answers, database]
    server = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        host = f"http://127.0.0.1:{int(server.stdout.readline())}"
        body = {"space_id": SPACE, "title": "Tarn & Thistle", "warehouse_id": "stand-in", "serialized_space": json.dumps(json.loads(space.read_text()))}
        post(host + "/test/space", body)
        os.environ.update(DATABRICKS_HOST=host, DATABRICKS_TOKEN="dapi-stand-in")
        yield host
    finally:
        server.stdin.close()
        server.wait(10)


def main() -> None:
    program, answers, folder = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve(), Path(sys.argv[3]).resolve()
    install_kernel(program)
    folder = workspace(folder)
    script = folder / "build.llama"
    script.write_text("new database sample/tarn_thistle.sqlite from sample/tarn_thistle.sql\n")
    subprocess.run([program, "run", script], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    with stand_in(answers, folder / "sample/tarn_thistle.sqlite", folder / "sample/space.json") as host:
        run(folder, "genie.ipynb", show_progress=True)
        left = json.loads(urllib.request.urlopen(host + "/test/log").read())
    assert left["conversations"] == 0, "conversations are left behind"
    assert b"dapi-stand-in" not in (folder / "genie.ipynb").read_bytes(), "the token is in the notebook"
    print(f"The notebook as it ran: {folder / 'genie.ipynb'}")


if __name__ == "__main__":
    main()
