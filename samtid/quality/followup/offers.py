"""Vad uppföljningen berättar: its forms, when a follow-up waits, and its place on the way."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from samtid.base.access.viewing import seen_by
from samtid.base.dossier.words import LocalClock
from samtid.base.organisation.models import Staff
from samtid.ground.offers import (
    Day,
    DraftForm,
    File,
    LogWords,
    Offers,
    OnClock,
    Stage,
    Step,
    Waiting,
    Way,
)
from samtid.steps.services.models import Service
from samtid.steps.services.offers import BEGIN, about

from . import queries

SOON = timedelta(days=3)


def _of_follow_ups(viewer: Staff, follow_ups: Collection[UUID]) -> Mapping[UUID, str]:
    found = queries.follow_ups(viewer).filter(pk__in=follow_ups)
    return {one.pk: one.service.person.name for one in found}


FOLLOW_UP = DraftForm("followup:follow_up", "Uppföljning", whose=about)
REPLY = DraftForm("followup:reply", "Vad personen tyckte", "followup:reply")
FEEDBACK = DraftForm("followup:feedback", "Svar till den enskilde", whose=_of_follow_ups)


def arrange(day: Day, lines: list[Waiting]) -> list[Waiting]:
    """A day of follow-up is about the decision until its service has begun, and is then one thing to do with it."""
    # one that is about nothing leads to the dossier, and stays as it is
    followed = [
        line.about for line in lines if line.address == FOLLOW_UP.page and isinstance(line.about, UUID)
    ]
    begun = set(seen_by(day.viewer, Service).filter(pk__in=followed).values_list("pk", flat=True))
    too_early = {
        line.about: line.due_on
        for line in reversed(lines)  # the nearest day of several stays
        if line.address == FOLLOW_UP.page and line.about not in begun
    }
    to_begin = {line.about: line for line in lines if line.rule == BEGIN.rule}
    told = []
    for line in lines:
        if line.rule == BEGIN.rule:
            told.append(replace(line, follow_up_on=too_early.get(line.about)))
        elif line.address != FOLLOW_UP.page or line.about in begun:
            told.append(line)
        elif line.about not in to_begin:
            told.append(replace(line, what=BEGIN.called, step=BEGIN.step, address=BEGIN.address))
    return told


def stage(file: File, so_far: Stage | None) -> Stage | None:
    """What goes on is followed up when its day is near or past."""
    going = so_far and so_far.step == "Insats" and so_far.state == "now" and file.of("services")
    near = any(
        clock.rule == LocalClock.FOLLOW_UP and clock.due_on <= file.today + SOON for clock in file.clocks
    )
    if not (so_far and going and near):
        return so_far
    none = () if file.of("visited") else ("Besök",)
    return replace(so_far, step="Uppföljning", without=so_far.without + none)


def steps(file: File) -> Iterable[Step]:
    """To follow up the newest service that goes on."""
    going = next((one for one in file.of("services") if one.ended_at is None), None)
    if going is not None:
        yield Step("Följ upp", FOLLOW_UP.page, going.pk)


OFFERS = Offers(
    drafts=[FOLLOW_UP, FEEDBACK, REPLY],
    clocks=[OnClock(LocalClock.FOLLOW_UP, "Följ upp", FOLLOW_UP.page, called="Uppföljning av insats")],
    log=[LogWords("followup", "Uppföljningen", "För att följa upp om insatsen hjälpte")],
    way=Way(names=("Uppföljning", "Svar"), stage=stage, steps=steps),
    arrange=arrange,
)
