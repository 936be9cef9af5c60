"""Inloggade: sessions that are worth nothing to whoever reads the table.

Django keeps the cookie's value as the row's key, so that a row that was read can be sent back as a
cookie. Here the table has the hash of it, and what is kept is signed together with that hash, so that
it cannot be moved to a row of one's own either. The web's role reads no table of them: it asks for one by
its name. ``SESSION_ENGINE`` names this module.
"""

from __future__ import annotations

import hashlib
from types import SimpleNamespace
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import CreateError, UpdateError
from django.core import signing
from django.db import transaction

from .through import door


def kept_as(session_key: str | None) -> str:
    """What the row of a session is called."""
    return hashlib.sha256(f"samtid:session:{session_key}".encode()).hexdigest()[:40]


class SessionStore(db.SessionStore):
    """A session in the database, reached by the hash of its key and in no other way (session_walls.py)."""

    def _get_session_from_db(self) -> Any:
        cookie = self.session_key
        found = door("known_session", kept_as(cookie)) if cookie else None
        if found is None:
            self._session_key = None
            return None
        return SimpleNamespace(session_data=found)

    def exists(self, session_key: str) -> bool:
        """Whether a cookie with this value leads anywhere."""
        return door("known_session", kept_as(session_key)) is not None

    def save(self, must_create: bool = False) -> None:
        """Keep the session. A database that is away is a fault of ours and not, as Django has it, a bad request."""
        if self.session_key is None:
            return self.create()
        data = self._get_session(no_load=must_create)  # type: ignore[attr-defined]
        name = kept_as(self._get_or_create_session_key())  # type: ignore[attr-defined]
        with transaction.atomic():  # which may write, whatever is left on the connection
            kept = door("keep_session", name, self.encode(data), self.get_expiry_age(), must_create)
        if not kept:
            raise CreateError if must_create else UpdateError
        return None

    def delete(self, session_key: str | None = None) -> None:
        """Forget the session: logged out, or given a new key at log-in."""
        cookie = session_key or self.session_key
        if cookie is not None:
            with transaction.atomic():
                door("end_session", kept_as(cookie))

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
        return f"samtid.session.{kept_as(cookie)}"
