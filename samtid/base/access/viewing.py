"""Den som tittar är den som handlar: a read says whose eyes it is for, and the database must have been told the same.

The wall in the database answers by the stamp (identity.py), whatever the program says. A query that names
somebody else would give one person's rows under another's name, so that is an error and not an answer.
"""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model, QuerySet

from samtid.base.organisation.models import Staff

from .identity import current

Row = TypeVar("Row", bound=Model)


class NotTheViewer(Exception):
    """Something is read for another than the one who acts."""


def check(viewer: Staff) -> None:
    """Raises ``NotTheViewer`` when another acts."""
    acting = current.get()
    if acting is not None and acting.staff is not None and acting.staff != viewer.pk:
        raise NotTheViewer("a query's viewer is the one whose stamp the database has")


def seen_by(viewer: Staff, model: type[Row]) -> QuerySet[Row]:
    """The rows of a table as ``viewer`` sees them, who must be the one that acts."""
    check(viewer)
    return model._default_manager.all()
