"""Gömman: one crawl of each of the staff per run, made by whoever needs it first and read by everybody after."""

from __future__ import annotations

import logging
import os
import pickle
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.test import Client

from samtid.base.access.identity import Identity, acting_as
from samtid.base.access.words import Purpose
from samtid.base.organisation.models import Staff
from samtid.config.logs import Wordless
from tests.crawl.answers import Answer, Row
from tests.crawl.home import EVERYONE
from tests.crawl.rows import every_row, rows_for, tried
from tests.database import if_nobody_else_is, made_once
from tests.lived_in import SATURDAY, visiting
from tests.log_in import stepped_out
from tests.security import world

# Logging in and out changes who is asking.
LEFT_OUT = {"portal:logout", "demo:log_in"}
# What is sent: nothing that anybody asked for.
EMPTY = {"sent": "1"}
POSTED = {
    Row.SEEN: 2,
    Row.HIDDEN: 1,
    Row.ABSENT: 1,
    Row.NONE: 9,
}  # how many rows of each kind get an empty form


@lru_cache(maxsize=6)
def crawl_of(username: str) -> list[Answer]:
    """Everything that ``username`` ("" for somebody without a log-in) is answered. Needs the database unblocked.

    While another process goes round as the same one, somebody else's round is made: nobody stands and waits.
    """
    while not _made(username, if_nobody_else_is):
        if not any(_made(other, if_nobody_else_is) for other in ("", *EVERYONE) if not _is_there(other)):
            _made(username, made_once)
    with made_once(_called(username)) as path:
        return list(pickle.loads(path.read_bytes()))  # our own file, in our own folder


def _called(username: str) -> str:
    return f"crawl-{username or 'nobody'}"


def _is_there(username: str) -> bool:
    return Path(os.environ["SAMTID_TEST_RUN"], _called(username)).exists()


def _made(username: str, how: Callable[[str], AbstractContextManager[Path | None]]) -> bool:
    """Goes the round as ``username`` unless it is made; False when another process is at it."""
    with how(_called(username)) as path:
        if path is None:
            return False
        if not path.exists():
            with visiting(os.environ.get("PYTEST_XDIST_WORKER", "main")):
                _write(path, list(_crawl(username)))
        return True


def _write(path: Path, answers: list[Answer]) -> None:
    part = path.with_suffix(".part")
    part.write_bytes(pickle.dumps(answers))
    part.rename(path)


def _crawl(username: str) -> Iterator[Answer]:
    with stepped_out():
        every = every_row()
    who = Staff.objects.get(username=username).pk if username else None
    with acting_as(Identity(who, Purpose.WEB if who else Purpose.PORTAL, SATURDAY)):
        rows = rows_for(every)
    client = world.client_of(username)
    client.raise_request_exception = False
    client.defaults["SERVER_NAME"] = "localhost"
    before = _openings()
    with Listener() as heard:
        for name, entry in world.patterns():
            if name in LEFT_OUT:
                continue
            left = dict(POSTED)
            for row, address in tried(name, entry, rows):
                yield _ask(client, (username, name, address, "GET", row), heard, before)
                if left[row]:
                    left[row] -= 1
                    yield _ask(client, (username, name, address, "POST", row), heard, before)


def _ask(client: Client, what: tuple[str, str, str, str, Row], heard: Listener, before: int) -> Answer:
    """One answer; nothing that happens is kept, in the database or in the browser."""
    _, _, address, method, _ = what
    cookies = client.cookies.output()
    kept = {key: morsel.value for key, morsel in client.cookies.items()}
    heard.lines.clear()
    with transaction.atomic():
        answer = client.get(address) if method == "GET" else client.post(address, EMPTY)
        lines = _openings() - before
        transaction.set_rollback(True)
    if client.cookies.output() != cookies:
        client.cookies.clear()
        client.cookies.load(kept)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    headers = dict(answer.headers.items())
    packed, log = zlib.compress(body, 1), "\n".join(heard.lines)
    return Answer(*what, answer.status_code, headers, packed, log, lines)


def _openings() -> int:
    with stepped_out(), connection.cursor() as cursor:
        cursor.execute("select count(*) from access_opening")
        return int(cursor.fetchone()[0])


class Listener(logging.Handler):
    """Hears everything that is logged, in the words of production."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []
        self.setFormatter(Wordless(settings.LOGGING["formatters"]["wordless"]["format"]))

    def emit(self, record: logging.LogRecord) -> None:
        """Keeps a line."""
        if record.name != "django.db.backends":
            self.lines.append(self.format(record))

    def __enter__(self) -> Listener:
        # Django's own does not hand on to the root
        self.loggers = [logging.getLogger(), logging.getLogger("django")]
        self.levels = [logger.level for logger in self.loggers]
        for logger in self.loggers:
            logger.addHandler(self)
            logger.setLevel(logging.DEBUG)
        return self

    def __exit__(self, *error: object) -> None:
        for logger, level in zip(self.loggers, self.levels, strict=True):
            logger.removeHandler(self)
            logger.setLevel(level)
