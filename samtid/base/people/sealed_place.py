"""Låsta platser: where a protected person is, locked with a key that the database does not have.

What is locked is in the open format age (ground/locks.py), to the web's own key and to a recovery key that the municipality
keeps apart. It says inside whose and which it is, so that it opens nothing when it is moved to another row. A person has one
for each time something was written; the later stands.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

import pyrage
from django.conf import settings
from django.db import connections

from samtid.ground import locks

log = logging.getLogger("samtid.places")

Place = dict[str, str]


class NotOurs(ValueError):
    """Locked with another key, or not what was locked for this row."""


def keys(said: str) -> list[Any]:
    """The secret keys, the one to lock with first. Raises ``locks.BadKey``."""
    try:
        return [pyrage.x25519.Identity.from_str(one.strip()) for one in said.split(",") if one.strip()]
    except pyrage.IdentityError:
        raise locks.BadKey("nyckeln är ingen hemlig nyckel av slaget AGE-SECRET-KEY-…") from None


def name_of(key: Any) -> str:
    """What a key is called in the database: tells nothing of it."""
    return hashlib.sha256(str(key.to_public()).encode()).hexdigest()[:8]


def lock(
    place: Mapping[str, str], row: UUID, person: UUID, *, having: list[Any], recovery: str = ""
) -> bytes:
    """The place, so that only the first of ``having`` (or the recovery key) opens it."""
    said = json.dumps({"row": str(row), "person": str(person), "place": dict(place)}, ensure_ascii=False)
    readers = [having[0].to_public(), *locks.readers([recovery] if recovery else [])]
    plain = said.encode()
    return locks.lock_bytes(plain.ljust(_even(len(plain))), readers)


def unlock(locked: bytes, row: UUID, person: UUID, *, having: list[Any]) -> Place:
    """What was locked for this row. Raises ``NotOurs``."""
    try:
        said = json.loads(pyrage.decrypt(bytes(locked), having))
        if (said["row"], said["person"]) != (str(row), str(person)):
            raise NotOurs("locked for another row")
        return {str(name): str(value) for name, value in said["place"].items()}
    except (pyrage.DecryptError, ValueError, KeyError, AttributeError, TypeError) as error:
        raise NotOurs(type(error).__name__) from None


def opened(rows: Iterable[tuple[UUID, UUID, bytes]]) -> dict[UUID, Place]:
    """Each person's place, from rows in the order they were locked.

    What does not open is told to the operator and left out: a key that is missing stops a start (doors/running).
    """
    found: dict[UUID, Place] = {}
    having = keys(settings.PLACE_KEY)
    for row, person, locked in rows:
        try:
            found[person] = found.get(person, {}) | unlock(locked, row, person, having=having)
        except NotOurs as error:
            log.error("en låst plats går inte att öppna (%s); se samtid places", error)
    return found


def settle(using: str = "default") -> int:
    """Locks what has been written of somebody protected, and gives back what is so no more. Returns how many rows.

    The frame calls it at the end of every sending, in the same transaction, so that no page need remember.
    """
    with connections[using].cursor() as cursor:
        cursor.execute("select id, person, place, sealed from access.places_waiting()")
        rows = cursor.fetchall()
        having = keys(settings.PLACE_KEY) if rows else []
        for row, person, place, sealed in rows:
            if sealed is None:
                said = json.loads(place) if isinstance(place, str) else place
                locked = lock(said, row, person, having=having, recovery=settings.PLACE_RECOVERY)
                cursor.execute("select access.place_sealed(%s, %s, %s)", [row, locked, name_of(having[0])])
        lowered = [(row, person, sealed) for row, person, _, sealed in rows if sealed is not None]
        for person, place in _wholly_opened(lowered, having).items():
            cursor.execute("select access.give_back_place(%s, %s)", [person, json.dumps(place)])
    return len(rows)


def relock(using: str) -> tuple[int, int]:
    """Locks everything anew with the first key. As the owner. Returns how many rows, and how many that no key opened."""
    having = keys(settings.PLACE_KEY)
    done = shut = 0
    with connections[using].cursor() as cursor:
        cursor.execute("select id, person_id, sealed from access.sealed_place order by id for update")
        for row, person, sealed in cursor.fetchall():
            try:
                place = unlock(sealed, row, person, having=having)
            except NotOurs:
                shut += 1
                continue
            locked = lock(place, row, person, having=having, recovery=settings.PLACE_RECOVERY)
            cursor.execute(
                "update access.sealed_place set sealed = %s, key_name = %s where id = %s",
                [locked, name_of(having[0]), row],
            )
            done += 1
    return done, shut


def _wholly_opened(rows: list[tuple[UUID, UUID, bytes]], having: list[Any]) -> dict[UUID, Place]:
    """Those of whom everything opens; the others stay locked, until somebody has the right key."""
    found: dict[UUID, Place] = {}
    shut = set()
    for row, person, locked in rows:
        try:
            found[person] = found.get(person, {}) | unlock(locked, row, person, having=having)
        except NotOurs:
            shut.add(person)
    return {person: place for person, place in found.items() if person not in shut}


def _even(length: int) -> int:
    """How long an address is tells of it, so that all are as long."""
    return -(-length // 256) * 256
