"""The main job: the tutorial notebook, run start to finish through a real Jupyter client."""
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "Tests" / "Notebooks"))
import notebooks  # noqa: E402


def main() -> None:
    program = Path(sys.argv[1]).resolve()
    notebooks.install_kernel(program)
    folder = notebooks.workspace(notebooks.ROOT / "demo")
    print("Running notebooks/tutorial.ipynb", flush=True)
    notebook = notebooks.run(folder, "tutorial.ipynb", show_progress=True)
    print()
    print(notebooks.plain(notebooks.tagged(notebook, "certified")).strip())
    print()
    print("The executed notebook is demo/tutorial.ipynb, the report is demo/report.html.")


main()
