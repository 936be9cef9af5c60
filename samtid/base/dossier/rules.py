"""Vad lag och rutin säger om akten. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from samtid.base.people.words import Protection
from samtid.ground.law import catalogue
from samtid.ground.law.days import SWEDEN, Due
from samtid.ground.law.limits import AtOnce
from samtid.ground.law.rules import NotInForce, Rule
from samtid.ground.reasons import Obstacle

from .words import LocalClock

JOURNAL = "SOSFS 2014:5 4 kap."

# A form's own fields beside those a person fills in. ``SEEN``: the version it was filled from; ``READ``: ticked when
# both texts have been read, the version that the writer's own shall take the place of.
SEEN, READ = "version", "read_version"
OF_THE_PAGE = ("csrfmiddlewaretoken", "draft_key", "draft_page", "draft_from", "draft_drop", READ)
# A draft's sequence when the whole form was sent: no later sending from that page comes after it.
SENT_AS_FORM = 2**62
DRAFT_KEY, LONGEST_KEY = re.compile(r"[a-z_]+(:[a-z_]+)+(:[0-9a-z-]+)?"), 120


@dataclass(frozen=True, slots=True)
class RuleWords:
    """What a running clock is called and where it stands."""

    name: str
    citation: str
    is_law: bool
    promptly: str = ""  # the law's own word, where it names no day


def words_of(rule: str, on: date | None = None) -> RuleWords:
    """Name and citation of a clock's rule, statutory or local: as the law says them that day, the newest when none is given."""
    local = next((clock for clock in LocalClock if clock.value == rule), None)
    if local is not None:
        return RuleWords(local.label, "", is_law=False)
    found = catalogue.get(rule)
    wording = found.latest if on is None else found.at(on)
    word = wording.limit.in_words().capitalize() if isinstance(wording.limit, AtOnce) else ""
    return RuleWords(wording.name, wording.citation, wording.is_law, word)


def came_in_late(at: datetime, late_hour: int) -> bool:
    """So late in the day that the next day will do for what shall be done at once.

    *Genast* is the same day, "or the day after if it came in late" (prop. 2012/13:10 p. 60). From which hour is nowhere
    said: the municipality decides it.
    """
    return at.astimezone(SWEDEN).hour >= late_hour


def planned_day(due: Due, trigger: date | datetime, late_hour: int | None) -> date | None:
    """The one day we plan on and show, everywhere: for what came in late and shall be done at once, the day after.

    Where the municipality has not said what late is, nothing comes in late.
    """
    late = isinstance(trigger, datetime) and late_hour is not None and came_in_late(trigger, late_hour)
    return due.outer if due.outer and late else due.legal or due.outer


def day_of(rule: Rule, trigger: date | datetime, late_hour: int | None = None) -> date | None:
    """The day a duty is to be done, counted from its trigger. ``late_hour`` where a late hour gives another day.

    None when the law names no day, or when it is not known what the law said then: a page must not fall for that.
    """
    try:
        return planned_day(rule.due(trigger), trigger, late_hour)
    except (NotInForce, OverflowError, ValueError):
        return None


def obstacles_to_closing(running: Sequence[str]) -> list[Obstacle]:
    """What stands in the way of closing a case: the duties that still run in it, by name."""
    return [Obstacle(f"Det finns en frist kvar i ärendet: {name}. Gör klart den först.") for name in running]


def obstacles_to_handing_out(*, only_through_glass: bool) -> list[Obstacle]:
    """What stands in the way of giving somebody a key to a case, oneself included: the case itself is one."""
    if only_through_glass:
        return [
            Obstacle(
                "Du ser ärendet bara genom en nödöppning. Då får du läsa och handla, men inte flytta eller lämna över "
                "det du ser och inte ge någon nyckel. Be handläggaren eller enhetens chef.",
                may_approve="handläggaren eller enhetens chef",
            )
        ]
    return []


def obstacles_to_writing(text: str, *, happened_at: datetime, at: datetime) -> list[Obstacle]:
    """What stands in the way of writing a note."""
    found = []
    if not text.strip():
        found.append(Obstacle("Skriv vad som hände.", JOURNAL, field="text"))
    if happened_at > at:
        found.append(Obstacle("Händelsen kan inte ligga i framtiden.", JOURNAL, field="happened_at"))
    return found


def obstacles_to_changing(
    *, signed_at: datetime | None, set_aside_at: datetime | None, author_id: int, writer_id: int
) -> list[Obstacle]:
    """What stands in the way of changing a note, or of moving it aside: until it is signed it is its author's."""
    if signed_at is not None:
        return [Obstacle("Anteckningen är redan undertecknad. Rätta den med en ny anteckning.", JOURNAL)]
    if author_id != writer_id:
        return [Obstacle("Bara den som skrev anteckningen kan ändra den.", JOURNAL)]
    if set_aside_at is not None:
        return [Obstacle("Anteckningen är undanlagd. Ta tillbaka den först.")]
    return []


def obstacles_to_taking_back(*, set_aside_at: datetime | None) -> list[Obstacle]:
    """What stands in the way of taking a note back."""
    return [] if set_aside_at else [Obstacle("Anteckningen är inte undanlagd.")]


def obstacles_to_signing(
    *, signed_at: datetime | None, set_aside_at: datetime | None = None, author_id: int, signer_id: int
) -> list[Obstacle]:
    """What stands in the way of signing a note."""
    found = []
    if set_aside_at is not None:
        found.append(Obstacle("Anteckningen är undanlagd. Ta tillbaka den först."))
    if signed_at is not None:
        found.append(Obstacle("Anteckningen är redan undertecknad. Rätta den med en ny anteckning.", JOURNAL))
    if author_id != signer_id:
        found.append(Obstacle("Bara den som skrev anteckningen kan underteckna den.", JOURNAL))
    return found


def obstacles_to_correcting(*, signed_at: datetime | None) -> list[Obstacle]:
    """What stands in the way of correcting a note: only a signed one needs it."""
    if signed_at is None:
        return [Obstacle("Anteckningen är inte undertecknad än, så den går att ändra direkt.", JOURNAL)]
    return []


def obstacles_to_extending(reason: str) -> list[Obstacle]:
    """What stands in the way of extending a time limit: the ground must be said."""
    if len(reason.strip()) < 10:
        return [Obstacle("Skriv vilket särskilt skäl som finns för att förlänga.", field="reason")]
    return []


PROTECTED = "OSL 21 kap. 3 §, 22 kap. 1 §"


def obstacles_to_protecting(
    level: Protection, now_is: Protection, *, only_through_glass: bool
) -> list[Obstacle]:
    """What stands in the way of setting a level at once: only a stricter one, by one who has a key."""
    if only_through_glass:
        return [
            Obstacle(
                "Du ser ärendet bara genom en nödöppning. Be om skydd i stället, så svarar enhetens chef.",
                PROTECTED,
                may_approve="enhetens chef",
            )
        ]
    if is_lower(level, now_is):
        return [
            Obstacle(
                "Skyddet sänks av två: föreslå det med skäl, så svarar chefen i varje enhet som har en skyddad akt.",
                PROTECTED,
                field="level",
                may_approve="chefen i varje enhet som har en skyddad akt",
            )
        ]
    return []


def obstacles_to_proposing(
    level: Protection, now_is: Protection, why: str, *, only_through_glass: bool, is_open: bool
) -> list[Obstacle]:
    """What stands in the way of proposing a lower level, or of asking for a stricter one through broken glass."""
    found = []
    if is_open:
        found.append(Obstacle("Det finns redan ett förslag som väntar på svar.", PROTECTED))
    if level == now_is:
        found.append(Obstacle("Personen har redan det skyddet.", field="level"))
    elif only_through_glass and is_lower(level, now_is):
        found.append(
            Obstacle(
                "Den som nödöppnat kan be om skydd, men inte om att det sänks.", PROTECTED, field="level"
            )
        )
    if len(why.strip()) < 10:
        found.append(Obstacle("Skriv varför, så att den som svarar förstår. Minst tio tecken.", field="why"))
    return found


def obstacles_to_answering(*, yes: bool, why: str) -> list[Obstacle]:
    """A no is explained to the one who proposed."""
    if not yes and len(why.strip()) < 10:
        return [Obstacle("Skriv varför ni säger nej. Minst tio tecken.", field="why")]
    return []


def is_lower(level: Protection, now_is: Protection) -> bool:
    """Whether a level hides less than another."""
    order = list(Protection)
    return order.index(Protection(level)) < order.index(Protection(now_is))


def obstacles_to_naming(
    *, may_receive: bool, name: str, whole_case: bool, until: datetime | None, longest: int, at: datetime
) -> list[Obstacle]:
    """What stands in the way of giving somebody a key: their role, and an end later than ``longest`` days ahead."""
    found = []
    if not may_receive:
        what = "till hela ärendet" if whole_case else "till ett ärende"
        found.append(
            Obstacle(f"{name} har ingen roll som behöver nyckel {what}.", "SoLPuL 10 §", field="receiver")
        )
    if until is not None and not at < until <= at + timedelta(days=longest):
        said = "ett år" if longest in (365, 366) else f"{longest} dagar"
        found.append(Obstacle(f"En nyckel gäller högst {said}.", "SoLPuL 10 §", field="days"))
    return found


KEEPS = {
    "assigned": "Det är handläggarens egen nyckel. Den upphör när ärendet lämnas över.",
    "last": "Det är den enda nyckeln till ett skyddat ärende. Ge någon annan nyckel först.",
}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a page's text comes from: the draft it was filled from, that draft's version, and when it was drawn (ms)."""

    row: int = 0
    version: int = 0
    drawn: int = 0


NOWHERE = Origin()


def read_origin(said: str) -> Origin:
    """``12.3.1764500000000`` as a page says it; nowhere when it is anything else."""
    parts = said.split(".")
    if len(parts) != 3 or not all(one.isascii() and one.isdigit() and len(one) < 19 for one in parts):
        return NOWHERE
    if len(parts[2]) > 14:  # milliseconds far past the calendar's end
        return NOWHERE
    return Origin(*(int(one) for one in parts))


def is_draft_key(said: str) -> bool:
    """A name that a form may have: room, form, and perhaps what it is about."""
    return len(said) <= LONGEST_KEY and DRAFT_KEY.fullmatch(said) is not None


def page_name(said: str) -> str:
    """The name that a page of a form goes by; none when it is anything else."""
    return said if said.isascii() and said.isalnum() and len(said) <= 32 else ""


def clean_draft(said: Any) -> dict[str, Any] | None:
    """What a draft may hold: names with a text, or a list of texts. None when it is anything else.

    The database's JSON holds neither the null character nor half a surrogate pair.
    """
    if not isinstance(said, dict) or len(said) > 200:
        return None
    fields: dict[str, Any] = {}
    for name, value in said.items():
        texts = value if isinstance(value, list) else [value]
        if not isinstance(name, str) or len(name) > 80 or not all(isinstance(text, str) for text in texts):
            return None
        if name not in OF_THE_PAGE:
            fields[_keepable(name)] = (
                [_keepable(text) for text in value] if isinstance(value, list) else _keepable(value)
            )
    return fields


def _keepable(text: str) -> str:
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
