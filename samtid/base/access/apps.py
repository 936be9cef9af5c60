"""Rummets start: the walls are raised and the side doors shut after every migration."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccessConfig(AppConfig):
    """Åtkomst."""

    name = "samtid.base.access"

    def ready(self) -> None:
        """After all rooms' migrations, whether or not there were any."""
        from django.contrib.auth.signals import user_logged_in

        from .shut import shut
        from .walling.raising import raise_walls

        def after(using: str, **_: object) -> None:
            raise_walls(using)
            shut(using)

        # that somebody has logged in is noted by a door, for oneself (signed_in.py); the web's role writes no row of the staff
        user_logged_in.disconnect(dispatch_uid="update_last_login")
        post_migrate.connect(after, sender=self, weak=False, dispatch_uid="samtid-walls")
