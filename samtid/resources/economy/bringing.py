"""Inläsning av redovisningen: a whole file becomes sums by month, account and cost centre, or nothing does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256

from django.db import connections, transaction

from samtid.ground.reasons import Obstacle, refuse_if

from .models import Booked, LedgerFile
from .rules import ledger, sie


@dataclass(frozen=True, slots=True)
class Brought:
    """Vad som kom av det. When ``refused`` holds anything, nothing is kept."""

    months: tuple[date, ...] = ()
    sums: int = 0
    postings: int = 0
    refused: Sequence[ledger.Refused] = ()


class _Tried(Exception):
    """Everything is taken back: it was a try."""


def bring_in(
    content: bytes, *, using: str, at: datetime, replace: bool = False, dry_run: bool = False
) -> Brought:
    """Reads SIE 4, or CSV when the file does not begin with ``#``, by the owner's connection ``using``.

    Months that are there are refused unless ``replace`` says that this file takes over. Raises ``ledger.Unreadable`` for
    what is no ledger, and ``NotYet`` for what is there already.
    """
    is_sie = ledger.text_of(content).lstrip().startswith(("#", "<"))
    found = sie.read(content) if is_sie else ledger.read_csv(content)
    if found.refused:
        return Brought(refused=found.refused)
    sums = ledger.summed(found.postings)
    months = sorted({month for month, _, _ in sums})
    refuse_if(
        [] if months else [Obstacle("Filen har ingen rad på kontona 3–8, så det finns inget att läsa in.")]
    )
    told = Brought(tuple(months), len(sums), len(found.postings))
    try:
        with transaction.atomic(using=using):
            with connections[using].cursor() as cursor:
                # two at once: the second waits, and is then told that the months are there
                cursor.execute("select pg_advisory_xact_lock(hashtext('samtid: ledger'))")
            _write(content, found, sums, months, using=using, at=at, replace=replace)
            if dry_run:
                raise _Tried
    except _Tried:
        pass
    return told


def _write(
    content: bytes,
    found: ledger.Ledger,
    sums: dict[tuple[date, str, str], int],
    months: list[date],
    *,
    using: str,
    at: datetime,
    replace: bool,
) -> None:
    digest = sha256(content).hexdigest()
    before = LedgerFile.objects.using(using).filter(digest=digest).first()
    if before is not None:
        refuse_if([Obstacle(f"Samma fil är redan inläst, {before.read_at:%Y-%m-%d}.")])
    there = Booked.objects.using(using).filter(month__in=months)
    if replace:
        there.delete()
    taken = sorted(set(there.values_list("month", flat=True)))
    if taken:
        said = ", ".join(f"{month:%Y-%m}" for month in taken)
        refuse_if(
            [Obstacle(f"Det finns redan bokfört för {said}. Kör om med --replace om den här filen gäller.")]
        )
    file = LedgerFile.objects.using(using).create(
        digest=digest,
        program=found.program,
        postings=len(found.postings),
        first_month=months[0],
        last_month=months[-1],
        read_at=at,
    )
    Booked.objects.using(using).bulk_create(
        Booked(file=file, month=month, account=account, centre=centre, kronor=Decimal(ore) / 100)
        for (month, account, centre), ore in sums.items()
    )
