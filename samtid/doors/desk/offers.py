"""Vad skrivbordet berättar: its own pages in the menu and the log, and the alarm on the unit's page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from samtid.base.access import queries as access
from samtid.base.access.words import Alarm
from samtid.base.dossier import queries as dossier
from samtid.base.dossier.offers import about as about_case
from samtid.base.dossier.openings import protected_openings
from samtid.base.dossier.rules import PROTECTED, is_lower
from samtid.base.dossier.words import NoWork
from samtid.base.organisation import kept, roles
from samtid.base.organisation.models import Staff, Unit
from samtid.base.organisation.words import Role
from samtid.ground.law.own import Own
from samtid.ground.offers import (
    Card,
    CardRow,
    Day,
    DraftForm,
    LogWords,
    Menu,
    Offers,
    Overview,
    Seldom,
    UnitLink,
    UnitNotice,
    Waiting,
)
from samtid.ground.sweden import swedish_day

from . import rules

MONTHLY = 7  # the first week of the month
BREAK_GLASS = DraftForm("desk:break_glass", "Nödöppning")
NAME_STAFF = DraftForm("desk:name_staff", "Nyckel till en kollega", "desk:keys", whose=about_case)
PROTECT = DraftForm("desk:protect", "Skydd av personuppgifter", whose=about_case)
PLACE = DraftForm("desk:place", "Skäl att se en skyddad adress")
ANSWER = DraftForm("desk:answer", "Svar om skydd", "desk:protection_question")
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


def _answer_by(asked: date) -> date | None:
    days = kept.number_if_any(Own.PROTECTION_ANSWER, asked)
    return asked + timedelta(days=days) if days is not None else None


def _idle(today: date) -> str:
    return f"Ingen har arbetat i ärendet på {kept.number(Own.KEY_IDLE, today)} dagar"


QUESTIONS = Seldom("protection_questions", "exists (select from access.protection_questions())")
UNREAD = Seldom("alarms", "exists (select from access_alarm where seen_at is null)")


def waits(day: Day) -> Iterable[Waiting]:
    """Alarms, proposals about a protection that wait for an answer, and keys that no work stands behind."""
    for asked in dossier.protection_questions(day.viewer) if day.has(QUESTIONS) else ():
        lowers = is_lower(asked.level, asked.former)
        yield Waiting(
            what="Svara: ska skyddet sänkas?" if lowers else "Svara: ska personen få skydd?",
            step="Svara",
            address="desk:protection_question",
            about=asked.change,
            law=PROTECTED,
            promptly="" if lowers else "genast",
            since=swedish_day(asked.proposed_at),
            due_on=_answer_by(swedish_day(asked.proposed_at)) if lowers else None,
            first=not lowers,
            who=f"Akt {asked.file_name}",
            need=f"Föreslaget av {asked.proposed_by.name}",
            is_protected=lowers,
        )
    for alarm in day.first(access.unread_alarms(day.viewer)) if day.has(UNREAD) else ():
        yield Waiting(
            what=Alarm(alarm.kind).label,
            step="Läs",
            address="desk:alarm",
            about=alarm.pk,
            promptly="genast",
            since=swedish_day(alarm.at),
            first=True,
            who=f"Akt {alarm.file_name}" if alarm.file_name else alarm.staff.name,
            need=f"Av {alarm.staff.name}, {alarm.staff.title}" if alarm.file_name else alarm.staff.title,
            is_protected=bool(alarm.file_name),
        )


def card(day: Day) -> Card | None:
    """The manager's list of keys, the first days of the month and as long as anybody on it has left."""
    if not set(day.roles) & roles.LEADS:
        return None
    idle = dossier.idle_keys(day.viewer)
    gone = [one for one in idle if one.why in (NoWork.EMPLOYMENT, NoWork.ROLE)]
    if not gone and not (idle and day.today.day <= MONTHLY):
        return None
    return Card(
        "Nycklar utan arbete",
        "Gå igenom dem varje månad och ta tillbaka dem som inte behövs.",
        [
            CardRow(
                "Enheten",
                f"{len(idle)} {'nyckel' if len(idle) == 1 else 'nycklar'}",
                "desk:idle_keys",
                None,
                f"{_idle(day.today)}, eller så har någon slutat.",
            )
        ],
    )


OFFERS = Offers(
    waits=waits,
    waits_for=roles.RECEIVES_CASES,
    card=card,
    seldom=[QUESTIONS, UNREAD],
    unit_links=[UnitLink("Nycklar utan arbete", "desk:idle_keys")],
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
    drafts=[BREAK_GLASS, NAME_STAFF, PROTECT, PLACE, ANSWER, REVIEW],
    log=[
        LogWords("desk:protect", "Skyddet av personuppgifter", "För att se eller ändra skyddet"),
        LogWords("desk:protection_question", "Frågan om skydd", "För att svara på om skyddet ska ändras"),
        LogWords("desk:place", "Frågan om en skyddad adress", "För att be om att få se den"),
        LogWords("desk:place_shown", "Den skyddade adressen", "För att veta var personen finns"),
        LogWords("desk:alarm", "Larmet", "För att veta att någon annan öppnat ett ärende"),
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
