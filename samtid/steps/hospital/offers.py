"""Vad frånvaron berättar: its forms, its clocks, what must be said more of, and its rows in the dossier."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from django.db.models import Exists, OuterRef

from samtid.base.dossier.offers import about as about_case
from samtid.base.organisation import roles
from samtid.base.organisation.models import Staff
from samtid.ground.offers import (
    Day,
    DraftForm,
    File,
    FileRow,
    LogWords,
    Offers,
    OnClock,
    Seldom,
    Step,
    Waiting,
    Way,
)
from samtid.ground.sweden import swedish_day

from . import queries, rules
from .models import Stay
from .words import Kind

PAGE = "hospital:stay"
WHERE = "#vidare"


def about(viewer: Staff, stays: Collection[UUID]) -> Mapping[UUID, str]:
    """Whose each stay is."""
    return {one.pk: queries.person_of(one).name for one in queries.stays(viewer).filter(pk__in=stays)}


def of_step(viewer: Staff, steps: Collection[UUID]) -> Mapping[UUID, str]:
    """Whom each step is about."""
    return {one.pk: queries.person_of(one.stay).name for one in queries.steps(viewer).filter(pk__in=steps)}


OPEN = DraftForm("hospital:open", "Personen är borta", whose=about_case)
WRITE = DraftForm("hospital:write", "Vad som har hänt vid en frånvaro", PAGE, WHERE, about)
CORRECT = DraftForm("hospital:correct", "Rättelse av en frånvaro", whose=of_step)
ANNUL = DraftForm("hospital:annul", "Frånvaro som inte gällde", PAGE, "#gallde-inte", about)
# one that goes on without a known end, or whose person has moved while services go on
GOES_ON = Seldom(
    "hospital",
    "exists (select from hospital_stay s where s.annulled_at is null and (s.ended_on is null and s.back_at is null "
    "or s.ended_on is not null and s.back_at is null))",
)


def waits(day: Day) -> Iterable[Waiting]:
    """Who was to be home by now, of whom nobody has said anything for long, and who has moved from services that go on."""
    if not day.has(GOES_ON):
        return
    for stay in day.first(queries.unsettled(day.viewer, day.today, day.at).filter(day.mine)):
        now = queries.state(stay, day.at)
        if now.ended is not None:
            what, step = f"Flyttade {now.ended.on}: insatser pågår fortfarande", "Avsluta insatserna"
        elif now.planned_home is not None and now.planned_home <= day.today:
            what, step = f"Skulle vara hemma {now.planned_home}", "Skriv hur det blev"
        else:
            what, step = f"Borta sedan {swedish_day(stay.first_at)}", "Skriv hur det är nu"
        yield Waiting(
            what,
            step,
            PAGE,
            stay.pk,
            law=rules.PARTICIPATION,
            since=now.planned_home or swedish_day(stay.first_at),
            part="#insatser" if now.ended is not None else WHERE,
            case=stay.case,
        )


def steps(file: File) -> Iterable[Step]:
    """To note that the person is away, or to write on, where something is given."""
    case = file.current
    if case is None:
        return
    goes_on = next(
        (one for one in file.of("hospital") if one.annulled_at is None and one.ended_on is None), None
    )
    if goes_on is not None:
        yield Step("Borta: skriv vidare", PAGE, goes_on.pk)
    elif case.closed_at is None and any(one.ended_at is None for one in file.of("services")):
        yield Step("Sjukhus eller annan frånvaro", OPEN.page, case.pk)


def rows(file: File) -> Iterable[FileRow]:
    """Each stay that counts, with where it stands."""
    for one in file.of("hospital"):
        if one.annulled_at is None:
            said = queries.in_words(queries.state(one, one.opened_at), one.why_label)
            yield FileRow("Frånvaro", "Borta", PAGE, one.pk, said, one.opened_by.name)


def reading(file: File) -> Iterable[FileRow]:
    """What goes on, for whoever takes over."""
    going = {one.pk for one in file.of("hospital") if one.ended_on is None}
    return [row for row in rows(file) if row.about in going]


OFFERS = Offers(
    drafts=[OPEN, WRITE, CORRECT, ANNUL],
    clocks=[
        OnClock(
            rule, Kind.HOME.label, PAGE, WHERE, called="Kommunen betalar om personen är kvar på sjukhuset"
        )
        for rule in ("AD-07", "AD-07b")
    ],
    log=[LogWords("hospital", "Frånvaron", "För att planera din hjälp när du är borta och kommer hem")],
    way=Way(
        word="hospital",
        read=lambda file: queries.stays(file.viewer).filter(case__dossier=file.dossier),
        has=lambda: Exists(Stay.objects.filter(case=OuterRef("pk"))),
        steps=steps,
        rows=rows,
        reading=reading,
    ),
    seldom=[GOES_ON],
    waits=waits,
    waits_for=roles.RECEIVES_CASES,
)
