"""Vad genomförandeplanerna berättar: their form, what waits, and their rows in the dossier."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef

from samtid.base.access.asked import Asked
from samtid.base.organisation.words import Role
from samtid.ground.offers import DraftForm, File, FileRow, LogWords, Offers, Way
from samtid.steps.services.offers import about

from . import queries
from .models import Plan
from .rules import WRITERS
from .waits import waits

WRITE = DraftForm("plans:write", "Genomförandeplan", whose=about)

OF_PERSON = Asked(
    lambda viewer, person: queries.plans(viewer).filter(service__person=person).exclude(adopted_at=None)
)


def rows(file: File) -> Iterable[FileRow]:
    """The adopted versions."""
    for one in file.of("plans"):
        text = f"Genomförandeplan, version {one.number}: {one.service.name}"
        yield FileRow(
            "Genomförandeplaner", text, "plans:plan", one.pk, f"från {one.valid_from}", by=one.adopted_by.name
        )


OFFERS = Offers(
    drafts=[WRITE],
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
