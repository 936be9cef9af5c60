"""Mina inloggningar: where one is logged in. Each is noted as it begins, and can be ended by oneself and by the provider."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from samtid.base.organisation.models import Staff

from .models import SignedIn
from .sessions import kept_as
from .through import door
from .viewing import seen_by

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
MACHINES = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS", "Mac"),
    ("CrOS", "Chromebook"), ("Linux", "Linux"),
)  # fmt: skip


def note(request: HttpRequest, staff: Staff, *, sid: str = "", former: str | None = None) -> None:
    """The session of ``request`` is the log-in of ``staff``. ``former`` is the key it had until now, if it was one."""
    key = request.session._get_or_create_session_key()  # type: ignore[attr-defined]
    agent = request.headers.get("User-Agent", "")
    was = kept_as(former) if former else ""
    door("note_signed_in", kept_as(key), staff.pk, hash_of(sid), device_of(agent), was)


def hash_of(sid: str) -> str:
    """What is kept of the provider's name of a log-in."""
    return hashlib.sha256(f"samtid:sid:{sid}".encode()).hexdigest() if sid else ""


def device_of(agent: str) -> str:
    """Browser and kind of machine in words that their owner knows again; no more of what the browser tells is kept."""
    browser = next((name for sign, name in BROWSERS if sign in agent), "")
    machine = next((name for sign, name in MACHINES if re.search(re.escape(sign), agent)), "")
    return " på ".join(word for word in (browser, machine) if word)


def mine(viewer: Staff) -> QuerySet[SignedIn]:
    """Where the viewer is logged in now, the latest first."""
    alive = door("my_sessions")
    return seen_by(viewer, SignedIn).filter(staff=viewer, session_key__in=alive).order_by("-began_at", "pk")


@transaction.atomic
def end(wanted: UUID, *, by: Staff, at: datetime) -> None:
    """Ends one of one's own, on whatever machine it is."""
    door("end_signed_in", wanted)


@transaction.atomic
def end_at_the_providers_word(
    staff: int | None, sid: str, token: str, until: datetime, *, by: Staff | None, at: datetime
) -> int | None:
    """Ends the log-in that the provider calls ``sid``, or all of ``staff``. None when the token was heard before."""
    said = hashlib.sha256(token.encode()).hexdigest()
    answer = door("end_signed_in_elsewhere", staff, hash_of(sid), said, until)
    return None if answer is None else int(answer)
