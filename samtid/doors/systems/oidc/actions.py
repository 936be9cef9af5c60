"""Vad en systemförvaltare kan göra med kopplingar. As the owner of the database: the web cannot."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import connection, transaction

from samtid.base.organisation.models import Staff
from samtid.ground.reasons import Obstacle, refuse_if
from samtid.ground.sweden import swedish_day

from .codes import hash_of, new_code
from .models import Invitation, Link
from .rules import obstacles_to_linking, obstacles_to_subject

OWNER = "owner"
INVITED_FOR = timedelta(days=7)


@transaction.atomic(using=OWNER)
def link(staff: Staff, issuer: str, subject: str, *, by: Staff | None, at: datetime) -> Link:
    """Let an identity at the provider be ``staff`` from today. ``by`` is None: it is a command."""
    refuse_if(obstacles_to_linking(issuer, subject))
    today = swedish_day(at)
    taken = Link.objects.using(OWNER).filter(issuer=issuer, subject=subject, valid_to=None).exists()
    refuse_if([Obstacle("Identiteten är redan kopplad. Avsluta den kopplingen först.")] if taken else [])
    return Link.objects.using(OWNER).create(staff=staff, issuer=issuer, subject=subject, valid_from=today)


@transaction.atomic(using=OWNER)
def unlink(staff: Staff, *, last: date, by: Staff | None, at: datetime) -> int:
    """End every link of ``staff`` with ``last`` as its last day. Returns how many there were.

    One that had not begun by then never was in force, and is taken away.
    """
    rows = Link.objects.using(OWNER).filter(staff=staff, valid_to=None)
    never = rows.filter(valid_from__gt=last).delete()[0]
    return never + rows.update(valid_to=last)


@transaction.atomic(using=OWNER)
def invite(staff: Staff, *, by: Staff | None, at: datetime) -> str:
    """A new one-time code for ``staff``; those before it are worth nothing. As the owner: it is a command."""
    Invitation.objects.using(OWNER).filter(staff=staff, used_at=None).delete()
    code = new_code()
    Invitation.objects.using(OWNER).create(
        staff=staff, code_hash=hash_of(code), made_at=at, valid_until=at + INVITED_FOR
    )
    return code


@transaction.atomic
def redeem(code: str, issuer: str, subject: str, *, by: Staff | None, at: datetime) -> int | None:
    """Spends a code: the identity is whose the code was. None when the code is spent, too old or nobody's."""
    refuse_if(obstacles_to_subject(subject))
    with connection.cursor() as cursor:
        cursor.execute("select access.redeem_invitation(%s, %s, %s)", [code, issuer, subject])
        [found] = cursor.fetchone()
    return int(found) if found is not None else None
