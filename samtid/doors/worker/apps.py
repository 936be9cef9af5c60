"""Rummets start: the queue follows the version of procrastinate that is installed."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class WorkerConfig(AppConfig):
    """Bakgrundsarbete."""

    name = "samtid.doors.worker"

    def ready(self) -> None:
        """After all rooms' migrations, whether or not there were any."""
        from .queue import bring

        def after(using: str, **_: object) -> None:
            bring(using)

        post_migrate.connect(after, sender=self, weak=False, dispatch_uid="samtid-queue")
