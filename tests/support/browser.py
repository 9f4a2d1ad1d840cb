"""Pages of a site in headless Chromium: what a reader's browser would complain of.

python tests/support/browser.py SITE OUT    # a picture of every kind of page, on a desktop, a phone and A4, to look at
"""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
SERIOUS = ("serious", "critical")
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}
# One page of each kind, as paths in the tree of a language.
KINDS = (
    "index.html",
    "muc-tieu.html",
    "chi-so.html",
    "chi-so/cxi.html",
    "chi-so/cxi-do-chac-chan.html",
    "chi-so/cxi-kiem-dinh.html",
    "chi-so/pii.html",
    "chi-tieu.html",
    "chi-tieu/r_firm_innov_pct.html",
    "don-vi.html",
    "don-vi/c00715.html",
    "don-vi/d08-skhcn.html",
    "tien-do-gui.html",
    "chat-luong.html",
    "nhiem-vu.html",
    "phuong-phap.html",
    "tai-ve.html",
)


def program() -> str | None:
    """The installed browser, None where there is none."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


needs_browser = pytest.mark.skipif(program() is None and not os.environ.get("CI"), reason="not installed: chromium")


@contextmanager
def browser() -> Generator[Browser]:
    """A running browser. As root Chromium runs without its sandbox only."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program(), args=["--no-sandbox"])
        yield started
        started.close()


@contextmanager
def served(folder: Path) -> Generator[str]:
    """The folder on a static server of this machine; yields its address."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@dataclass
class Watched:
    """A page that notes every complaint: console errors, failed requests, requests that leave `base`."""

    page: Page
    base: str
    complaints: list[str] = field(default_factory=list[str])

    def __post_init__(self) -> None:
        self.page.on("console", lambda said: self._note(f"console: {said.text}") if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self._note(f"error: {error}"))
        self.page.on("requestfailed", lambda request: self._note(f"failed: {request.url}"))
        self.page.on("request", self._leaves)

    def _note(self, text: str) -> None:
        self.complaints.append(f"{self.page.url}: {text}")

    def _leaves(self, request: Any) -> None:
        if not request.url.startswith((self.base, "data:", "blob:")):
            self._note(f"leaves the folder: {request.url}")

    def open(self, path: str) -> Page:
        """Open a page of the site."""
        self.page.goto(f"{self.base}/{path}")
        return self.page


@contextmanager
def watched(started: Browser, base: str, size: str = "desktop") -> Generator[Watched]:
    """A page of a desktop or a phone that is watched."""
    width, height = SIZES[size]
    page = started.new_page(viewport={"width": width, "height": height})
    yield Watched(page, base)
    page.close()


def serious_faults(page: Page) -> list[str]:
    """What axe-core finds serious or critical. It is evaluated, since the policy of the page bars other scripts."""
    source = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
    page.evaluate(source)
    found = page.evaluate("axe.run(document, {preload: false, resultTypes: ['violations']})")
    return [
        f"{page.url}: {fault['id']} ({fault['impact']}): {fault['nodes'][0]['html'][:120]}"
        for fault in found["violations"]
        if fault["impact"] in SERIOUS
    ]


def main(site: Path, out: Path) -> None:
    """Write the pictures."""
    out.mkdir(parents=True, exist_ok=True)
    with browser() as started:
        for path in KINDS:
            name = path.removesuffix(".html").replace("/", "_")
            for size in SIZES:
                with watched(started, site.resolve().as_uri(), size) as seen:
                    seen.open(path).screenshot(path=out / f"{name}_{size}.png", full_page=True)
                    if size == "desktop":
                        seen.page.pdf(path=out / f"{name}_a4.pdf", prefer_css_page_size=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
