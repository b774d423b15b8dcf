"""A real service on the demo network, in a process of its own, and a real browser."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from dataclasses import dataclass
from threading import Event
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

_FLAGS: Final = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class Served:
    """A running service: where it is, and what it printed once it was up."""

    address: str
    said: str


@pytest.fixture(scope="session")
def served(cache_folder: Path) -> Iterator[Served]:
    """Start the demo on a free port, as a user would."""
    process = subprocess.Popen(
        [sys.executable, "-m", "ptce_match.cli.main", "serve", "--demo", "--port", "0"],
        env=os.environ | {"PTCE_MATCH_CACHE": str(cache_folder), "PTCE_MATCH_LOG_LEVEL": "error"},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        said, address = "", ""
        for line in process.stdout:
            said += line
            if "http://" in line and not address:
                address = "http://" + line.split("http://")[1].split()[0].rstrip("/.")
            if "Ctrl" in line:
                break
        assert address, said
        _wait_until_ready(address)
        yield Served(address, said)
    finally:
        process.terminate()
        assert process.wait(timeout=60) == 0
        if process.stdout is not None:
            process.stdout.close()


def _wait_until_ready(address: str) -> None:
    for _ in range(1200):
        try:
            with urllib.request.urlopen(f"{address}/health/ready", timeout=30):  # noqa: S310 - our own address
                return
        except urllib.error.HTTPError as error:
            assert error.code == 503  # noqa: PT017 - any other status is a failure of the test
            Event().wait(0.1)  # the process has no way to call back
    pytest.fail("the service did not become ready")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium; skip where there is none."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no Chromium on this machine (apt-get install chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=_FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    """Open an empty window on the service; the test fails when the page complains or asks another site for anything."""
    context = browser.new_context(base_url=served.address, locale="fr-FR", viewport={"width": 1100, "height": 900})
    window = context.new_page()
    complaints: list[str] = []
    window.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    window.on("pageerror", lambda error: complaints.append(str(error)))
    window.on(
        "request",
        lambda request: (
            complaints.append(request.url) if not request.url.startswith((served.address, "data:", "blob:")) else None
        ),
    )
    yield window
    context.close()
    # An answer that refuses something is an error for the console, and meant.
    assert [each for each in complaints if "status of 4" not in each] == []
