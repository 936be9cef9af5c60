"""Bakgrundsarbetet, by a log-in of its own; it may do what it likes with its own queue."""

from __future__ import annotations

from . import QUEUE, Role

ROLE = Role(
    "Bakgrundsarbetet",
    purpose=None,
    login="worker",
    changes=QUEUE
    | frozenset(
        {
            "queue.procrastinate_periodic_defers",
            "queue.procrastinate_workers",
            "worker.round",
            "indicators_reading",
            "economy_cost",
            "workload_forecast",
            "workload_scenario",
            "workload_risk",
            "worker.fault",
            "worker.told",
            "worker.bookmark",
            "access_review",
            "django_session",
            "access_signedin",
            "access.pressing",
        }
    ),
)
