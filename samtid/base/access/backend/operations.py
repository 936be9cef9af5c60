"""See the package's sign."""

from __future__ import annotations

from django.db.backends.postgresql import operations


class DatabaseOperations(operations.DatabaseOperations):
    """Remembers the wording of questions."""

    compiler_module = "samtid.base.access.backend.compiler"
