"""Rummets start: the side doors are shut after every migration."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccessConfig(AppConfig):
    """Åtkomst."""

    name = "samtid.base.access"

    def ready(self) -> None:
        """After all rooms' migrations, whether or not there were any."""
        from .shut import shut

        def after(using: str, **_: object) -> None:
            shut(using)

        post_migrate.connect(after, sender=self, weak=False, dispatch_uid="samtid-shut")
