"""Runs the project's notebooks through a real Jupyter client; the demo and the checks share it."""
from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[2]
KERNEL = "chaos-llama"


def install_kernel(program: Path) -> None:
    """Puts the kernelspec into the environment of this Python, where its clients look first."""
    subprocess.run([program, "install", "--prefix", sys.prefix], check=True, stdout=subprocess.DEVNULL)


def workspace(folder: Path) -> Path:
    """A fresh copy of the notebooks and the sample, so that running them leaves the sources alone."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "notebooks", folder, ignore=shutil.ignore_patterns("*.sqlite*", "*.chaos*", ".ipynb_checkpoints"))
    return folder


class Runner(NotebookClient):
    """A client that tells of each cell as it runs."""

    def __init__(self, notebook, folder: Path, show_progress: bool = False):
        super().__init__(notebook, timeout=900, kernel_name=KERNEL, record_timing=False, resources={"metadata": {"path": str(folder)}})
        self.show_progress = show_progress
        self.terminal = show_progress and sys.stdout.isatty()
        self.started = time.monotonic()
        self.on_cell_start = self.cell_started
        self.on_cell_executed = self.cell_executed

    def line(self, text: str, end: str = "\n") -> None:
        if self.show_progress:
            print(("\r\x1b[2K" if self.terminal else "") + text, end=end, flush=True)

    def cell_started(self, cell, cell_index):
        self.started = time.monotonic()
        if cell.cell_type == "code" and self.terminal:
            self.line(f"  …  {first_line(cell.source)}", end="")

    def cell_executed(self, cell, cell_index, execute_reply):
        self.line(f"{time.monotonic() - self.started:5.1f} s  {first_line(cell.source)}")

    def process_message(self, msg, cell, cell_index):
        if self.terminal and msg["msg_type"] == "update_display_data":
            lines = msg["content"]["data"].get("text/plain", "").strip().splitlines()
            if lines:
                self.line(f"  …  {lines[-1][:100]}", end="")
        return super().process_message(msg, cell, cell_index)


def first_line(source: str) -> str:
    lines = [line for line in source.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    return (lines or [""])[0][:90] + (" …" if len(lines) > 1 else "")


def run(folder: Path, name: str, show_progress: bool = False):
    """Executes one notebook in place and gives it back; an error in a cell is an exception."""
    path = folder / name
    notebook = nbformat.read(path, as_version=4)
    try:
        Runner(notebook, folder, show_progress).execute()
    finally:
        nbformat.write(notebook, path)
    return notebook


def plain(cell) -> str:
    """All that a cell shows, as text."""
    texts = []
    for output in cell.get("outputs", []):
        if output.output_type == "stream":
            texts.append(output.text)
        elif output.output_type == "error":
            texts.append("\n".join(output.traceback))
        else:
            texts.append(output.get("data", {}).get("text/plain", ""))
    return "\n".join(texts)


def tagged(notebook, tag: str):
    """The one cell that carries a tag."""
    cells = [cell for cell in notebook.cells if tag in cell.metadata.get("tags", [])]
    assert len(cells) == 1, f"{len(cells)} cells are tagged {tag}"
    return cells[0]
