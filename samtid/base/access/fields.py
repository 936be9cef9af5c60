"""Vilken transaktion: a column that remembers which transaction made, or widened, a row."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Func


class Transaction(models.Field):  # type: ignore[type-arg]  # Django takes no parameters when it runs
    """The number of the top transaction (``xid8``), set by the database and never by the program.

    What opens, opens first in the next transaction: otherwise one could look, and take back both the key and the
    line that tells of it (``access.here``).
    """

    # an answer to "insert … returning" would be read through the wall that the column is there for
    db_returning = False

    def __init__(self, **options: Any) -> None:
        options |= {"editable": False, "db_default": Func(function="pg_current_xact_id")}
        super().__init__(**options)

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        name, path, args, options = super().deconstruct()
        del options["editable"], options["db_default"]
        return name, path, args, options

    def db_type(self, connection: Any) -> str:
        return "xid8"
