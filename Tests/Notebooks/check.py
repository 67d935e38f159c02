"""Checks the kernel through real Jupyter clients: the public kernel test suite, a session that
the unit tests play in process too, and both notebooks."""
from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
import unittest
from pathlib import Path

import jupyter_kernel_test
import nbformat
from nbclient import NotebookClient

import notebooks

os.environ["CHAOS_LLAMA_DIAGNOSTICS"] = "1"


class KernelSuite(jupyter_kernel_test.KernelTests):
    kernel_name = notebooks.KERNEL
    language_name = "chaos-llama"
    file_extension = ".llama"
    code_hello_world = "test hello"
    code_stderr = "test stderr"
    completion_samples = [{"text": "show ver", "matches": {"versions"}}, {"text": "cert", "matches": {"certify"}}]
    complete_code_samples = ["show versions", "# nothing", "run on=train\nshow runs"]
    incomplete_code_samples = ['ask """how many', "for db in *.sqlite\n  connect sqlite:${db_path}"]
    invalid_code_samples = ["nonsense here", "run on=nowhere"]
    code_page_something = "?step"
    code_generate_error = "test fail"
    code_execute_result = [{"code": "test echo 42", "result": "42"}]
    code_display_data = [{"code": "test svg", "mime": "image/svg+xml"}]
    code_history_pattern = "test ech*"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "certify"
    code_clear_output = "test clear"


class WelcomeSuite(jupyter_kernel_test.IopubWelcomeTests):
    kernel_name = notebooks.KERNEL
    support_iopub_welcome = True


class NotebookChecks(unittest.TestCase):
    """Each notebook runs from a fresh copy without an error and says what it promises."""

    def run_notebook(self, name: str):
        with tempfile.TemporaryDirectory() as scratch:
            folder = notebooks.workspace(Path(scratch) / "notebooks")
            notebook = notebooks.run(folder, name)
            files = {path.name for path in folder.iterdir()}
        for cell in notebook.cells:
            self.assertFalse([o for o in cell.get("outputs", []) if o.output_type == "error"], cell.source)
        return notebook, files

    def certified(self, notebook) -> tuple[float, float]:
        shares = re.findall(r"^ v\d+ +(\d+\.\d) %", notebooks.plain(notebooks.tagged(notebook, "certified")), re.M)
        self.assertEqual(len(shares), 2, "the certificate shows two versions")
        return float(shares[0]), float(shares[1])

    def test_tutorial(self):
        notebook, files = self.run_notebook("tutorial.ipynb")
        before, after = self.certified(notebook)
        self.assertLessEqual(before, 30)
        self.assertGreaterEqual(after - before, 25)
        self.assertLessEqual({"tuned_space.json", "report.html"}, files)
        chart = next(cell for cell in notebook.cells if cell.source.startswith("plot accuracy"))
        kinds = set(chart.outputs[0].data)
        self.assertEqual(kinds, {"application/vnd.vegalite.v5+json", "image/svg+xml", "text/plain"})

    def test_your_evalset(self):
        notebook, files = self.run_notebook("your_evalset.ipynb")
        before, after = self.certified(notebook)
        self.assertGreaterEqual(after, before)
        self.assertIn("your_space.json", files)

    def test_committed_outputs_hold_no_errors(self):
        for name in ("tutorial.ipynb", "your_evalset.ipynb"):
            notebook = nbformat.read(notebooks.ROOT / "notebooks" / name, as_version=4)
            outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
            self.assertFalse([output for output in outputs if output.output_type == "error"], name)


class ScenarioChecks(unittest.TestCase):
    """The session of Tests/SessionsTests/Scenarios reads over the wire as it does in process."""

    maxDiff = None

    def test_shop(self):
        scenarios = notebooks.ROOT / "Tests" / "SessionsTests" / "Scenarios"
        cells = [text.removesuffix("\n") for text in (scenarios / "shop.llama").read_text().split("# %%\n")[1:]]
        with tempfile.TemporaryDirectory() as folder:
            for name in ("shop.sql", "shop.jsonl"):
                shutil.copy(scenarios / name, folder)
            player = Player([cell.replace("@", folder) for cell in cells], folder)
            player.execute()
            texts = [player.shown(index).replace(folder, "@") for index in range(len(cells))]
        played = "".join(f"In [{number}]:\n{cell}\n\n{text}\n" for number, (cell, text) in enumerate(zip(cells, texts), 1))
        self.assertMultiLineEqual(played, (scenarios / "shop.txt").read_text())


class Player(NotebookClient):
    """Runs cells one after another, whatever fails, and keeps what they page."""

    def __init__(self, cells: list[str], folder: str):
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
        super().__init__(notebook, timeout=120, kernel_name=notebooks.KERNEL, allow_errors=True,
                         resources={"metadata": {"path": folder}})
        self.pages: dict[int, list[str]] = {}
        self.on_cell_executed = self.keep_pages

    def keep_pages(self, cell, cell_index, execute_reply):
        payloads = execute_reply["content"].get("payload", [])
        self.pages[cell_index] = [load["data"]["text/plain"] + "\n" for load in payloads if load["source"] == "page"]

    def shown(self, index: int) -> str:
        """All that a cell shows, as text without colours."""
        texts = []
        for output in self.nb.cells[index].outputs:
            if output.output_type == "stream":
                texts.append(output.text)
            elif output.output_type == "error":
                texts.append("\n".join(output.traceback) + "\n")
            else:
                texts.append(output.data["text/plain"] + "\n")
        return re.sub(r"\x1b\[[0-9;]*m", "", "".join(texts + self.pages.get(index, [])))


if __name__ == "__main__":
    notebooks.install_kernel(Path(sys.argv.pop(1)).resolve())
    unittest.main(verbosity=2)
