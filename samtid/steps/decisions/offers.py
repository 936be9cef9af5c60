"""Vad besluten berättar: what is to be signed and told, their forms, and their place on the way."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet

from samtid.base.access.asked import Asked
from samtid.base.dossier.offers import about as about_case
from samtid.base.dossier.queries import of_file
from samtid.base.look.swedish import moment
from samtid.base.organisation import roles
from samtid.base.organisation.models import Staff
from samtid.base.organisation.words import Role
from samtid.ground.law.days import swedish_day
from samtid.ground.offers import (
    Card,
    CardRow,
    Day,
    DraftForm,
    File,
    FileRow,
    LogWords,
    Menu,
    Offers,
    OnClock,
    Stage,
    Step,
    Waiting,
    Way,
    Whose,
)
from samtid.steps.intake.offers import UNASKED
from samtid.steps.investigations.offers import about as about_investigation

from . import queries
from .models import Decision
from .words import DecisionOutcome


def about(viewer: Staff, decisions: Collection[UUID]) -> Mapping[UUID, str]:
    """Who each decision is about."""
    found = queries.decisions(viewer).filter(pk__in=decisions)
    return {one.pk: one.case.dossier.person.name for one in found}


PREPARE = DraftForm("decisions:prepare", "Förslag till beslut", whose=about_investigation)
REGISTER = DraftForm(
    "decisions:register", "Registrering av nämndens beslut", "decisions:decision", whose=about
)
SEND_BACK = DraftForm(
    "decisions:send_back", "Förslag som skickas tillbaka", "decisions:decision", "#tillbaka", about
)
CHANGE = DraftForm("decisions:change", "Ändring av förslag till beslut", whose=about)

CORRECT_NOTICE = DraftForm(
    "decisions:correct_notice", "Rättelse av när beslutet nådde fram", "decisions:decision", "#ratta", about
)
APPEAL = DraftForm("decisions:appeal", "Överklagande", "decisions:decision", "#overklagat", about)


SHORT = 120  # signs of a comment, on a line of the day


def waits(day: Day) -> Iterable[Waiting]:
    """Decisions that the one they are about does not know of: *så snart som möjligt* (FL 33 §).

    And the viewer's own drafts that somebody has sent back, with what is to be done.
    """
    found = [one for one in _read(day) if not _is_laid_before(day, one)]
    return [_back(one) if one.is_sent_back else _line(one) for one in found]


def _read(day: Day) -> list[Decision]:
    """What waits of decisions, in one question: those to sign, those sent back, and those nobody has been told of."""
    if "decisions" not in day.read:
        day.read["decisions"] = day.first(WAITING(day.viewer, day.whose, day.since))
    rows: list[Decision] = day.read["decisions"]
    return rows


def _waiting(viewer: Staff, whose: Whose, since: datetime) -> QuerySet[Decision]:
    untold = Q(whose(viewer, since), ~Q(signed_at=None), notification=None)
    back = Q(prepared_by=viewer, handed_to=None) & ~Q(sent_back_at=None)
    mine = Q(back | Q(handed_to=viewer), signed_at=None)
    found = queries.in_brief(queries.decisions(viewer)).filter(untold | mine)
    return found.order_by(F("signed_at").asc(nulls_first=True), "handed_at", "pk")


WAITING = Asked(_waiting)


def _is_laid_before(day: Day, decision: Decision) -> bool:
    return decision.signed_at is None and decision.handed_to_id == day.viewer.pk


def _back(decision: Decision) -> Waiting:
    """A draft that came back: the one who may decide has said what is missing."""
    assert decision.sent_back_at is not None and decision.sent_back_by is not None
    why = decision.sent_back_why
    said = why if len(why) <= SHORT else why[:SHORT].rsplit(" ", 1)[0] + " …"
    return Waiting(
        what=f"Förslag till beslut kom tillbaka från {decision.sent_back_by.name}: {said}",
        step="Ändra förslaget",
        address="decisions:decision",
        about=decision.pk,
        since=swedish_day(decision.sent_back_at),
        part="#besluta",
        case=decision.case,
    )


def _line(decision: Decision) -> Waiting:
    assert decision.signed_at is not None
    return Waiting(
        what="Underrättelse om beslut",
        law="FL 33 §",
        promptly="Så snart som möjligt",
        step="Berätta om beslutet",
        address="decisions:decision",
        about=decision.pk,
        since=swedish_day(decision.signed_at),
        part="#underrattelse",
        case=decision.case,
    )


def card(day: Day) -> Card | None:
    """Decisions that a colleague has laid before the viewer to sign, the longest waiting first."""
    found = [one for one in _read(day) if _is_laid_before(day, one)]
    who = about_case(day.viewer, [one.case_id for one in found]) if found else {}
    rows = [
        CardRow(
            who=who[one.case_id],
            text=f"{one.get_kind_display().lower()}, {one.get_outcome_display().lower()}",
            address="decisions:decision",
            about=one.pk,
            said=f"från {one.prepared_by.name}, {moment(one.handed_at)}",
            is_protected=one.case.is_sealed,
        )
        for one in found
    ]
    return Card("Att underteckna", f"{len(rows)} beslut väntar på dig", rows) if rows else None


def stage(file: File, so_far: Stage | None) -> Stage | None:
    """A draft is where the matter is; a refusal is where it ended."""
    found = file.of("decisions")
    if not found or (so_far and so_far.state == "now"):
        return so_far
    without = so_far.without if so_far else UNASKED
    return Stage("Beslut", "now" if any(one.signed_at is None for one in found) else "stopped", without)


def steps(file: File) -> Iterable[Step]:
    """To sign what is not signed."""
    for one in file.of("decisions"):
        if one.signed_at is None:
            yield Step("Granska och underteckna beslutet", "decisions:decision", one.pk)


def to_begin(file: File) -> list[Decision]:
    """Granted and signed decisions."""
    return [one for one in file.of("decisions") if one.signed_at and DecisionOutcome(one.outcome).grants]


def rows(file: File) -> Iterable[FileRow]:
    """The decisions, for the list of how one got here."""
    for one in file.of("decisions"):
        said = f"{swedish_day(one.signed_at)}" if one.signed_at else "inte undertecknat"
        text = f"Beslut: {one.get_outcome_display().lower()}"
        yield FileRow("Vägen hit", text, "decisions:decision", one.pk, said)


def reading(file: File) -> Iterable[FileRow]:
    """All of them: what was decided and why is what the next one stands on."""
    return rows(file)


OFFERS = Offers(
    menu=[Menu("Beslut", "decisions:list", 28, {Role.CASEWORKER, Role.SENIOR, Role.MANAGER}, onward=True)],
    drafts=[PREPARE, CHANGE, REGISTER, SEND_BACK, CORRECT_NOTICE, APPEAL],
    # the appeal time is the person's own: nobody here is late with it
    clocks=[
        OnClock("AD-03", "Visa beslutet", "decisions:decision", is_ours=False),
        OnClock("AD-04b", "Överlämna överklagandet", "decisions:decision"),
    ],
    log=[LogWords("decisions", "Beslutet", "För att fatta eller lämna ut ett beslut")],
    way=Way(
        names=("Beslut",),
        word="decisions",
        read=of_file(queries.decisions),
        stage=stage,
        steps=steps,
        rows=rows,
        reading=reading,
    ),
    waits=waits,
    waits_for=roles.RECEIVES_CASES,
    card=card,
)
