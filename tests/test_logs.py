"""Loggen till stderr: where it is now, and never the words of what could not be written."""

from __future__ import annotations

import io
import logging
import sys

from samtid.config.logs import Console, Wordless

NUMBER = "20100203-2399"


def said(monkeypatch, words: str, *args: object) -> str:
    """What a line becomes when the standard error that logging began with is closed and another stands there."""
    first, now = io.StringIO(), io.StringIO()
    monkeypatch.setattr(sys, "stderr", first)
    console = Console()
    console.setFormatter(Wordless("%(message)s"))
    first.close()
    monkeypatch.setattr(sys, "stderr", now)
    console.handle(logging.LogRecord("samtid.x", logging.WARNING, "/a/b.py", 7, words, args, None))
    return now.getvalue()


def test_a_line_is_written_where_standard_error_is_now(monkeypatch):
    assert said(monkeypatch, "Stopp %s", "nu") == "Stopp nu\n"


def test_of_a_line_that_cannot_be_written_its_place_is_told_and_no_word(monkeypatch):
    assert said(monkeypatch, "Stopp %d", NUMBER) == "logg: TypeError samtid.x b:7\n"


def test_where_nobody_hears_nothing_falls(monkeypatch):
    closed = io.StringIO()
    closed.close()
    console = Console()
    monkeypatch.setattr(sys, "stderr", closed)
    console.handle(logging.LogRecord("samtid.x", logging.WARNING, "/a/b.py", 7, "Stopp", (), None))
