"""Vad skrivbordet berättar: its own pages in the menu and the log, and the alarm on the unit's page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from samtid.base.dossier.offers import about as about_case
from samtid.base.dossier.openings import protected_openings
from samtid.base.organisation.models import Staff, Unit
from samtid.base.organisation.words import Role
from samtid.ground.offers import DraftForm, LogWords, Menu, Offers, Overview, UnitNotice

from . import rules

BREAK_GLASS = DraftForm("desk:break_glass", "Nödöppning")
NAME_STAFF = DraftForm("desk:name_staff", "Nyckel till en kollega", "desk:keys", whose=about_case)
REVIEW = DraftForm("desk:review", "Granskning av en öppning", "desk:log_review")


def unit(viewer: Staff, unit: Unit, at: datetime) -> Iterable[UnitNotice]:
    """Openings of protected dossiers by somebody without a key of their own."""
    alarming = sum(not one.has_key for one in protected_openings(viewer, at - rules.ALARM))
    if alarming:
        said = "En öppning" if alarming == 1 else f"{alarming} öppningar"
        yield UnitNotice(
            "Skyddade akter har öppnats utan eget uppdrag",
            f"{said} de senaste sju dagarna.",
            "Se av vem",
            "desk:log",
            "#skyddade",
        )


OFFERS = Offers(
    menu=[
        Menu("Min dag", "desk:day", 0),
        Menu("Enheten", "desk:unit", 50, {Role.MANAGER}, onward=True),
        Menu("Loggen", "desk:log", 51, {Role.MANAGER}),
        Menu(
            "Sök",
            "desk:search",
            60,
            {Role.CASEWORKER, Role.SENIOR, Role.MANAGER, Role.RECEPTION},
            onward=True,
        ),
        Menu("Granska loggen", "desk:log_reviews", 80, {Role.LOG_REVIEWER}),
    ],
    drafts=[BREAK_GLASS, NAME_STAFF, REVIEW],
    log=[
        LogWords("desk:search", "Sökningen", "För att hitta rätt person"),
        LogWords("desk", "Personakten", "För att arbeta med ditt ärende"),
    ],
    overviews=[
        Overview(
            "desk:day", "what waits for the one who acts, by name: the opening is logged when it is opened"
        ),
        Overview("desk:unit", "what the manager's own unit has waiting, by name: logged when it is opened"),
        Overview("desk:search", "the search itself is the line, and it says nothing of who was found"),
    ],
    unit=unit,
)
