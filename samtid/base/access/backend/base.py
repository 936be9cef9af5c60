"""See the package's sign."""

from __future__ import annotations

from django.db.backends.postgresql import base

from .operations import DatabaseOperations


class DatabaseWrapper(base.DatabaseWrapper):
    """Stamps every transaction as it begins, so that nobody has to remember to."""

    ops_class = DatabaseOperations

    def _set_autocommit(self, autocommit: bool) -> None:
        super()._set_autocommit(autocommit)  # type: ignore[misc]
        if not autocommit and self.alias == "default":
            from samtid.base.access import identity

            who = identity.current.get()
            if who is not None:
                identity.stamp(self, who)
