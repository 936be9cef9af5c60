"""Vad spåret berättar: what lapses and what has, on the day of whoever holds the case, of the manager, and in the file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef

from samtid.base.dossier import queries as dossier
from samtid.base.dossier.words import LocalClock
from samtid.base.organisation import roles
from samtid.base.organisation.models import Staff, Unit
from samtid.ground.offers import (
    Day,
    DraftForm,
    File,
    FileRow,
    LogWords,
    Offers,
    OnClock,
    Step,
    UnitNotice,
    Waiting,
    Way,
)
from samtid.ground.sweden import swedish_day

from . import queries, rules
from .models import Track
from .words import Kind

PAGE = "compulsory:track"
WHERE = "#steg"


def about(viewer: Staff, tracks: Collection[UUID]) -> Mapping[UUID, str]:
    """Whose each track is."""
    return {one.pk: queries.person_of(one).name for one in queries.tracks(viewer).filter(pk__in=tracks)}


# one draft for each step's own form; they are all reached from the track's page
WRITE = {kind: DraftForm(f"compulsory:{kind}", kind.label, PAGE, WHERE, about) for kind in Kind}
CORRECT = DraftForm("compulsory:correct", "Rättelse av ett steg i vård utan samtycke")
WITHDRAW = DraftForm("compulsory:withdraw", "Steg i vård utan samtycke skrivet av misstag")
ANNUL = DraftForm("compulsory:annul", "Vård utan samtycke för fel barn", PAGE, "#fel-barn", about)

CLOCKS = [
    OnClock("LVU-01", "Skriv att beslutet är anmält", PAGE, WHERE),
    OnClock("LVU-02", "Skriv att beslutet är hos rätten", PAGE, WHERE, first=True),
    OnClock("LVU-03", "Skriv rättens beslut", PAGE, WHERE),
    OnClock("LVU-04", "Skriv att ansökan är hos rätten", PAGE, WHERE),
    OnClock("LVU-05", "Skriv rättens beslut", PAGE, WHERE),
    OnClock("LVU-06", "Skriv att vården är påbörjad", PAGE, WHERE, called="Vården ska ha påbörjats"),
    OnClock("LVU-08", "Skriv övervägandet", PAGE, WHERE),
    OnClock("LVU-09", "Skriv omprövningen", PAGE, WHERE),
    OnClock("LVU-10", "Skriv övervägandet", PAGE, WHERE),
    OnClock("LVU-11", "Se vad som gäller", PAGE),
    OnClock("LVU-11b", "Se vad som gäller", PAGE),
    OnClock("LVU-12", "Avsluta uppföljningen", PAGE, WHERE),
    OnClock(LocalClock.CARRY_OUT.value, "Skriv att vården är påbörjad", PAGE, WHERE),
]
RULES = frozenset(one.rule for one in CLOCKS)


def waits(day: Day) -> Iterable[Waiting]:
    """What has lapsed, first of all. While it is unseen the clock whose time went out runs, late."""
    if not any(clock.rule in RULES for clock in day.clocks):
        return
    for track in day.first(queries.counted(day.viewer).filter(day.mine)):
        now = queries.state(track, day.at)
        if now.lapse is not None:
            yield Waiting(
                now.lapse.in_words(),
                Kind.LAPSE_SEEN.label,
                PAGE,
                track.pk,
                law=now.lapse.citation,
                promptly="genast",
                since=now.lapse.last,
                part=WHERE,
                first=True,
                case=track.case,
            )


def unit(viewer: Staff, where: Unit, at: datetime) -> Iterable[UnitNotice]:
    """What has lapsed in the unit and nobody has taken care of."""
    if where.kind not in rules.HAS_TRACKS:
        return
    cases = dossier.of_unit(viewer, where, swedish_day(at))
    for track in queries.counted(viewer).filter(case__in=cases):
        now = queries.state(track, at)
        if now.lapse is not None:
            yield UnitNotice(
                "Har upphört av sig självt",
                f"{now.lapse.in_words()} Ärende {track.case.number}.",
                "Se ärendena på Min dag",
                "desk:day",
            )


def steps(file: File) -> Iterable[Step]:
    """To open the track, or to go to it, where the need is a child's."""
    case = file.current
    if case is None or case.need != "child":
        return
    mine = next(
        (one for one in file.of("compulsory") if one.case_id == case.pk and one.annulled_at is None), None
    )
    if mine is not None:
        yield Step("Vård utan samtycke", PAGE, mine.pk)
    elif case.closed_at is None:
        yield Step("Vård utan samtycke", "compulsory:open", case.pk)


def rows(file: File) -> Iterable[FileRow]:
    """Each track, with where it stands today."""
    for one in file.of("compulsory"):
        if one.annulled_at is None:
            now = rules.state_on(
                file.today,
                [step.said() for step in queries.standing(one)],
                born_on=queries.person_of(one).born_on,
                at=one.opened_at,
            )
            yield FileRow(
                "Vård utan samtycke",
                "Vård utan samtycke",
                PAGE,
                one.pk,
                rules.in_words(now),
                one.opened_by.name,
            )


def reading(file: File) -> Iterable[FileRow]:
    """Who takes over reads it first, whatever it says."""
    return rows(file)


OFFERS = Offers(
    drafts=[*WRITE.values(), CORRECT, WITHDRAW, ANNUL],
    clocks=CLOCKS,
    log=[LogWords("compulsory", "Vård utan samtycke", "För att följa vad som är beslutat om din vård")],
    way=Way(
        word="compulsory",
        read=lambda file: queries.tracks(file.viewer).filter(case__dossier=file.dossier),
        has=lambda: Exists(Track.objects.filter(case=OuterRef("pk"))),
        steps=steps,
        rows=rows,
        reading=reading,
    ),
    waits=waits,
    waits_for=roles.RECEIVES_CASES,
    unit=unit,
)
