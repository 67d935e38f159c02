"""Runs notebooks/model.ipynb on a real language model.

usage: model.py PROGRAM FOLDER URL [NAME]

URL is of an OpenAI-compatible endpoint (…/v1) that wants no key; NAME is what it calls its model.
"""
from __future__ import annotations

import re
import sys
from pathlib import Path

import nbformat

sys.path.insert(0, str(Path(__file__).parent))
from notebooks import install_kernel, plain, run, workspace


def main() -> None:
    program, folder, url = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve(), sys.argv[3]
    install_kernel(program)
    folder = workspace(folder)
    path = folder / "model.ipynb"
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.source = re.sub(r"url=\S+", f"url={url}", cell.source)
            if len(sys.argv) > 4:
                cell.source = re.sub(r"model=\S+", f"model={sys.argv[4]}", cell.source)
    nbformat.write(notebook, path)
    ran = run(folder, "model.ipynb", show_progress=True)
    runs = [cell for cell in ran.cells if cell.cell_type == "code" and cell.source.startswith("run on=validation")]
    calls = [re.search(r"model calls +([\d,]+)", plain(cell)) for cell in ran.cells if "show budget" in cell.source]
    assert len(runs) == 2 and all(calls), "the notebook does not say what was asked"
    print(f"The notebook as it ran: {path}")


if __name__ == "__main__":
    main()
