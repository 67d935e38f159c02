"""Checks the house: which module may import which, that nothing goes round in circles, and that files stay small."""
from __future__ import annotations

import json
import re
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FRONT_ENDS = {"JupyterKernel", "LineREPL"}
# What front ends and the language of commands share with the rest.
COMMON = {"Basics", "Platform", "Displays", "Kernelspec"}
# The only ones that may know the halves on both sides of the seams: the session, and the program that puts it together.
KNOWS_ALL = {"Sessions", "chaos-llama"}
MEDIAN, LONGEST = 120, 420
IMPORT = re.compile(r"^\s*(?:@\w+\s+)?(?:(?:package|public|internal|private|fileprivate)\s+)?import\s+(?:struct |class |enum |func )?(\w+)", re.M)


def declared() -> dict[str, set[str]]:
    """The package's own modules, each with those that it may import."""
    package = json.loads(subprocess.run(["swift", "package", "dump-package"], cwd=ROOT, check=True, capture_output=True).stdout)
    return {target["name"]: {dependency["byName"][0] for dependency in target["dependencies"]}
            for target in package["targets"] if target["type"] != "test"}


def reached(module: str, graph: dict[str, set[str]]) -> set[str]:
    found, open_modules = set(), [module]
    while open_modules:
        for other in graph[open_modules.pop()] - found:
            found.add(other)
            open_modules.append(other)
    return found


def imported(module: str, graph: dict[str, set[str]]) -> dict[str, list[Path]]:
    """What a module's files really import: SwiftPM lets a file import what only a dependency declared."""
    found: dict[str, list[Path]] = {}
    for path in sorted((ROOT / "Sources" / module).rglob("*.swift")):
        for name in IMPORT.findall(path.read_text()):
            if name in graph or name == "Foundation":
                found.setdefault(name, []).append(path.relative_to(ROOT))
    return found


def main() -> int:
    graph = declared()
    systems = {name for name in graph if (ROOT / "Sources" / name / "module.modulemap").exists()}
    domain = set(graph) - FRONT_ENDS - COMMON - KNOWS_ALL - systems - {"Language"}
    problems = []
    for module in sorted(graph):
        below = reached(module, graph)
        if module in below:
            problems.append(f"{module} reaches itself through its imports")
        used = imported(module, graph)
        for name in sorted(set(used) - graph[module] - {module}):
            problems.append(f"{used[name][0]} imports {name}, which {module} does not declare")
        if module in KNOWS_ALL:
            continue
        if module in FRONT_ENDS and below - COMMON - systems:
            problems.append(f"the front end {module} knows {', '.join(sorted(below - COMMON - systems))}")
        if module in domain and below & (FRONT_ENDS | KNOWS_ALL | {"Displays", "Language"}):
            problems.append(f"the domain module {module} knows {', '.join(sorted(below - domain - systems - COMMON | below & {'Displays'}))}")
        if module == "Language" and below & domain:
            problems.append(f"Language knows {', '.join(sorted(below & domain))}")
    lengths = {path.relative_to(ROOT): len(path.read_text().splitlines()) for path in (ROOT / "Sources").rglob("*.swift")}
    median = statistics.median(lengths.values())
    if median > MEDIAN:
        problems.append(f"half of the files have more than {median:.0f} lines; {MEDIAN} is the bar")
    problems += [f"{path} has {length} lines; {LONGEST} are the most" for path, length in sorted(lengths.items()) if length > LONGEST]
    longest = max(lengths, key=lambda path: lengths[path])
    print(f"{len(graph) - len(systems)} modules, {len(lengths)} files, median {median:.0f} lines, 90 % within "
          f"{statistics.quantiles(lengths.values(), n=10)[-1]:.0f}, longest {lengths[longest]} ({longest})")
    for problem in problems:
        print("  " + problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
