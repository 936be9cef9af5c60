"""Påbörjat och inte skickat: what a draft is called, whom it is about, and where its form stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import NoReverseMatch, reverse

from samtid.base.dossier import queries as dossier
from samtid.base.dossier.models import Draft
from samtid.base.organisation.models import Staff

from . import rules

SHOWN = 8
# the key's room and form -> (what it is called, the address of its page where that has another name)
FORMS: dict[str, tuple[str, str]] = {
    "desk:review": ("Granskning av en öppning", "desk:log_review"),
    "desk:break_glass": ("Nödöppning", ""),
    "desk:name_staff": ("Nyckel till en kollega", "desk:keys"),
    "dossier:note": ("Anteckning", "dossier:write_note"),
    "dossier:change_note": ("Ändring av anteckning", ""),
    "dossier:correction": ("Rättelse av anteckning", "dossier:correct"),
    "intake:register": ("Registrering", ""),
    "intake:protection": ("Skyddsbedömning", "intake:report"),
    "intake:close": ("Förhandsbedömning", "intake:report"),
    "intake:answer": ("Svar på en fråga", "intake:report"),
    "intake:route": ("Till en annan enhet", "intake:report"),
    "intake:identify": ("Vem det gäller", ""),
    "intake:relate": ("Någon nära", ""),
    "investigations:open": ("Inledning av utredning", ""),
    "investigations:plan": ("Utredningsplan", ""),
    "investigations:inform": ("Information till dem som berörs", ""),
    "investigations:add_finding": ("Uppgift i utredning", ""),
    "investigations:correct_finding": ("Rättelse av uppgift", ""),
    "investigations:hear_child": ("Barnets ord", ""),
    "investigations:propose": ("Bedömning och förslag", ""),
    "investigations:communicate": ("Kommunicering", ""),
    "investigations:answer": ("Synpunkter på underlaget", ""),
    "investigations:extend": ("Förlängning av utredning", ""),
    "investigations:close": ("Avslut av utredning", ""),
    "decisions:prepare": ("Förslag till beslut", ""),
    "decisions:change": ("Ändring av förslag till beslut", ""),
    "decisions:register": ("Registrering av nämndens beslut", "decisions:decision"),
    "services:start": ("Start av insats", ""),
    "services:start_open": ("Start av insats", ""),
    "services:add_goal": ("Mål", ""),
    "services:end": ("Avslut av insats", ""),
    "visits:agree": ("Avtal om besök", ""),
    "visits:carry_out": ("Notering om ett besök", "visits:visit"),
    "visits:not_carried_out": ("Varför besöket inte blev av", "visits:visit"),
    "followup:follow_up": ("Uppföljning", ""),
    "followup:feedback": ("Svar till den enskilde", ""),
    "followup:reply": ("Vad personen tyckte", ""),
    "improvement:hard": ("Det här var svårt", ""),
    "oidc:interrupted": ("Det du skrev när du loggades ut", ""),
}


@dataclass(frozen=True, slots=True)
class Begun:
    """Ett utkast på Min dag. ``who`` is empty when nothing on the page says it; ``href`` when its form is gone."""

    name: str
    who: str
    href: str
    saved_at: datetime


def begun(viewer: Staff, lines: Iterable[rules.Waiting]) -> list[Begun]:
    """What the viewer has typed and not sent, the newest first. Persons are named from the day's own ``lines``."""
    kept = list(Draft.objects.filter(staff=viewer).defer("fields").order_by("-saved_at")[:SHOWN])
    who = {str(line.about): line.who for line in lines}
    noted = [_about(draft.key) for draft in kept if draft.key.startswith("dossier:note:")]
    if cases := [pk for pk in noted if _is_uuid(pk)]:
        who |= {str(case.pk): case.dossier.person.name for case in dossier.cases(viewer).filter(pk__in=cases)}
    return [Begun(*_place(draft.key, who), draft.saved_at) for draft in kept]


def _place(key: str, who: dict[str, str]) -> tuple[str, str, str]:
    room, _, rest = key.partition(":")
    form, _, about = rest.partition(":")
    name, address = FORMS.get(f"{room}:{form}", ("Utkast", ""))
    try:
        href = reverse(address or f"{room}:{form}", args=[about] if _is_uuid(about) else None)
    except NoReverseMatch:
        href = ""
    return name, who.get(about, ""), href


def _about(key: str) -> str:
    return key.rpartition(":")[2]


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
