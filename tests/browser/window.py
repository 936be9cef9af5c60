"""A browser of our own, that can be killed and opened again."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, Playwright

from .site import die_with_parent

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
STARTS_WITHIN = 60  # seconds


class Window:
    """A browser process of our own, that can be killed as when the power goes."""

    def __init__(self, tools: Playwright, program: str, profile: Path) -> None:
        self.tools, self.program, self.profile = tools, program, profile
        self.process: subprocess.Popen[bytes] | None = None
        self.browser: Browser | None = None

    def open(self) -> Page:
        """Start the browser with the same profile as last time."""
        told = self.profile / "DevToolsActivePort"
        told.unlink(missing_ok=True)
        command = [self.program, "--headless=new", "--remote-debugging-port=0", "--no-first-run", *ARGUMENTS]
        self.process = subprocess.Popen(
            [*command, f"--user-data-dir={self.profile}", "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=die_with_parent,
        )
        last = time.monotonic() + STARTS_WITHIN
        while not (told.exists() and told.read_text().count("\n")):
            assert self.process.poll() is None and time.monotonic() < last, "the browser did not start"
            time.sleep(0.1)
        port = told.read_text().split("\n")[0]
        self.browser = self.tools.chromium.connect_over_cdp(f"http://127.0.0.1:{port}")
        context = self.browser.contexts[0]
        context.set_default_timeout(60_000)
        return context.new_page()

    def close(self) -> None:
        """As one closes it: what it keeps is written. Its session ends."""
        assert self.process is not None and self.browser is not None
        self.browser.new_browser_cdp_session().send("Browser.close")
        self.process.wait(STARTS_WITHIN)
        self.process = None

    def kill(self) -> None:
        """Nothing is said, nothing is finished."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None
