"""Beslutsbrevet: what FL 31–33 and 43–47 §§ ask, in plain Swedish, as a tagged PDF (PDF/A-2a, PDF/UA-1).

Set by typst (base/look/typeset.py, docs/decisions/0010-letters-typst.md).
Text goes in as data, so nothing that somebody writes can become markup.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from enum import Enum
from pathlib import Path

import typst

from samtid.base.look import typeset
from samtid.base.look.swedish import day_words, kr
from samtid.ground.reasons import NotYet, Obstacle, refuse_if
from samtid.steps.investigations.words import Basis

from . import rules
from .words import DecisionOutcome, Per, Way

TEMPLATE = Path(__file__).with_name("letter.typ")
# where the municipality has chosen no colour of its own
ACCENT = "#1f5f6b"
MOST_NAMED = 10  # characters that are named in one sentence


@dataclass(frozen=True, slots=True)
class Point:
    """En rad i en lista."""

    label: str
    text: str


class Place(Enum):
    """The sections that every letter has; what a later room adds stands after one of them."""

    TERMS = "terms"
    CONDITIONS = "conditions"
    REASONS = "reasons"
    LAW = "law"
    WHO = "who"
    APPEAL = "appeal"
    QUESTIONS = "questions"


@dataclass(frozen=True, slots=True)
class Section:
    """Ett avsnitt i brevet. ``place`` names it for those who add something after it."""

    title: str
    text: str = ""
    points: tuple[Point, ...] = ()
    place: Place | None = None

    def __bool__(self) -> bool:
        return bool(self.text.strip() or self.points)


@dataclass(frozen=True, slots=True)
class Part:
    """En del som ett senare rum lägger till: a section, and after which of the letter's own it stands."""

    after: Place
    section: Section


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """Brevet, as its template reads it. ``mark`` says that it is a draft; empty on the decision itself."""

    municipality: str
    unit: str
    phone: str
    address: str
    sender: str
    date: str
    number: str
    recipient: tuple[str, ...]
    title: str
    lead: str
    concerns: str
    footer: str
    accent: str = ACCENT
    sent_by: str = ""
    mark: str = ""
    sections: tuple[Section, ...] = field(default_factory=tuple)

    def having(self, parts: Iterable[Part]) -> Letter:
        """The letter with the parts of other rooms, in the order they come."""
        added: dict[Place, list[Section]] = {}
        for part in parts:
            added.setdefault(part.after, []).append(part.section)
        whole: list[Section] = []
        for place in Place:
            whole += [section for section in self.sections if section.place == place]
            whole += filter(None, added.get(place, []))
        return replace(self, sections=tuple(whole))

    def unprintable(self) -> list[Obstacle]:
        """The characters that no font has: a box in their place could not be read aloud or kept, and dropping
        them would change what was decided."""
        missing = [_named(one) for one in typeset.lacking(asdict(self))]
        if not missing:
            return []
        rest = f" och {len(missing) - MOST_NAMED} till" if len(missing) > MOST_NAMED else ""
        said = f"{', '.join(missing[:MOST_NAMED])}{rest}"
        one, it = ("Tecknet", "det") if len(missing) == 1 else ("Tecknen", "dem")
        text = f"{one} {said} kan inte skrivas i ett brev som ska kunna läsas upp och arkiveras."
        return [Obstacle(f"{text} Skriv {it} på ett annat sätt.", "FL 33 §")]

    def pdf(self) -> bytes:
        """The letter as PDF, in some tens of milliseconds. Raises ``NotYet`` for what cannot be printed."""
        refuse_if(self.unprintable())
        try:
            # archived for decades (PDF/A-2a), and read aloud by a screen reader (PDF/UA-1)
            return typeset.pdf(TEMPLATE, asdict(self), standards=("a-2a", "ua-1"))
        except typst.TypstError as error:
            lacking = typeset.LACKING.search(str(error))
            if lacking is None:
                raise
            text = f"Tecknet {_named(lacking[1])} kan inte skrivas i ett brev som ska kunna läsas upp och arkiveras."
            raise NotYet([Obstacle(f"{text} Skriv det på ett annat sätt.", "FL 33 §")]) from error


def _named(said: str) -> str:
    """A character as one can find it: itself where it can be seen, otherwise its number in Unicode."""
    seen = all(unicodedata.category(one)[0] not in "CZ" for one in said)
    return f"«{said}»" if seen else "«" + " ".join(f"U+{ord(one):04X}" for one in said) + "»"


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What a letter is made from, as values. Names are empty when they are withheld (FL 33 § 4 st.)."""

    municipality: str
    committee: str
    unit: str
    phone: str
    unit_address: str = ""
    accent: str = ACCENT
    sent_by: str = ""
    number: str
    decided_on: date | None
    subject: str
    outcome: DecisionOutcome
    content: str
    reasons: str
    basis: Basis
    name: str
    personnummer: str
    heading: str = ""
    way: Way = Way.POST
    address: tuple[str, ...] = ()
    extent: str = ""
    amount: int | None = None
    per: Per | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    conditions: str = ""
    goal: str = ""
    follow_up_on: date | None = None
    decided_by: str = ""
    presented_by: str = ""
    delegation: str = ""
    dissent: str = ""
    is_draft: bool = False


def write(matter: Matter) -> Letter:
    """The letter about a decision."""
    return Letter(
        municipality=matter.municipality,
        unit=matter.unit,
        phone=f"Telefon {matter.phone}" if matter.phone else "",
        address=matter.unit_address,
        sender=f"{matter.committee}, {matter.municipality}",
        date=day_words(matter.decided_on) if matter.decided_on else "–",
        number=matter.number,
        recipient=_recipient(matter),
        title=_title(matter),
        lead=matter.content,
        concerns=f"{matter.name}, {matter.personnummer}" if matter.personnummer else matter.name,
        accent=matter.accent,
        sent_by=matter.sent_by,
        footer=f"{matter.municipality} · {matter.committee} · Ärende {matter.number}",
        mark="UTKAST – inte beslutat" if matter.is_draft else "",
        sections=tuple(filter(None, _sections(matter))),
    )


def _title(matter: Matter) -> str:
    said = matter.outcome.label.lower()
    if matter.outcome == DecisionOutcome.REFUSED:
        return f"Ansökan om {matter.subject[:1].lower()}{matter.subject[1:]} {said}"
    return f"{matter.subject} {said}"


def _recipient(matter: Matter) -> tuple[str, ...]:
    """Whom it is to, and where; a place that is not to be told never stands there, whatever slips in."""
    rows = matter.address if matter.way == Way.POST else (matter.way.label,)
    return (matter.heading or matter.name, *(row for row in rows if row.strip()))


def _sections(matter: Matter) -> list[Section]:
    return [
        Section("Det här gäller", points=tuple(_terms(matter)), place=Place.TERMS),
        Section("Villkor", matter.conditions, place=Place.CONDITIONS),
        Section("Därför har vi beslutat så", matter.reasons, place=Place.REASONS),
        Section("Lagen vi har använt", f"{matter.basis.label}. {matter.basis.help}", place=Place.LAW),
        Section("Så har beslutet fattats", points=tuple(_who(matter)), place=Place.WHO),
        *_not_content(matter),
        Section(
            "Har du frågor?",
            f"{_call(matter)} Uppge ärendets nummer, {matter.number}. "
            "Du har rätt att läsa det som står i ditt ärende. Vi ordnar tolk om du behöver det.",
            place=Place.QUESTIONS,
        ),
    ]


def _call(matter: Matter) -> str:
    """Whom to ask: the unit and its number, as far as there is one."""
    whom = matter.unit or f"{matter.committee}, {matter.municipality}"
    return f"Ring {whom} på {matter.phone}." if matter.phone else f"Hör av dig till {whom}."


def _where(matter: Matter) -> str:
    """Where it is sent, when the unit has said so."""
    return f" Adressen är {matter.unit_address}." if matter.unit_address else ""


def _terms(matter: Matter) -> list[Point]:
    rows = [
        ("Omfattning", matter.extent),
        (
            "Belopp",
            f"{kr(matter.amount)} {matter.per.label if matter.per else ''}".strip()
            if matter.amount is not None
            else "",
        ),
        ("Gäller från", day_words(matter.valid_from) if matter.valid_from else ""),
        ("Gäller till och med", day_words(matter.valid_to) if matter.valid_to else ""),
        ("Mål", matter.goal),
        ("Vi följer upp senast", day_words(matter.follow_up_on) if matter.follow_up_on else ""),
    ]
    if matter.valid_from and not matter.valid_to and matter.outcome.grants:
        rows.insert(4, ("Gäller till och med", "tills vidare, så länge din situation inte ändras väsentligt"))
    return [Point(label, text) for label, text in rows if text]


def _who(matter: Matter) -> list[Point]:
    """Who decided, who presented, by which mandate (FL 31 §)."""
    rows = [
        ("Beslut av", matter.decided_by),
        ("Föredragande", matter.presented_by),
        ("Rätt att besluta", matter.delegation),
        ("Avvikande mening", matter.dissent),
    ]
    return [Point(label, text) for label, text in rows if text]


def _not_content(matter: Matter) -> list[Section]:
    """How to appeal: form, contents, where and until when (FL 33 § 2 st., 43–44 §§; FPL 3–4 §§)."""
    if not rules.may_appeal(matter.basis):
        return [
            Section(
                "Om du tycker att beslutet är fel",
                "Hör av dig till oss: vi kan ändra ett beslut som är fel. Beslutet kan inte överklagas på vanligt sätt, "
                "eftersom det gäller stöd som kommunen får ge utan att vara skyldig till det. Du som är medlem i kommunen "
                "kan begära att förvaltningsrätten prövar om beslutet är lagligt (13 kap. kommunallagen).",
                place=Place.APPEAL,
            )
        ]
    return [
        Section(
            "Om du tycker att beslutet är fel",
            "Du har rätt att överklaga till förvaltningsrätten. Det kostar ingenting. Hör gärna av dig till oss först: "
            "vi hjälper dig att skriva, och vi kan ändra ett beslut som är fel.",
            place=Place.APPEAL,
        ),
        Section(
            "Så överklagar du",
            "Skriv ett brev och berätta:",
            points=(
                Point("", f"vilket beslut du överklagar: ange ärendets nummer, {matter.number}"),
                Point("", "hur du vill att beslutet ska ändras, och varför"),
                Point("", "ditt namn, personnummer, postadress och telefonnummer"),
            ),
            place=Place.APPEAL,
        ),
        Section(
            "Lämna eller skicka brevet till oss",
            f"Överklagandet ska vara ställt till förvaltningsrätten men lämnas till {matter.committee.lower()}, "
            f"{matter.municipality}.{_where(matter)} Det ska ha kommit in till oss inom tre veckor från den dag du fick del av "
            "beslutet. Vi kontrollerar att det kom i tid, ser om vi själva ska ändra beslutet och skickar det annars "
            "vidare till förvaltningsrätten. Beslutet gäller under tiden, om inte domstolen säger något annat.",
            place=Place.APPEAL,
        ),
    ]
