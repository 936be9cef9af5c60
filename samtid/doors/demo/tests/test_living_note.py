"""What the database says about itself."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from samtid.doors.demo.living import note
from samtid.doors.demo.living.note import Note, State

WHOLE = Note(State.WHOLE, "2581", 1, "small", "0123456789abcdef", "2026-11-19T14:30:00+01:00")


@pytest.fixture
def url() -> str:
    return os.environ["SAMTID_ADMIN_URL"]


def test_a_note_is_read_as_it_was_written_and_none_is_none(url: str) -> None:
    note.erase(url)  # the run's own databases say that they are a demonstration
    assert note.read(url) is None
    assert not note.is_empty(url)
    try:
        note.write(url, WHOLE)
        assert note.read(url) == WHOLE
    finally:
        note.erase(url)
    assert note.read(url) is None


def test_the_version_follows_the_demo_and_the_tables_but_not_the_pages(tmp_path: Path) -> None:
    files = (
        "doors/demo/volumes.py",
        "steps/intake/migrations/0001_initial.py",
        "doors/demo/views.py",
        "steps/intake/rules.py",
    )
    for name in files:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("one = 1\n")
    first = note.version(tmp_path)
    changed = []
    for name in files:
        (tmp_path / name).write_text("one = 2\n")
        changed.append(note.version(tmp_path) != first)
        (tmp_path / name).write_text("one = 1\n")

    assert changed == [True, True, False, False]


def test_a_note_of_another_version_is_ours_and_another_comment_is_not() -> None:
    assert note.understood('{"samtid_demo": {"state": "whole", "code": "2581"}}') == note.UNKNOWN
    assert note.UNKNOWN.state != State.WHOLE
    for other in (None, "", "Vår databas", "[]", "3", '{"annat": 1}'):
        assert note.understood(other) is None
