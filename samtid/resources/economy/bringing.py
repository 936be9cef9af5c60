"""Inläsning av redovisningen: a whole file becomes sums by quarter and group of accounts, or nothing does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256

from django.db import connections, transaction

from samtid.ground.law.days import add_months
from samtid.ground.reasons import Obstacle, refuse_if

from .models import Booked, LedgerFile
from .rules import ledger, sie


@dataclass(frozen=True, slots=True)
class Brought:
    """Vad som kom av det. When ``refused`` holds anything, nothing is kept."""

    quarters: tuple[date, ...] = ()
    sums: int = 0
    postings: int = 0
    refused: Sequence[ledger.Refused] = ()


class _Tried(Exception):
    """Everything is taken back: it was a try."""


def bring_in(
    content: bytes, *, using: str, at: datetime, replace: bool = False, dry_run: bool = False
) -> Brought:
    """Reads SIE 4, or CSV when the file does not begin with ``#``, by the owner's connection ``using``.

    Quarters that are there are refused unless ``replace`` says that this file takes over. Raises ``ledger.Unreadable`` for
    what is no ledger, and ``NotYet`` for what is there already.
    """
    is_sie = ledger.text_of(content).lstrip().startswith(("#", "<"))
    found = sie.read(content) if is_sie else ledger.read_csv(content)
    if found.refused:
        return Brought(refused=found.refused)
    sums = ledger.summed(found.postings)
    quarters = sorted({first for first, _ in sums})
    refuse_if(
        []
        if quarters
        else [Obstacle("Filen har inget helt kvartal på kontona 3–8, så det finns inget att läsa in.")]
    )
    told = Brought(tuple(quarters), len(sums), len(found.postings))
    try:
        with transaction.atomic(using=using):
            with connections[using].cursor() as cursor:
                # two at once: the second waits, and is then told that the quarters are there
                cursor.execute("select pg_advisory_xact_lock(hashtext('samtid: ledger'))")
            _write(content, found, sums, quarters, using=using, at=at, replace=replace)
            if dry_run:
                raise _Tried
    except _Tried:
        pass
    return told


def _write(
    content: bytes,
    found: ledger.Ledger,
    sums: dict[tuple[date, str], int],
    quarters: list[date],
    *,
    using: str,
    at: datetime,
    replace: bool,
) -> None:
    digest = sha256(content).hexdigest()
    # one that has been taken over by another may be read again: a mistake is undone so
    before = LedgerFile.objects.using(using).filter(digest=digest, booked__isnull=False).first()
    if before is not None:
        refuse_if([Obstacle(f"Samma fil är redan inläst, {before.read_at:%Y-%m-%d}.")])
    there = Booked.objects.using(using).filter(first_on__in=quarters)
    if replace:
        there.delete()
    taken = sorted(set(there.values_list("first_on", flat=True)))
    if taken:
        said = ", ".join(f"kv {(first.month + 2) // 3} {first.year}" for first in taken)
        refuse_if(
            [Obstacle(f"Det finns redan bokfört för {said}. Kör om med --replace om den här filen gäller.")]
        )
    file = LedgerFile.objects.using(using).create(
        digest=digest,
        program=found.program,
        postings=len(found.postings),
        first_month=quarters[0],
        last_month=add_months(quarters[-1], 2),
        read_at=at,
    )
    Booked.objects.using(using).bulk_create(
        Booked(file=file, first_on=first, account=account, kronor=Decimal(ore) / 100)
        for (first, account), ore in sums.items()
    )
