"""See the package's sign."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.backends.postgresql import base
from psycopg import Error, IsolationLevel

from . import leftovers
from .operations import DatabaseOperations


class DatabaseWrapper(base.DatabaseWrapper):
    """Stamps every transaction as it begins, so that nobody has to remember to, and leaves nothing to the next person."""

    is_wiped = True  # nothing has been asked since

    def get_connection_params(self) -> dict[str, Any]:
        """With start-up options that no setting of the role's own wins over."""
        said = super().get_connection_params()
        if self.alias == "default" and not settings.DATABASE_IS_POOLED:
            said["options"] = leftovers.start_options(said.get("options", ""))
        return dict(said)

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Each transaction says itself that it writes and what it sees, whatever the session's default is."""
        made = super().get_new_connection(conn_params)
        if self.alias == "default":
            made.read_only, made.isolation_level = False, IsolationLevel.READ_COMMITTED
        return made

    def create_cursor(self, name: str | None = None) -> Any:
        self.is_wiped = False
        return super().create_cursor(name)

    def close_if_unusable_or_obsolete(self) -> None:
        """Django asks this before and after every request: then what somebody has set is taken away."""
        super().close_if_unusable_or_obsolete()
        if self.connection is None or self.in_atomic_block or self.is_wiped or self.alias != "default":
            return
        if not settings.DATABASE_IS_POOLED:
            self.wipe()

    def wipe(self) -> None:
        """The connection as it was when it was new; closed when it cannot be."""
        try:
            self.connection.execute(leftovers.WIPE)
            self._configure_timezone(self.connection)  # type: ignore[attr-defined]
        except Error:
            self.close()
        self.is_wiped = True

    ops_class = DatabaseOperations

    def _set_autocommit(self, autocommit: bool) -> None:
        super()._set_autocommit(autocommit)  # type: ignore[misc]
        if not autocommit and self.alias == "default":
            from samtid.base.access import identity

            who = identity.current.get()
            if who is not None:
                identity.stamp(self, who)
