"""``samtid check``: what is wrong is said in one line."""

from __future__ import annotations

import pytest
from django.core import management
from django.db import ProgrammingError

from samtid.doors.cli import main


def test_a_database_of_another_version_is_said_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise ProgrammingError("permission denied for table django_migrations\nLINE 1")

    monkeypatch.setattr(management, "call_command", refuse)

    assert main(["check", "--program"]) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert "permission denied" in line and "samtid migrate" in line
