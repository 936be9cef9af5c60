"""Vilka spår tittaren får se. The wall decides; these ask and order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from samtid.base.access.viewing import seen_by
from samtid.base.dossier import queries as dossier
from samtid.base.dossier.models import Case, Clock
from samtid.base.organisation.models import Staff
from samtid.base.people.models import Person
from samtid.ground.sweden import swedish_day

from . import rules, words
from .models import Track, TrackStep


def tracks(viewer: Staff) -> QuerySet[Track]:
    """Tracks the viewer has a key to, with their steps as they were written."""
    return (
        seen_by(viewer, Track)
        .filter(case__dossier__person__given_name__isnull=False)
        .select_related("case__dossier__person", "case__caseworker", "opened_by", "annulled_by")
        .prefetch_related(
            Prefetch(
                "steps",
                seen_by(viewer, TrackStep)
                .select_related("by", "corrects")
                .order_by("happened_on", "at", "pk"),
                to_attr="written",
            )
        )
        .order_by("-opened_at", "pk")
    )


def counted(viewer: Staff) -> QuerySet[Track]:
    """Those that are of the right child."""
    return tracks(viewer).filter(annulled_at=None)


def of_case(viewer: Staff, case: Case) -> Track | None:
    """The case's track."""
    return counted(viewer).filter(case=case).first()


def steps(viewer: Staff) -> QuerySet[TrackStep]:
    """Steps the viewer has a key to."""
    return seen_by(viewer, TrackStep).select_related("track__case__dossier__person", "by")


def person_of(track: Track) -> Person:
    """The child."""
    found: Person = track.case.dossier.person
    return found


def standing(track: Track) -> list[TrackStep]:
    """The steps as they are known now: neither what was corrected nor what says that something never was."""
    written: list[TrackStep] = track.written  # type: ignore[attr-defined]
    over = {one.corrects_id for one in written if one.corrects_id is not None}
    return [one for one in written if one.pk not in over and not one.is_withdrawn]


def said(track: Track, *, without: TrackStep | None = None) -> list[rules.Said]:
    """The steps that stand, as the rules ask for them."""
    return [one.said() for one in standing(track) if without is None or one.pk != without.pk]


def state(
    track: Track,
    at: datetime,
    *,
    on: date | None = None,
    without: TrackStep | None = None,
    also: rules.Said | None = None,
) -> rules.State:
    """Where the track stands at a moment, or stood on an earlier day; ``without`` a step that is being corrected, ``also`` one more."""
    if track.annulled_at is not None:
        return rules.State()
    rows = said(track, without=without) + ([also] if also is not None else [])
    return rules.state_on(on or swedish_day(at), rows, born_on=person_of(track).born_on, at=at)


def applied_before(track: Track, on: date) -> date | None:
    """When the last application by that day reached the court: it says by which act the court judges."""
    days = [
        one.happened_on for one in standing(track) if one.kind == words.Kind.APPLIED and one.happened_on <= on
    ]
    return max(days, default=None)


def citation(track: Track, step: TrackStep) -> str:
    """What a step rests on, by the law of its own day."""
    kind = words.Kind(step.kind)
    if kind in (words.Kind.ENDED, words.Kind.LAPSE_SEEN):
        before = state(track, step.at, on=step.happened_on, without=step)
        return rules.ending_citation(kind, before, step.happened_on)
    return rules.citation(kind, step.happened_on, step.ground, applied_before(track, step.happened_on))


def clocks(viewer: Staff, track: Track) -> QuerySet[Clock]:
    """Running clocks of the track, the most urgent first."""
    return dossier.running_clocks(viewer).filter(case_id=track.case_id, about=track.pk)


@dataclass(frozen=True, slots=True)
class Rests:
    """Vad ett barn kan vårdas på utan samtycke: the words of the grounds that stand, and why something does not."""

    track: Track | None
    grounds: frozenset[str]
    lapse: rules.Lapse | None

    def missing(self, word: str) -> str:
        """Which step is missing for a placement to rest on that ground; empty when none is."""
        if word in self.grounds:
            return ""
        if self.lapse is not None:
            return f"{self.lapse.in_words()} Ingenting kan vila på det."
        step = words.Kind.CUSTODY if word == "custody" else words.Kind.JUDGED
        if self.track is None:
            return (
                f"Steget «{step.label}» står inte i något ärende som du ser. Håller någon annan barnets ärende skrivs det där, "
                "och du behöver en nyckel för att se det; annars öppnar du Vård utan samtycke i ärendet."
            )
        return f"Steget «{step.label}» står inte i Vård utan samtycke på den grunden. Skriv det där först: där räknas fristerna."


NOTHING = Rests(None, frozenset(), None)


def rests(
    viewer: Staff, people: Iterable[UUID], at: datetime, *, on: date | None = None
) -> dict[UUID, Rests]:
    """For each child what stands, or stood on a day, in the cases the viewer sees. A child without a track is left out."""
    found: dict[UUID, Rests] = {}
    for track in counted(viewer).filter(case__dossier__person__in=list(people)):
        now, child = state(track, at, on=on), person_of(track).pk
        before = found.get(child)
        if before is None or (now.stands and not before.grounds):
            found[child] = Rests(track, frozenset(now.rests()), now.lapse)
    return found
