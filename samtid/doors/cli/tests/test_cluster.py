"""The database server of our own: real servers, really killed."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from samtid.doors.cli import Refused
from samtid.doors.cli.cluster import Cluster, find_binaries, throwaway
from samtid.doors.cli.cluster.process import is_postgres, server_pid

on_linux = pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="läser Linux lista över portar")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """One server for the tests that only ask questions."""
    with throwaway(tmp_path_factory.mktemp("asked") / "postgres") as cluster:
        yield cluster


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Cluster]:
    """A server of the kind people's data lies in, every promise of durability on."""
    with throwaway(tmp_path / "postgres", unsafe_fast=False) as cluster:
        yield cluster


def ask(cluster: Cluster, question: str) -> object:
    with psycopg.connect(cluster.superuser_url, connect_timeout=10) as connection:
        [answer] = connection.execute(question.encode()).fetchone() or [None]
    return answer


def test_what_was_written_is_there_after_stop_and_start(kept: Cluster) -> None:
    with psycopg.connect(kept.superuser_url) as connection:
        connection.execute("create table note as select 'Åsa' as name")
    kept.stop()
    assert server_pid(kept.data) is None

    kept.start()

    assert ask(kept, "select name from note") == "Åsa"


def test_starting_twice_adopts_the_running_server(running: Cluster) -> None:
    before = server_pid(running.data)
    second = Cluster(running.folder)

    with second:
        assert server_pid(second.data) == before
        assert second.superuser_url == running.superuser_url

    assert server_pid(running.data) == before, "leaving must not stop a server somebody else started"


def test_every_acknowledged_commit_survives_kill_9(kept: Cluster) -> None:
    with psycopg.connect(kept.superuser_url) as connection:
        connection.execute("create table line (number int primary key)")
    acknowledged: list[int] = []
    enough = threading.Event()

    def write_until_the_server_dies() -> None:
        with psycopg.connect(kept.superuser_url, autocommit=True) as connection:
            try:
                for number in range(1_000_000):
                    connection.execute("insert into line values (%s)", [number])
                    acknowledged.append(number)
                    if number == 400:
                        enough.set()
            except psycopg.OperationalError:
                pass

    writer = threading.Thread(target=write_until_the_server_dies)
    writer.start()
    assert enough.wait(120)
    kill_9_with_children(kept)
    writer.join(120)
    assert not writer.is_alive()

    kept.start()

    with psycopg.connect(kept.superuser_url) as connection:
        found = {number for (number,) in connection.execute("select number from line")}
    assert len(acknowledged) > 400
    assert found >= set(acknowledged)
    # One commit may have reached the disk without its answer reaching us.
    assert len(found - set(acknowledged)) <= 1


def test_a_pid_file_whose_number_now_belongs_to_another_program_is_no_hindrance(kept: Cluster) -> None:
    kept.stop()
    owner = kept.data.stat()
    stranger = subprocess.Popen(["sleep", "300"], user=owner.st_uid if os.geteuid() == 0 else None, cwd="/")
    try:
        pid_file = kept.data / "postmaster.pid"
        pid_file.write_text(f"{stranger.pid}\n{kept.data}\n1\n1\n\n\n\n")
        os.chown(pid_file, owner.st_uid, owner.st_gid)

        kept.start()

        assert ask(kept, "select 1") == 1
    finally:
        stranger.kill()
        stranger.wait()


def test_a_port_that_was_taken_meanwhile_is_changed(kept: Cluster) -> None:
    former = port_of(kept)
    kept.stop()
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", former))
        other.listen()

        kept.start()

        assert port_of(kept) != former
        assert ask(kept, "select 1") == 1


def test_many_that_start_at_once_get_one_server(tmp_path: Path) -> None:
    folder = tmp_path / "postgres"
    program = (
        "import sys; from pathlib import Path; from samtid.doors.cli.cluster import Cluster; "
        "c = Cluster(Path(sys.argv[1]), unsafe_fast=True); c.start(); print(c.superuser_url)"
    )
    try:
        starters = [
            subprocess.Popen([sys.executable, "-c", program, folder], stdout=subprocess.PIPE, text=True)
            for _ in range(3)
        ]
        addresses = {starter.communicate(timeout=120)[0] for starter in starters}

        assert [starter.returncode for starter in starters] == [0, 0, 0]
        assert len(addresses) == 1
    finally:
        with throwaway(folder):
            pass


def test_a_wrong_password_is_refused(running: Cluster) -> None:
    password = (running.home / "password").read_text()

    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(running.superuser_url.replace(password, "fel-" + password))
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(running.superuser_url.replace(f":{password}", ""))


def test_passwords_are_kept_as_scram(running: Cluster) -> None:
    kept_as = ask(running, "select rolpassword from pg_authid where rolname = 'postgres'")

    assert str(kept_as).startswith("SCRAM-SHA-256$")


@on_linux
def test_nobody_outside_the_machine_can_reach_the_server(running: Cluster) -> None:
    hexadecimal = f"{port_of(running):04X}"
    lines = [
        line.split()
        for table in ("/proc/net/tcp", "/proc/net/tcp6")
        if Path(table).exists()
        for line in Path(table).read_text().splitlines()[1:]
    ]
    listening = {line[1] for line in lines if line[3] == "0A" and line[1].endswith(f":{hexadecimal}")}

    assert listening == {f"0100007F:{hexadecimal}"}


def test_only_the_owner_can_read_the_password(running: Cluster) -> None:
    assert (running.home / "password").stat().st_mode & 0o777 == 0o600
    assert running.data.stat().st_mode & 0o777 == 0o700
    assert (running.home / "log").stat().st_mode & 0o777 == 0o700


def test_the_log_never_holds_what_people_wrote(running: Cluster) -> None:
    with psycopg.connect(running.superuser_url, autocommit=True) as connection:
        connection.execute("create table person (number text primary key)")
        connection.execute("insert into person values ('hemligt-nummer')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("insert into person values ('hemligt-nummer')")

    said = running.log.read_text()

    assert "duplicate key" in said
    assert "hemligt-nummer" not in said


def test_letters_are_unicode_and_the_order_is_that_of_code_points(running: Cluster) -> None:
    assert ask(running, "select lower('ÅÄÖÉ')") == "åäöé"
    assert (
        ask(running, "select array_agg(x order by x)::text from unnest('{ö,a,å,Z}'::text[]) x") == "{Z,a,å,ö}"
    )
    assert ask(running, "select to_tsvector('swedish', 'utredningarna')::text") == "'utredning':1"
    assert ask(running, "select current_setting('data_checksums')") == "on"


def test_a_folder_without_programs_is_refused_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAMTID_PG_BIN", str(tmp_path))

    with pytest.raises(Refused, match="finns inte PostgreSQL:s program") as refusal:
        find_binaries()

    assert str(tmp_path) in str(refusal.value)


def test_a_database_of_another_major_version_is_refused_and_left_alone(kept: Cluster) -> None:
    kept.stop()
    (kept.data / "PG_VERSION").write_text("14\n")

    with pytest.raises(Refused, match="gjord av PostgreSQL 14"):
        kept.start()

    assert (kept.data / "base").is_dir()


def test_a_server_that_cannot_start_says_why(kept: Cluster) -> None:
    kept.stop()
    (kept.data / "global" / "pg_control").unlink()

    with pytest.raises(Refused, match=r"Databasen startar inte: .*pg_control"):
        kept.start()


def test_the_address_of_a_server_never_started_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="inte startats"):
        _ = Cluster(tmp_path / "postgres").superuser_url


def test_nothing_is_left_of_a_throwaway(tmp_path: Path) -> None:
    with throwaway(tmp_path / "postgres") as cluster:
        home, pid = cluster.home, server_pid(cluster.data)

    assert pid is not None
    assert not home.exists()
    assert not cluster.folder.exists()


def test_what_a_killed_run_left_is_taken_away_by_the_next(tmp_path: Path) -> None:
    program = (
        "import os, sys; from pathlib import Path; from samtid.doors.cli.cluster import throwaway; "
        "kept = throwaway(Path(sys.argv[1])); print(kept.__enter__().home, flush=True); os._exit(9)"
    )
    left = tmp_path / "left"
    died = subprocess.run(
        [sys.executable, "-c", program, left], stdout=subprocess.PIPE, text=True, timeout=120
    )
    home = Path(died.stdout.strip())
    pid = server_pid(home / "data")
    assert died.returncode == 9
    assert pid is not None

    with throwaway(tmp_path / "next"):
        assert not left.exists()
        assert not home.exists()
        assert not is_postgres(pid)


def port_of(cluster: Cluster) -> int:
    return urlsplit(cluster.superuser_url).port or 0


def kill_9_with_children(cluster: Cluster) -> None:
    """Kill the server the hard way: the parent first, so that no child is told."""
    parent = server_pid(cluster.data)
    assert parent is not None
    shown = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True)
    children = [int(pid) for pid, of in map(str.split, shown.stdout.splitlines()) if int(of) == parent]
    assert children
    for pid in [parent, *children]:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
