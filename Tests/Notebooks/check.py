"""Checks the kernel through real Jupyter clients: the public kernel test suite, and both notebooks."""
from __future__ import annotations

import os
import re
import sys
import tempfile
import unittest
from pathlib import Path

import jupyter_kernel_test
import nbformat

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


if __name__ == "__main__":
    notebooks.install_kernel(Path(sys.argv.pop(1)).resolve())
    unittest.main(verbosity=2)
