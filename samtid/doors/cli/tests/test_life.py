"""A demonstration leaves nothing running, however it ends; and one at a time."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from samtid.doors.cli import Refused, database_words, main, presence, web
from samtid.doors.cli.cluster import Cluster
from samtid.doors.cli.cluster.process import free_port, server_pid

PATIENCE = 60.0


def until(true: Callable[[], object]) -> bool:
    last = time.monotonic() + PATIENCE
    while not (is_true := bool(true())) and time.monotonic() < last:
        time.sleep(0.05)
    return is_true


def lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except FileNotFoundError:
        return False


def python(text: str, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", text, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


CHILD = """
import os, subprocess, sys, time
from samtid.doors.running.parent import VARIABLE
text = "from samtid.doors.running.parent import end_with_parent; end_with_parent(); print('on', flush=True); import time; time.sleep(300)"
child = subprocess.Popen([sys.executable, "-c", text], env=os.environ | {VARIABLE: str(os.getpid())}, stdout=subprocess.PIPE, start_new_session=True)
child.stdout.readline()
print(child.pid, flush=True)
time.sleep(300)
"""


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="asks /proc")
def test_a_child_goes_when_its_parent_is_killed_without_a_word():
    parent = python(CHILD)
    child = int(parent.stdout.readline())
    assert lives(child)
    parent.kill()
    parent.wait()
    assert until(lambda: not lives(child))


SERVER = """
import sys, time
from pathlib import Path
from samtid.doors.cli import watch
from samtid.doors.cli.cluster import Cluster
folder = Path(sys.argv[1])
with watch.over(folder), Cluster(folder, unsafe_fast=True):
    print("on", flush=True)
    time.sleep(300)
"""


def test_the_database_server_is_stopped_when_its_starter_is_killed_without_a_word(tmp_path):
    folder = tmp_path / "postgres"
    starter = python(SERVER, str(folder))
    try:
        assert starter.stdout.readline() == "on\n", starter.stderr.read()
        data = Cluster(folder).data
        assert server_pid(data)
        starter.kill()
        starter.wait()
        assert until(lambda: server_pid(data) is None)
    finally:
        Cluster(folder).stop()


HOLDER = """
import sys, time
from pathlib import Path
from samtid.doors.cli import presence
try:
    with presence.alone(Path(sys.argv[1]), "http://127.0.0.1:8000/"):
        try:
            print("on", flush=True)
            time.sleep(300)
        finally:
            Path(sys.argv[1], "taken-away").touch()
except presence.Ended:
    print("ended", flush=True)
"""


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGHUP])
def test_a_closed_terminal_and_a_wish_to_end_take_away_what_was_begun(tmp_path, sign):
    holder = python(HOLDER, str(tmp_path))
    holder.stdout.readline()
    holder.send_signal(sign)
    assert holder.wait(PATIENCE) == 0
    assert (tmp_path / "taken-away").exists()


def test_one_at_a_time_and_another_terminal_may_stop_it(tmp_path):
    cluster = tmp_path / "postgres"
    assert presence.stop(tmp_path, cluster) == "Ingen demo är i gång."
    holder = python(HOLDER, str(tmp_path))
    holder.stdout.readline()
    with (
        pytest.raises(Refused, match=r"i gång på http://127\.0\.0\.1:8000/ .*samtid demo --stop"),
        presence.alone(tmp_path),
    ):
        pass
    assert presence.stop(tmp_path, cluster) == "Demon är stoppad."
    assert holder.wait(PATIENCE) == 0
    assert presence.stop(tmp_path, cluster) == "Ingen demo är i gång."


def test_a_killed_one_hinders_nobody(tmp_path):
    holder = python(HOLDER, str(tmp_path))
    holder.stdout.readline()
    holder.kill()
    holder.wait()
    with presence.alone(tmp_path):
        pass


def test_a_port_that_cannot_be_had_is_said_in_words():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        one.listen()
        taken = one.getsockname()[1]
        with pytest.raises(Refused, match=f"Porten {taken} är upptagen"):
            web.port_for("127.0.0.1", taken)
    for port in (-1, 65_536):
        with pytest.raises(Refused, match="mellan 1 och 65535"):
            web.port_for("127.0.0.1", port)
    for host in ("192.0.2.1", "nosuch.invalid", "a" * 300):
        with pytest.raises(Refused, match="finns inte på den här datorn"):
            web.port_for(host, 0)
    port = free_port()
    assert web.port_for("127.0.0.1", port) == port


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(28, "No space left on device", "x"), "Disken är full (x)"),
        (OSError(30, "Read-only file system", "x"), "går inte att skriva här (x)"),
        (ModuleNotFoundError("no", name="numba"), "requirements-plan.lock"),
    ],
)
def test_what_the_machine_refuses_is_one_line(monkeypatch, capsys, error, said):
    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr("samtid.doors.cli.presence.stop", refuse)
    assert main(["demo", "--stop"]) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert said in line


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('FATAL:  password authentication failed for user "samtid_app"', "lösenordet för samtid_app är fel"),
        ('FATAL:  database "x" does not exist', "databasen x finns inte"),
        ("connection to server failed: Connection refused", "ingen databasserver lyssnar"),
        ("FATAL:  could not write init file: No space left on device", "Databasens disk är full"),
        ("something new\nsecond line", "svarar inte: something new"),
    ],
)
def test_what_the_database_says_is_said_in_swedish(text, said):
    line = database_words.in_words(Exception(text))
    assert said in line and "\n" not in line


def test_a_terminal_without_swedish_letters_is_no_end():
    with suppress(KeyError):
        del os.environ["PYTHONUTF8"]
    done = subprocess.run(
        [sys.executable, "-c", "from samtid.doors.cli import main; raise SystemExit(main(['demo', '--municipality', '9999']))"],
        env=os.environ | {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
        capture_output=True, text=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert done.returncode == 2 and "Det finns ingen svensk kommun" in done.stderr
