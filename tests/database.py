"""Testernas databas: a real PostgreSQL, made once per run, with the walls up.

A pytest plug-in (``-p tests.database`` in pyproject.toml), because the environment must be filled
in before pytest-django reads the settings. Under xdist each worker gets a copy of the same template.
``DATABASE_URL`` points the tests at any PostgreSQL from 15; ``SAMTID_PG_BIN`` at other binaries.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path

import psycopg
import pyrage
import pytest

from samtid.doors.cli import place
from samtid.doors.cli.cluster import state_folder, throwaway
from samtid.doors.running.note import MARK

# Another one when the walls themselves are tried (tools/mutants/walls.py).
TEMPLATE = os.environ.get("SAMTID_TEST_TEMPLATE", "samtid_template")
LIVED_IN = f"{TEMPLATE}_lived_in"
PASSWORD = "only-for-tests"
ROLES = "samtid"  # the same for every database of a run: they are copies of one template
# As long and as unlike each other as a start demands.
SECRET_KEY, STAMP_KEY, AUDIT_KEY = (
    hashlib.sha256(f"only for tests: {what}".encode()).hexdigest() for what in ("secret", "stamp", "audit")
)
PLACE_KEY = str(pyrage.x25519.Identity.generate())
_open = ExitStack()


ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "samtid.config.settings",
    "SAMTID_SECRET_KEY": SECRET_KEY,
    "SAMTID_STAMP_KEY": STAMP_KEY,
    "SAMTID_AUDIT_KEY": AUDIT_KEY,
    "SAMTID_PLACE_KEY": PLACE_KEY,
    "SAMTID_DEMO": "1",
    "SAMTID_ROLES": ROLES,
    "SAMTID_TEST_PASSWORD": PASSWORD,
}


@contextmanager
def serving() -> Iterator[str]:
    """A server with the template on it, told in the environment so that every process after this one finds it."""
    with ExitStack() as opened:
        admin = os.environ.get("DATABASE_URL", "")
        if not admin:
            folder = state_folder(Path(__file__).resolve().parents[1]) / f"test-postgres-{os.getpid()}"
            admin = opened.enter_context(throwaway(folder)).superuser_url
        shared = opened.enter_context(_folder())
        os.environ |= ENVIRONMENT | {"SAMTID_TEST_ADMIN": admin, "SAMTID_TEST_RUN": str(shared)}
        _make(admin, TEMPLATE, "tests.town")
        yield admin


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, None, None]:
    """Start the server and make the template, once; every process then copies it."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    admin = os.environ["SAMTID_TEST_ADMIN"] if worker else _open.enter_context(serving())
    name = f"samtid_test_{worker or 'main'}"
    copy(TEMPLATE, name)
    os.environ["SAMTID_ADMIN_URL"] = place.with_database(admin, name)
    # logged in as the administrator, acting as the web's role: a test may step out of it to prepare
    os.environ["SAMTID_DATABASE_URL"] = place.with_database(admin, name) + f"?assume_role={place.APP}"
    yield


def pytest_unconfigure() -> None:
    """Take the server away again."""
    _open.close()


@contextmanager
def _folder() -> Iterator[Path]:
    """What the processes of one run share."""
    folder = Path(tempfile.mkdtemp(prefix="samtid-tests-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def made_once(what: str) -> Iterator[Path]:
    """The shared place of ``what``, for one process at a time: whoever finds nothing there makes it for all."""
    path = Path(os.environ["SAMTID_TEST_RUN"], what)
    with path.with_suffix(".lock").open("w") as lock:
        flock(lock, LOCK_EX)
        yield path


@contextmanager
def if_nobody_else_is(what: str) -> Iterator[Path | None]:
    """The shared place of ``what`` as in ``made_once``; nothing when another process is making it just now."""
    path = Path(os.environ["SAMTID_TEST_RUN"], what)
    with path.with_suffix(".lock").open("w") as lock:
        try:
            flock(lock, LOCK_EX | LOCK_NB)
        except BlockingIOError:
            yield None
        else:
            yield path


def copy(template: str, name: str, *, is_demo: bool = True) -> None:
    """A database of one's own, like the template; instead of the one that had the name."""
    with psycopg.connect(os.environ["SAMTID_TEST_ADMIN"], autocommit=True) as connection:
        connection.execute("select pg_advisory_lock(727002)")
        connection.execute(f"drop database if exists {name} with (force)")
        connection.execute(f"create database {name} template {template} owner {place.OWNER}")
        connection.execute(f"revoke all on database {name} from public")
        connection.execute(f"grant connect on database {name} to {place.APP}")
    if is_demo:
        call_it_a_demo(os.environ["SAMTID_TEST_ADMIN"], name)


def call_it_a_demo(admin: str, name: str) -> None:
    """Puts the demonstration's note on a database: ``SAMTID_DEMO=1`` starts on no other."""
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f"""comment on database {name} is '{{"{MARK}": "for tests"}}'""")


def lived_in() -> str:
    """The template where something has happened in every room (tests/lived_in.py), made when first asked for."""
    with made_once("lived-in") as done:
        if not done.exists():
            _make(os.environ["SAMTID_TEST_ADMIN"], LIVED_IN, "tests.lived_in")
            done.touch()
    return LIVED_IN


def _make(admin: str, name: str, program: str) -> None:
    """A template, filled by a program in a process of its own."""
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f"drop database if exists {name} with (force)")
    if name != LIVED_IN:
        place.prepare(admin, name, PASSWORD)
    else:
        copy(TEMPLATE, name)
    environment = os.environ | {
        "SAMTID_ADMIN_URL": place.with_database(admin, name),
        "SAMTID_DATABASE_URL": place.with_database(admin, name) + f"?assume_role={place.APP}",
    }
    subprocess.run([sys.executable, "-m", program], check=True, env=environment)
