"""Antecknaren: a pytest plug-in that notes which test runs which line (coverage.py). ``SAMTID_NOTED=file``.

Coverage begins before any module of the program is read, so what runs when a module is read belongs to no test.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path

import coverage
import pytest

ROOT = Path(__file__).resolve().parents[2]

if file := os.environ.get("SAMTID_NOTED"):
    _noted = coverage.Coverage(
        data_file=file, include=[f"{ROOT}/samtid/*"], omit=["*/tests/*", "*/migrations/*"], config_file=False
    )
    _noted.start()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
        """Everything from a test's first fixture to its last is the test's."""
        _noted.switch_context(item.nodeid)
        try:
            return (yield)
        finally:
            _noted.switch_context("")

    def pytest_sessionfinish() -> None:
        """Kept for whoever asked."""
        _noted.stop()
        _noted.save()
