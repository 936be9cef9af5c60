"""Det som pågår: notes, proposals before whoever signs, drafts, openings, and an emergency."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from samtid.base.access.words import Opening
from samtid.base.dossier import actions as dossier
from samtid.base.dossier.models import Case
from samtid.base.dossier.offers import NOTE
from samtid.base.dossier.openings import pick_for_review
from samtid.base.dossier.words import NoteKind
from samtid.base.organisation.models import Staff
from samtid.base.organisation.words import Role, UnitKind
from samtid.ground.law.days import swedish_day
from samtid.steps.investigations.models import Investigation

from .scene import whole
from .staffing import Staffing
from .stamping import as_one

NOTES: dict[bool, tuple[tuple[NoteKind, str], ...]] = {
    True: (
        (NoteKind.CONTACT, "Ringde vårdnadshavaren. Hen är orolig men vill att vi ses. Vi bestämde en tid."),
        (
            NoteKind.HOME_VISIT,
            "Hembesök. Barnet visade sitt rum och berättade om en kompis. Lugnt vid köksbordet.",
        ),
        (NoteKind.MEETING, "Möte med skolan och vårdnadshavaren. Skolan ordnar en vuxen på rasterna."),
        (NoteKind.INFORMATION, "Skolan hörde av sig: närvaron har varit bättre den här veckan."),
    ),
    False: (
        (
            NoteKind.CONTACT,
            "Samtal per telefon. Berättade vad utredningen gäller och hur lång tid den brukar ta.",
        ),
        (
            NoteKind.MEETING,
            "Möte här hos oss. Gick igenom vad som fungerar och vad som behöver bli annorlunda.",
        ),
        (NoteKind.INFORMATION, "Intyg kom in och är lagt till akten."),
    ),
}
HALF_WRITTEN = (
    "Hembesök i dag klockan tre. Båda föräldrarna var hemma. Barnet ville visa sitt rum och",
    "Ringde skolan, kuratorn återkommer på torsdag. Hon berättade att",
    "Möte med familjen. De vill helst träffas på eftermiddagar eftersom",
)
WHY_EMERGENCY = (
    "Akut samtal från socialjouren om hela familjen, måste veta vilka som är inblandade.",
    "Personen står i receptionen och ordinarie handläggare är inte i tjänst.",
    "Polisen ringer och behöver besked om ett pågående skydd.",
)
DAY = timedelta(days=1)
LATELY = timedelta(days=6)


def notes(chance: Random, until: datetime) -> None:
    """What has been written in the investigations that go on; here and there one is not signed yet."""
    for number, found in enumerate(_open_investigations()):
        by = found.case.caseworker
        if by is None:
            continue
        texts = NOTES[found.concerns_child]
        at = found.opened_at + timedelta(days=chance.uniform(0.3, 3))
        for kind, text in chance.sample(texts, k=min(len(texts), chance.randint(1, 3))):
            if at >= until - timedelta(hours=2):
                break
            _note(found.case, kind, text, by, whole(at), sign=not (number % 9 == 0 and at > until - 10 * DAY))
            at += timedelta(days=chance.uniform(2, 15))


def _note(case: Case, kind: NoteKind, text: str, by: Staff, at: datetime, *, sign: bool) -> None:
    with as_one(by, at):
        happened = at - timedelta(hours=1)
        note = dossier.write_note(case, text, kind=kind, happened_at=happened, by=by, at=at)
        if sign:
            dossier.sign_note(note, by=by, at=at)


def drafts(chance: Random, until: datetime, how_many: int) -> None:
    """What somebody was typing when the telephone rang."""
    found = [one for one in _open_investigations() if one.case.caseworker is not None]
    for one in chance.sample(found, k=min(how_many, len(found))):
        by, at = one.case.caseworker, whole(until - timedelta(minutes=chance.uniform(10, 600)))
        assert by is not None
        fields = {"text": chance.choice(HALF_WRITTEN), "kind": str(NoteKind.CONTACT)}
        with as_one(by, at):
            dossier.keep_draft(NOTE.key(one.case_id), fields, sequence=1, by=by, at=at)


def looked_at(staffing: Staffing, chance: Random, until: datetime, how_many: int) -> None:
    """Openings and emergencies, and some of them picked for review: in one task, since the last comes after."""
    openings(chance, until, how_many)
    emergencies(staffing, chance, until, 3)
    on = swedish_day(until)
    reviewers = [
        post.staff for post in staffing.posts if post.role == Role.LOG_REVIEWER and post.holds_on(on)
    ]
    months = {swedish_day(until - LATELY).replace(day=1), on.replace(day=1)}
    for month in sorted(months) if reviewers else ():
        with as_one(reviewers[0], until):
            pick_for_review(month, per_unit=2, seed="demo", by=reviewers[0], at=until)


def openings(chance: Random, until: datetime, how_many: int) -> None:
    """Who has had which file open the last days: mostly their own."""
    cases = Case.objects.filter(closed_at=None).exclude(caseworker=None)
    found = list(cases.select_related("caseworker").order_by("number"))
    for case in chance.sample(found, k=min(how_many, len(found))):
        by, at = case.caseworker, whole(until - LATELY * chance.uniform(0.01, 1))
        assert by is not None
        with as_one(by, at):
            dossier.open_page(case, "desk:dossier", by=by, at=at)
            if chance.random() < 0.1:
                dossier.open_page(case, "dossier:document", by=by, at=at, action=Opening.PRINT)


def emergencies(staffing: Staffing, chance: Random, until: datetime, how_many: int) -> None:
    """Break-glass: somebody without a key had to see, wrote why, and the manager sees that. The latest still opens."""
    on = swedish_day(until)
    cases = Case.objects.filter(closed_at=None, is_sealed=False, compartment__name="Utredning barn och unga")
    numbers = list(cases.values_list("dossier__person__number", flat=True).order_by("number"))
    units = [staffing.unit(kind, on) for kind in (UnitKind.ASSISTANCE, UnitKind.VIOLENCE, UnitKind.ADULTS)]
    for count in range(min(how_many, len(numbers))):
        unit = units[count % len(units)]
        by = staffing.anyone(unit, on, chance, Role.CASEWORKER, Role.SENIOR)
        at = whole(until - timedelta(hours=1.5 + 50 * count))
        with as_one(by, at):
            why = WHY_EMERGENCY[count % len(WHY_EMERGENCY)]
            dossier.break_glass(chance.choice(numbers), why, 12, by=by, at=at)


def _open_investigations() -> list[Investigation]:
    found = Investigation.objects.filter(closed_at=None).select_related(
        "case__caseworker", "case__dossier__person"
    )
    return sorted(found, key=lambda one: (one.opened_at, one.case.dossier.person.number))
