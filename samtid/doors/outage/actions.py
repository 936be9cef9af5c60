"""Vad som kan göras: a pack is printed, and every person in it gets a line in the log."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction

from samtid.base.access.actions import log_opening
from samtid.base.access.words import Opening
from samtid.base.dossier.actions import open_page
from samtid.base.organisation.models import Staff

from .paper import write
from .queries import Pack

PAGE = "outage:pack"
WHY = "Avbrottspaket"


@transaction.atomic
def print_pack(pack: Pack, *, why: str = WHY, by: Staff, at: datetime) -> bytes:
    """The pack as PDF. Logged as printed for every person in it, in the same transaction (SoLPuL 10 §)."""
    for case in pack.cases:
        open_page(case, PAGE, by=by, at=at, action=Opening.PRINT, why=why)
    if pack.services:
        with connection.cursor() as cursor:
            cursor.execute("select access.print_services(%s, %s, %s)", [pack.services, PAGE, why])
    for compartment in pack.unknown:
        log_opening(Opening.PRINT, page=PAGE, compartment_id=compartment, why=why, by=by, at=at)
    return write(pack, by=by.name, at=at)
