"""Inloggade: sessions that are worth nothing to whoever reads the table.

Django keeps the cookie's value as the row's key, so that a row that was read can be sent back as a
cookie. Here the table has the hash of it, and what is kept is signed together with that hash, so that
it cannot be moved to a row of one's own either. ``SESSION_ENGINE`` names this module.
"""

from __future__ import annotations

import hashlib
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.core import signing
from django.db.utils import OperationalError
from django.utils import timezone


def kept_as(session_key: str | None) -> str:
    """What the row of a session is called."""
    return hashlib.sha256(f"samtid:session:{session_key}".encode()).hexdigest()[:40]


class SessionStore(db.SessionStore):
    """A session in the database, found by the hash of its key."""

    def _kept_as(self, session_key: str | None) -> str:
        return kept_as(session_key)

    def _get_session_from_db(self) -> Any:
        cookie = self.session_key
        found = self.model.objects.filter(
            session_key=self._kept_as(cookie), expire_date__gt=timezone.now()
        ).first()
        if found is None:
            self._session_key = None
        return found

    def exists(self, session_key: str) -> bool:
        """Whether a cookie with this value leads anywhere."""
        return bool(self.model.objects.filter(session_key=self._kept_as(session_key)).exists())

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        """The row as it is kept."""
        row = super().create_model_instance(data)
        row.session_key = self._kept_as(self._get_or_create_session_key())  # type: ignore[attr-defined]
        return row

    def save(self, must_create: bool = False) -> None:
        """Keep the session. A database that is away is a fault of ours and not, as Django has it, a bad request."""
        try:
            super().save(must_create)
        except UpdateError as error:
            if isinstance(error.__context__, OperationalError):
                raise error.__context__ from None
            raise

    def delete(self, session_key: str | None = None) -> None:
        """Forget the session: logged out, or given a new key at log-in."""
        cookie = session_key or self.session_key
        if cookie is not None:
            self.model.objects.filter(session_key=self._kept_as(cookie)).delete()

    def encode(self, session_dict: dict[str, Any]) -> str:
        """Signed with the row's own name in the salt: nothing when moved to another row."""
        return signing.dumps(session_dict, salt=self._salt(), serializer=self.serializer, compress=True)

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        """What was kept, or nothing when it was not kept in this row."""
        try:
            return dict(signing.loads(str(session_data), salt=self._salt(), serializer=self.serializer))
        except signing.BadSignature:
            return {}

    def _salt(self) -> str:
        cookie = self._get_or_create_session_key()  # type: ignore[attr-defined]
        return f"samtid.session.{self._kept_as(cookie)}"
