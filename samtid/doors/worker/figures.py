"""Köns mätetal: what waits, what was given up, what is wrong, and when each duty was last done. Nothing about anybody."""

from __future__ import annotations

import logging
from collections.abc import Iterator

from django.db import connection
from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from samtid.ground import clock

from . import jobs, queries
from .queue import SCHEMA

log = logging.getLogger("samtid.worker")


class Queue(Collector):
    """Asked anew each time somebody fetches the figures. A database that is away is a figure as well."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        up = GaugeMetricFamily("samtid_database_up", "Databasen svarar bakgrundsarbetet (1) eller inte (0)")
        try:
            found = list(_asked())
        except jobs.AWAY as error:
            log.warning("Mätetalen kunde inte hämtas (%s).", type(error).__name__)
            up.add_metric([], 0)
            yield up
            return
        up.add_metric([], 1)
        yield up
        yield from found


def serve(port: int, host: str = "127.0.0.1") -> None:
    """Tells the figures on a port of their own, on this machine only."""
    registry = CollectorRegistry()
    registry.register(Queue())
    start_http_server(port, host, registry)


def _asked() -> Iterator[GaugeMetricFamily]:
    latest, faults, waiting = jobs.on_the_database(
        lambda: (queries.latest(), len(queries.faults()), _waiting()), at=clock.now()
    )
    held = GaugeMetricFamily("samtid_jobs", "Jobb i kön", labels=["status"])
    for status in ("todo", "doing", "failed"):
        held.add_metric([status], waiting.get(status, 0))
    yield held
    wrong = GaugeMetricFamily("samtid_faults", "Rader som inte stämmer med sin kontrollsumma")
    wrong.add_metric([], faults)
    yield wrong
    done = GaugeMetricFamily(
        "samtid_duty_done_seconds", "När sysslan senast blev gjord, sekunder sedan 1970", labels=["duty"]
    )
    for duty, one in latest.items():
        done.add_metric([str(duty)], one.done_at.timestamp())
    yield done


def _waiting() -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(f"select status::text, count(*) from {SCHEMA}.procrastinate_jobs group by status")
        return dict(cursor.fetchall())
