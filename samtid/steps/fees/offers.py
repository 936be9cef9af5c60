"""Vad avgifterna berättar: what has no fee decided, the form of the basis, and the fee in the dossier."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from samtid.base.access.asked import Asked
from samtid.base.access.viewing import seen_by
from samtid.base.dossier.offers import about as about_case
from samtid.base.organisation import roles
from samtid.base.organisation.models import Staff
from samtid.base.organisation.words import Role, UnitKind
from samtid.ground.law import fees
from samtid.ground.offers import (
    Day,
    DraftForm,
    File,
    FileRow,
    LogWords,
    Menu,
    Offers,
    Step,
    Waiting,
    Way,
    Whose,
)
from samtid.steps.decisions.models import Decision
from samtid.steps.services.models import Service

from . import queries, rules

NOBODY_PAYS = {UnitKind.RECEPTION, UnitKind.CHILD_INVESTIGATION, UnitKind.FAMILY_LAW, UnitKind.FAMILY_CARE}
BASIS = DraftForm("fees:note_basis", "Avgiftsunderlag", whose=about_case)


def _without(viewer: Staff, whose: Whose, since: datetime) -> QuerySet[Service]:
    found = queries.without_fee(viewer).filter(whose(viewer, since), case__closed_at=None)
    # one line for a case, however many services it has
    earlier = seen_by(viewer, Service).filter(
        case=OuterRef("case"), code__in=list(rules.CHARGED), ended_at=None, pk__lt=OuterRef("pk")
    )
    return found.filter(~Exists(earlier)).select_related(None).select_related("case")


WITHOUT = Asked(_without)


def waits(day: Day) -> Iterable[Waiting]:
    """Services that a fee is taken for, in cases of the viewer's where nobody has begun to decide it."""
    # who works only where reports come in, or with children or families, has nobody who pays: their day costs no question
    if all(unit.kind in NOBODY_PAYS for unit in day.units(*roles.RECEIVES_CASES).values()):
        return
    for one in day.first(WITHOUT(day.viewer, day.whose, day.since)):
        yield Waiting(
            what=f"{one.name}: insats med avgift utan avgiftsbeslut",
            law=fees.FEES,
            step="Räkna avgiften",
            address="fees:case",
            about=one.case_id,
            since=one.began_on or one.starts_on,
            case=one.case,
        )


def rows(file: File) -> Iterable[FileRow]:
    """The fee's calculation, one row for a case that has any."""
    for one in {row.case_id: row for row in file.of("decisions") if row.kind == queries.FEE}.values():
        yield FileRow("Avgift", _said(one), "fees:case", one.case_id, "")


def _said(decision: Decision) -> str:
    return "Avgiftens uträkning och underlag"


def steps(file: File) -> Iterable[Step]:
    """To count the fee of what is given."""
    decided = {one.case_id for one in file.of("decisions") if one.kind == queries.FEE}
    given = [one for one in file.of("services") if one.code in rules.CHARGED and one.ended_at is None]
    for case in dict.fromkeys(one.case_id for one in given):
        if case not in decided and case in {one.pk for one in file.cases}:
            yield Step("Räkna avgiften", "fees:case", case)


OFFERS = Offers(
    menu=[
        Menu("Avgifter", "fees:list", 34, {Role.CASEWORKER, Role.SENIOR, Role.MANAGER}, not_in=NOBODY_PAYS)
    ],
    drafts=[BASIS],
    log=[LogWords("fees", "Avgiften", "För att räkna din avgift")],
    way=Way(steps=steps, rows=rows),
    waits=waits,
    waits_for=roles.RECEIVES_CASES,
)
