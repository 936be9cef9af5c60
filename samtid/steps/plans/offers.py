"""Vad genomförandeplanerna berättar: their form, what waits, and their rows in the dossier."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from django.db.models import Exists, OuterRef

from samtid.base.access.asked import Asked
from samtid.base.organisation.models import Staff
from samtid.base.organisation.words import Role
from samtid.ground.offers import DraftForm, File, FileRow, LogWords, Offers, Way
from samtid.steps.services.offers import about

from . import queries
from .models import Plan
from .rules import WRITERS
from .waits import waits

WRITE = DraftForm("plans:write", "Genomförandeplan", whose=about)


def about_plan(viewer: Staff, plans: Collection[UUID]) -> Mapping[UUID, str]:
    """Whose each plan is."""
    return {one.pk: one.service.person.name for one in queries.plans(viewer).filter(pk__in=plans)}


def about_follow_up(viewer: Staff, rows: Collection[UUID]) -> Mapping[UUID, str]:
    """Whose plan each follow-up is of."""
    return {one.pk: one.plan.service.person.name for one in queries.follow_ups(viewer).filter(pk__in=rows)}


FOLLOW_UP = DraftForm("plans:follow_up", "Uppföljning av genomförandeplan", whose=about_plan)
CORRECT = DraftForm("plans:correct", "Rättelse av uppföljning", whose=about_follow_up)

OF_PERSON = Asked(
    lambda viewer, person: queries.plans(viewer).filter(service__person=person).exclude(adopted_at=None)
)


def rows(file: File) -> Iterable[FileRow]:
    """The adopted versions."""
    for one in file.of("plans"):
        text = f"Genomförandeplan, version {one.number}: {one.service.name}"
        when = f"från {one.valid_from}"
        if one.followed_on:
            when += f", följdes upp {one.followed_on}"
        yield FileRow("Genomförandeplaner", text, "plans:plan", one.pk, when, by=one.adopted_by.name)


OFFERS = Offers(
    drafts=[WRITE, FOLLOW_UP, CORRECT],
    log=[LogWords("plans", "Genomförandeplanen", "För att skriva eller följa din genomförandeplan")],
    way=Way(
        word="plans",
        has=lambda: Exists(Plan.objects.filter(case=OuterRef("pk")).exclude(adopted_at=None)),
        read=lambda file: OF_PERSON(file.viewer, file.dossier.person_id) if file.of("services") else (),
        rows=rows,
    ),
    waits=waits,
    waits_for=frozenset(str(role) for role in WRITERS | {Role.CARE_WORKER}),
)
