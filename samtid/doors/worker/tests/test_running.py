"""``samtid worker`` as the operator starts it, in a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable

import psycopg
import pytest

from samtid.base.look import house
from tests.database import AUDIT_KEY, ROLES, STAMP_KEY

PATIENCE = 120  # seconds; a loaded machine is slow, and this is only so that nothing hangs for ever


@pytest.fixture
def command(town, url, tmp_path) -> Callable[..., tuple[list[str], dict[str, str]]]:
    """The command and its environment, as in production: no administrator's log-in."""

    def made(*words: str, **changed: str) -> tuple[list[str], dict[str, str]]:
        environment = {key: said for key, said in os.environ.items() if not key.startswith("SAMTID_")}
        environment |= {
            "SAMTID_WORKER_URL": url,
            "SAMTID_ROLES": ROLES,
            "SAMTID_STAMP_KEY": STAMP_KEY,
            "SAMTID_AUDIT_KEY": AUDIT_KEY,
            "SAMTID_AUDIT_FOLDER": str(tmp_path / "huvuden"),
        }
        start = "import sys; from samtid.doors.cli import main; sys.exit(main(sys.argv[1:]))"
        return [sys.executable, "-c", start, "worker", *words], environment | changed

    return made


def run(command) -> subprocess.CompletedProcess[str]:
    words, environment = command
    return subprocess.run(
        words, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False
    )


def test_once_does_what_is_due_and_tells_of_it(town, command):
    done = run(command("--once"))
    assert done.returncode == 0, done.stderr
    assert [line.partition("  ")[0].strip() for line in done.stdout.splitlines()] == [
        duty.label for duty in house.duties().values()
    ]
    assert "aldrig" not in done.stdout

    with town.admin() as owner:
        owner.execute(
            "insert into worker.fault values ('note', gen_random_uuid(), 'changed', '2026-11-22', '2026-11-22', null)"
        )
        status = run(command("--status"))
        owner.execute("delete from worker.fault")
    assert status.returncode == 1
    [line] = [line for line in status.stdout.splitlines() if line.startswith("FEL")]
    assert "Undertecknad anteckning" in line and "stämmer inte med sin kontrollsumma" in line


def test_a_job_whose_worker_died_is_done_when_it_has_been_silent_for_thirty_seconds(town, command):
    with town.admin() as owner:
        owner.execute("set search_path = queue")
        for silence, due in ((0, "2026-01-01T00:00:00+00:00"), (31, "2026-01-02T00:00:00+00:00")):
            owner.execute(
                "with dead as (insert into procrastinate_workers (last_heartbeat) "
                "values (now() - %s * interval '1 second') returning id) "
                "insert into procrastinate_jobs (queue_name, task_name, args, status, worker_id) "
                "select 'worker', 'do', jsonb_build_object('duty', 'sessions', 'due', %s::text), 'doing', id from dead",
                [silence, due],
            )
        # and what came after them: one waits for the same duty, one died while it looked, one looks now
        owner.execute(
            "insert into procrastinate_jobs (queue_name, task_name, lock, args) values ('worker', 'do', 'sessions', "
            "jsonb_build_object('duty', 'sessions', 'due', '2026-01-03T00:00:00+00:00'))"
        )
        owner.execute(
            "insert into procrastinate_jobs (queue_name, task_name, queueing_lock, args, status, worker_id) "
            "select 'worker', 'look', 'look', '{\"timestamp\": 1}', 'doing', min(id) from procrastinate_workers "
            "where last_heartbeat < now() - interval '30 seconds'"
        )
        owner.execute(
            "insert into procrastinate_jobs (queue_name, task_name, queueing_lock, args) "
            "values ('worker', 'look', 'look', '{\"timestamp\": 2}')"
        )
        done = run(command("--once"))
        assert done.returncode == 0, done.stderr
        left = owner.execute("select args->>'due' from procrastinate_jobs").fetchall()
        rounds = owner.execute(
            "select due_at from worker.round where due_at < '2026-02-01' order by 1"
        ).fetchall()
        owner.execute("delete from procrastinate_jobs; delete from procrastinate_workers")
    assert left == [("2026-01-01T00:00:00+00:00",)], "one that lives is left alone"
    assert [f"{moment:%Y-%m-%d}" for (moment,) in rounds] == ["2026-01-02", "2026-01-03"]


def test_it_stops_in_good_order_when_it_is_told_to(town, command):
    words, environment = command()
    worker = subprocess.Popen(
        words, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        assert worker.stdout is not None
        assert worker.stdout.readline().startswith("Bakgrundsarbetet är i gång")
        with town.admin() as owner:
            _until_registered(owner, worker)
            worker.send_signal(signal.SIGTERM)
            _, said = worker.communicate(timeout=PATIENCE)
            assert worker.returncode == 0, said
            assert said == ""
            assert owner.execute("select count(*) from queue.procrastinate_workers").fetchone() == (0,)
            assert owner.execute(
                "select count(*) from queue.procrastinate_jobs where status = 'doing'"
            ).fetchone() == (0,)
    finally:
        worker.kill()
        worker.wait()


def _until_registered(owner: psycopg.Connection, worker: subprocess.Popen) -> None:
    for _ in range(PATIENCE * 5):
        if owner.execute("select 1 from queue.procrastinate_workers").fetchone():
            return
        assert worker.poll() is None, worker.communicate()
        owner.execute("select pg_sleep(0.2)")
    raise AssertionError("the worker never began")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"SAMTID_WORKER_URL": "", "SAMTID_DATABASE_URL": "postgresql://samtid_app:x@127.0.0.1:1/x"}, "Sätt SAMTID_WORKER_URL"),
        ({"SAMTID_WORKER_URL": "postgresql://samtid_app:x@127.0.0.1:1/x"}, "inte webbens"),
        ({"SAMTID_WORKER_URL": "postgresql://samtid_worker:fel@127.0.0.1:1/x"}, "Databasen svarar inte"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_one_line(command, changed, words):
    refused = run(command("--once", **changed))
    assert refused.returncode == 2
    assert len(refused.stderr.strip().splitlines()) == 1, refused.stderr
    assert words in refused.stderr
