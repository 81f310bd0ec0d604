"""Pictures of the reviewers' page for docs/manual.md: `python -m samples.screenshots ARCHIVE FOLDER`.

Works on a copy of an archive that the samples were loaded into, in Chromium, so that the pictures can
be made again when the page changes. Needs what requirements-dev.txt names, and `chromium`.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from urllib.request import urlopen

from PIL import Image
from playwright.sync_api import Page, sync_playwright

REVIEWER = "王审核"  # the name that the pages show
CODE = "audit-mismatch"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--force-color-profile=srgb",
]


def main() -> None:
    options = _options()
    options.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as held, sync_playwright() as playwright:
        copy = shutil.copytree(options.archive, Path(held) / "archive")
        subprocess.run([*_shenhe(copy), "check"], check=True, stdout=subprocess.DEVNULL)
        with _served(copy) as address:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=FLAGS
            )
            size = {"width": options.width, "height": options.width * 5 // 8}
            page = browser.new_page(base_url=address, viewport=size, locale="zh-CN")
            for name in _shots(page):
                page.wait_for_load_state("networkidle")
                path = options.folder / f"{name}.png"
                page.screenshot(path=path)
                _smaller(path)
            browser.close()


def _shots(page: Page) -> Iterator[str]:
    """Go through a review day; yield a name whenever there is something to be seen."""
    page.goto("/")
    page.keyboard.press("j")
    yield "queue"
    page.goto(f"/?code={CODE}")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector("#sheet image")
    page.locator(f"li[data-href*='code={CODE}']").first.click()
    yield "submission"
    page.keyboard.press("Enter")
    page.wait_for_selector(".decide")
    yield "finding"
    page.keyboard.press("e")
    page.wait_for_selector("#editor[open]")
    yield "correction"
    page.keyboard.press("Escape")
    page.wait_for_selector("#editor", state="hidden")
    page.keyboard.press("?")
    page.wait_for_selector("#help[open]")
    yield "keys"
    page.goto(f"/?code={CODE}")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector("#sheet image")
    page.keyboard.press("c")
    page.wait_for_selector(".sides-of")
    yield "comparison"
    page.goto("/batches")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector(".summary")
    yield "batch"


def _smaller(path: Path) -> None:
    """Write a picture anew with a palette, which takes a third of the space."""
    with Image.open(path) as picture:
        picture.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    command = [*_shenhe(folder), "serve", "--without-accounts", "--port", str(port)]
    process = subprocess.Popen(
        command, env={**os.environ, "LOGNAME": REVIEWER}, stderr=subprocess.DEVNULL
    )
    address, end = f"http://127.0.0.1:{port}", monotonic() + 60
    while monotonic() < end:
        try:
            urlopen(address).close()
            break
        except OSError:
            sleep(0.2)
    yield address
    process.terminate()
    process.wait()


def _shenhe(folder: Path) -> list[str]:
    return [sys.executable, "-m", "shenhe", "--archive", str(folder)]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", type=Path, help="an archive that the samples were loaded into")
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--width", type=int, default=1280)
    return parser.parse_args()


if __name__ == "__main__":
    main()
