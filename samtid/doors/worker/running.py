"""Gången: the worker as a process, which outlives the database's absences and stops when it is told to."""

from __future__ import annotations

import asyncio
import logging
import signal
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from procrastinate import App, PsycopgConnector

from samtid.ground import clock

from . import jobs
from .queue import SCHEMA

PATIENCE = (1, 2, 5, 10)  # seconds between tries while the database is away
GRACE = 25.0  # seconds that a running job is given at a stop; what is not done then is done at the next start
# Seconds after which it registers anew: a job whose end could not be written then counts as a dead worker's.
RENEWED = 6 * 3600.0
AT_ONCE = 2  # so that a long check does not keep the rest waiting

log = logging.getLogger("samtid.worker")


def connector(url: str) -> PsycopgConnector:
    """A connection to the queue as the worker's own role. ``url`` is its log-in."""
    return PsycopgConnector(
        conninfo=url,
        # +1 for each job that runs, and for the listener, the heartbeat and the fetching
        min_size=1,
        max_size=AT_ONCE + 3,
        timeout=10,
        kwargs={"options": f"-c search_path={SCHEMA}", "application_name": "samtid worker"},
    )


async def once(app: App) -> None:
    """Does all that is due, and ends when the queue is empty."""
    async with app.open_async():
        await jobs.wake_stalled(app)
        await jobs.plan(app, at=clock.now())
        await app.run_worker_async(queues=[jobs.QUEUE], wait=False, listen_notify=False, **_how(AT_ONCE))


@dataclass(slots=True)
class Worker:
    """Works until it is told to stop. ``url`` is the worker's log-in; ``outside`` where heads are put."""

    url: str
    outside: jobs.Outside
    stopped: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        """Until SIGTERM or SIGINT. A running job is let to its end, or is done again at the next start."""
        loop = asyncio.get_running_loop()
        for sign in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(sign, self.stopped.set)
        tries = 0
        while not self.stopped.is_set():
            try:
                await self._until_something_ends()
                tries = 0
            except jobs.AWAY as error:
                # the kind of error only: its words may hold an address
                log.warning("Databasen svarar inte (%s); försöker igen.", type(error).__name__)
            if not self.stopped.is_set():
                with suppress(TimeoutError):
                    await asyncio.wait_for(self.stopped.wait(), PATIENCE[min(tries, len(PATIENCE) - 1)])
                tries += 1

    async def _until_something_ends(self) -> None:
        app = jobs.app(connector(self.url), self.outside)
        async with app.open_async():
            await jobs.plan(app, at=clock.now())
            working = asyncio.create_task(app.run_worker_async(queues=[jobs.QUEUE], **_how(AT_ONCE)))
            told = asyncio.create_task(self.stopped.wait())
            await asyncio.wait({working, told}, timeout=RENEWED, return_when=asyncio.FIRST_COMPLETED)
            told.cancel()
            if not working.done():
                working.cancel()  # procrastinate takes this for a wish to stop in good order
            with suppress(asyncio.CancelledError):
                await working


def _how(at_once: int) -> dict[str, Any]:
    return {
        "concurrency": at_once,
        # what has been done is told by worker.round; the queue holds only what has not
        "delete_jobs": "successful",
        "install_signal_handlers": False,
        "shutdown_graceful_timeout": GRACE,
        "stalled_worker_timeout": jobs.SILENCE,
    }
