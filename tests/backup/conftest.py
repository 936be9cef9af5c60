"""A town that is copied once for all the drills here, and the copies."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from samtid.doors.cli import main
from tests.backup.operator import AUDIT_KEY, samtid
from tests.elsewhere import a_lived_in_town, app_url, drop, own_name


@pytest.fixture(scope="package")
def town(django_db_blocker) -> Iterator[str]:
    with django_db_blocker.unblock(), a_lived_in_town("copied") as url:
        yield url


@pytest.fixture(scope="package")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("copies")


@pytest.fixture(scope="package")
def key(folder: Path) -> tuple[Path, str]:
    """A key to lock with, made by the command: its file, and its public half."""
    made = samtid("backup", "--new-key", str(folder / "key.txt"))
    assert made.returncode == 0, made.stderr
    return folder / "key.txt", made.stdout.splitlines()[0]


@pytest.fixture(scope="package")
def locked(town: str, folder: Path, key: tuple[Path, str]) -> Path:
    """A locked copy of the town."""
    made = samtid("backup", str(folder / "town.samtid"), "--for", key[1], at=town)
    assert made.returncode == 0, made.stderr
    return folder / "town.samtid"


@pytest.fixture(scope="package")
def plain(town: str, folder: Path) -> Path:
    """A copy of the town that anybody can read."""
    made = samtid("backup", str(folder / "plain.samtid"), at=town)
    assert made.returncode == 0, made.stderr
    return folder / "plain.samtid"


@pytest.fixture
def other() -> Iterator[str]:
    """The name of a database that is not there; taken away afterwards."""
    name = own_name("restored")
    drop(name)
    yield name
    drop(name)


@pytest.fixture
def here(monkeypatch, capsys):
    """The same command in this process, which is quicker: for what is refused before Django is needed."""

    def run(*words: str, at: str, **more: str) -> subprocess.CompletedProcess[str]:
        with monkeypatch.context() as patch:
            place_of = {"SAMTID_ADMIN_URL": at, "SAMTID_DATABASE_URL": app_url(at)}
            for name, value in (
                {"SAMTID_AUDIT_KEY": AUDIT_KEY, "SAMTID_DEMO": "0"} | place_of | more
            ).items():
                patch.setenv(name, value)
            capsys.readouterr()
            code = main(words)
        said = capsys.readouterr()
        return subprocess.CompletedProcess(words, code, said.out, said.err)

    return run
