"""Takes the README's pictures: the executed tutorial in JupyterLab, and a session in a terminal."""
from __future__ import annotations

import html
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "notebooks" / "pictures"
CHROMIUM = "/usr/bin/chromium"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(url: str, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            urllib.request.urlopen(url, timeout=2)
            return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.3)


def notebook_picture(browser, scroll_to: str) -> None:
    """JupyterLab on the executed tutorial, scrolled to the cell that holds `scroll_to`."""
    port, token = free_port(), uuid.uuid4().hex
    with tempfile.TemporaryDirectory() as scratch:
        settings = Path(scratch) / "settings" / "@jupyterlab" / "apputils-extension"
        settings.mkdir(parents=True)
        (settings / "notification.jupyterlab-settings").write_text('{"fetchNews": "false", "checkForUpdates": false}')
        # Cells out of sight are left out otherwise, and cannot be scrolled to.
        tracker = Path(scratch) / "settings" / "@jupyterlab" / "notebook-extension"
        tracker.mkdir(parents=True)
        (tracker / "tracker.jupyterlab-settings").write_text('{"windowingMode": "none"}')
        environment = {**os.environ, "JUPYTERLAB_SETTINGS_DIR": f"{scratch}/settings", "JUPYTER_CONFIG_DIR": f"{scratch}/c",
                       "JUPYTER_RUNTIME_DIR": f"{scratch}/r", "JUPYTERLAB_WORKSPACES_DIR": f"{scratch}/w"}
        lab = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}", "--ServerApp.ip=127.0.0.1",
             f"--IdentityProvider.token={token}", f"--ServerApp.root_dir={ROOT / 'demo'}"],
            env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            wait_for(f"http://127.0.0.1:{port}/api?token={token}")
            page = browser.new_page(viewport={"width": 1280, "height": 1250}, device_scale_factor=1.5)
            page.goto(f"http://127.0.0.1:{port}/lab/tree/tutorial.ipynb?reset&token={token}")
            page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
            page.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status='idle']", timeout=60_000)
            page.keyboard.press("Control+b")
            time.sleep(3)
            page.evaluate("""text => { const cells = [...document.querySelectorAll('.jp-Notebook .jp-Cell')];
                (cells.find(cell => cell.innerText.includes(text)) ?? cells[0]).scrollIntoView({block: 'start'}); }""", scroll_to)
            time.sleep(3)
            page.screenshot(path=str(PICTURES / "notebook.png"))
        finally:
            lab.terminate()
            lab.wait(20)


ANSI = {"0": "</span>", "1": '<span class="bold">', "2": '<span class="dim">', "31": '<span class="red">',
        "32": '<span class="green">', "33": '<span class="yellow">', "34": '<span class="blue">', "35": '<span class="magenta">',
        "36": '<span class="cyan">', "90": '<span class="dim">'}


def page_of(screen: str) -> str:
    """A terminal's screen with its colours as a page."""
    out, open_spans = [], 0
    for part in re.split(r"(\x1b\[[0-9;]*m)", screen):
        codes = re.fullmatch(r"\x1b\[([0-9;]*)m", part)
        if not codes:
            out.append(html.escape(part))
            continue
        for code in (codes[1] or "0").split(";"):
            if code in ("", "0", "39", "22"):
                out.append("</span>" * open_spans)
                open_spans = 0
            elif code in ANSI:
                out.append(ANSI[code])
                open_spans += 1
    out.append("</span>" * open_spans)
    return ("<style>body{margin:0;background:#1e1f29;padding:18px;display:inline-block}"
            "pre{font:15px/1.35 'DejaVu Sans Mono',monospace;color:#e6e6e6;margin:0}.bold{font-weight:bold}.dim{color:#8b8fa3}"
            ".red{color:#ff6b6b}.green{color:#6bdc8b}.yellow{color:#f2c94c}.blue{color:#7aa2f7}.magenta{color:#d68ae0}"
            ".cyan{color:#6fd3e0}</style><pre>" + "".join(out) + "</pre>")


def terminal_picture(browser, program: Path, lines: list[str], columns: int = 116, rows: int = 46) -> None:
    """The REPL in a real terminal, with lines typed into it."""
    session = f"picture-{uuid.uuid4().hex[:6]}"

    def tmux(*words: str) -> str:
        return subprocess.run(["tmux", *words], check=True, capture_output=True, text=True).stdout

    tmux("new-session", "-d", "-s", session, "-x", str(columns), "-y", str(rows), "-c", str(ROOT / "demo"),
         f"env LANG=C.UTF-8 TERM=xterm-256color {program}")
    try:
        time.sleep(1)
        for line in lines:
            tmux("send-keys", "-t", session, "-l", line)
            tmux("send-keys", "-t", session, "Enter")
            settled, before = 0, ""
            while settled < 3:
                time.sleep(0.5)
                now = tmux("capture-pane", "-p", "-t", session)
                settled, before = (settled + 1 if now == before else 0), now
        screen = tmux("capture-pane", "-e", "-p", "-t", session)
    finally:
        subprocess.run(["tmux", "kill-session", "-t", session], capture_output=True)
    page = browser.new_page(device_scale_factor=1.5)
    page.set_content(page_of(screen.rstrip("\n")))
    page.locator("body").screenshot(path=str(PICTURES / "terminal.png"))


def main() -> None:
    program = Path(sys.argv[1]).resolve()
    PICTURES.mkdir(exist_ok=True)
    subprocess.run([sys.executable, ROOT / ".ci" / "demo.py", program], check=True)
    # Otherwise JupyterLab leaves out the styles of what it did not run itself.
    subprocess.run([sys.executable, "-m", "jupyter", "trust", ROOT / "demo" / "tutorial.ipynb"], check=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        notebook_picture(browser, "plot accuracy")
        terminal_picture(browser, program, ["use store tutorial.chaos", "show versions", "show epochs"])
        browser.close()


main()
