"""Jobben: the duties as tasks of a procrastinate app. The arguments of a job are a duty and a moment.

A job that was running when its worker died is started again when the worker has been silent for thirty
seconds (``retry_stalled``); less than that and a living job is started twice, since a worker tells that it
lives every tenth second.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import psycopg
from asgiref.sync import sync_to_async
from django.db import InterfaceError, OperationalError, close_old_connections
from procrastinate import App, JobContext, RetryStrategy
from procrastinate.connector import BaseConnector
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Status
from psycopg_pool import PoolTimeout

from samtid.base.access.identity import Identity, acting_as
from samtid.base.access.words import Purpose
from samtid.base.look import house
from samtid.ground import clock
from samtid.ground.offers import Duty, Run

from . import actions, queries, rules

QUEUE, DO = "worker", "do"
SILENCE = 30.0  # seconds without a sign of life after which a worker is taken for dead
# What is raised when the database is away, by whom it was asked.
AWAY = (ConnectorException, OperationalError, InterfaceError, psycopg.OperationalError, PoolTimeout, OSError)

Answer = TypeVar("Answer")
log = logging.getLogger("samtid.worker")


@dataclass(frozen=True, slots=True)
class Outside:
    """Utanför databasen: where the log's heads are put, and what they are signed with."""

    folder: Path
    key: bytes


def app(connector: BaseConnector, outside: Outside) -> App:
    """The worker's tasks, on a connection to the queue."""
    made = App(connector=connector, import_paths=[])

    @made.task(
        name=DO,
        queue=QUEUE,
        # soon, since a database that was away is back, then later and later: over an hour before it is given up
        retry=RetryStrategy(max_attempts=40, linear_wait=5),
    )
    def do(duty: str, due: str) -> None:
        known = house.duties().get(duty)
        if known is None:  # put there before its room was taken away
            log.error("Sysslan %s finns inte längre.", duty)
        else:
            carry_out(known, datetime.fromisoformat(due), outside, at=clock.now())

    @made.periodic(cron="* * * * *")
    @made.task(name="look", queue=QUEUE, queueing_lock="look")
    async def look(timestamp: int) -> None:
        with suppress(*AWAY):  # it comes again in a minute
            await plan(made, at=clock.now())

    @made.periodic(cron="* * * * *")
    @made.task(name="retry_stalled", queue=QUEUE, queueing_lock="retry_stalled", pass_context=True)
    async def retry_stalled(context: JobContext, timestamp: int) -> None:
        with suppress(*AWAY):
            await wake_stalled(made, but=context.job.id)

    return made


async def wake_stalled(app: App, *, but: int | None = None) -> int:
    """Puts duties of dead workers back in the queue; how many. ``but`` is the job that asks.

    What comes every minute by itself is only taken away: its successor may be waiting under the same lock.
    """
    woken = 0
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=SILENCE):
        if job.task_name == DO:
            await app.job_manager.retry_job(job)
            woken += 1
        elif job.id is not None and job.id != but:
            await app.job_manager.finish_job_by_id_async(job.id, Status.ABORTED, delete_job=True)
    return woken


async def plan(app: App, *, at: datetime) -> int:
    """Puts in the queue what should have been done and is not, once; how many jobs were put."""
    latest = await sync_to_async(on_the_database, thread_sensitive=False)(queries.latest, at=at)
    put = 0
    done = {duty: one.due_at for duty, one in latest.items()}
    for duty, due in rules.to_do(house.duties().values(), done, at).items():
        said = due.isoformat()
        waiting = await app.job_manager.list_jobs_async(task=DO, lock=duty)
        if any(job.task_kwargs.get("due") == said for job in waiting):
            continue  # waiting, running, or given up: then it is told of, and tried anew when it is due again
        # two workers may both put it: the second finds it done
        await app.configure_task(DO, queue=QUEUE, lock=duty).defer_async(duty=duty, due=said)
        put += 1
    return put


def carry_out(duty: Duty, due: datetime, outside: Outside, *, at: datetime) -> None:
    """Does one duty, whichever room it belongs to, unless what was due is done already."""

    def work() -> None:
        if queries.is_done(duty.name, due):
            return
        run = Run(due, at, outside.folder, outside.key)
        if duty.in_parts:
            actions.finish(duty.name, due, duty.do(run), by=None, at=at)
        else:
            actions.do(duty, run, by=None, at=at)

    on_the_database(work, at=at)


def on_the_database(work: Callable[[], Answer], *, at: datetime) -> Answer:
    """Does ``work`` as nobody in particular with the worker's purpose, on a living connection."""
    close_old_connections()
    try:
        with acting_as(Identity(None, Purpose.WORKER, at)):
            return work()
    finally:
        close_old_connections()
