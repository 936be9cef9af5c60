"""Författningar: every act a wording may name, with its SFS number and the days it applied.

A wording names its acts by its citation: ``cited("SoL 34 kap. 1 §; LSS 28 f §")``. A test holds that no
wording begins before its act or outlives it. What a citation says is an older act reads ``äldre SoL``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Act:
    """Författning: ``key`` is how a citation begins, ``number`` the SFS number or what stands for it.

    ``valid_to`` is the last day it applied; ``None`` while it does. ``coercive``: it lets somebody decide
    against a person's will, so a paragraph of it that nobody has entered may be delegated to nobody.
    """

    key: str
    name: str
    number: str
    valid_from: date
    valid_to: date | None = None
    coercive: bool = False

    def applied(self, on: date) -> bool:
        """Whether it was in force that day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    @property
    def title(self) -> str:
        """Its name with the number: Socialtjänstlag (2025:400)."""
        return f"{self.name} ({self.number})" if ":" in self.number else f"{self.name}, {self.number}"

    def __str__(self) -> str:
        return self.title


CARE = Act(
    "2026:1600",
    "Lag om omhändertagande för vård av barn och unga",
    "2026:1600",
    date(2027, 1, 1),
    coercive=True,
)
WITHOUT_CONSENT = Act(
    "2026:1637",
    "Lag om insatser inom socialtjänsten när samtycke saknas",
    "2026:1637",
    date(2027, 1, 2),
    coercive=True,
)
LVU = Act(
    "LVU",
    "Lag med särskilda bestämmelser om vård av unga",
    "1990:52",
    date(1990, 7, 1),
    date(2026, 12, 31),
    coercive=True,
)
SOCIAL_SERVICES = Act("SoL", "Socialtjänstlag", "2025:400", date(2025, 7, 1))

ACTS: tuple[Act, ...] = (
    SOCIAL_SERVICES,
    Act("äldre SoL", "Socialtjänstlag", "2001:453", date(2002, 1, 1), date(2025, 6, 30)),
    Act("SoF", "Socialtjänstförordning", "2025:468", date(2025, 7, 1)),
    LVU,
    CARE,
    WITHOUT_CONSENT,
    Act("LVM", "Lag om vård av missbrukare i vissa fall", "1988:870", date(1989, 1, 1), coercive=True),
    Act("LPBS", "Lag om placering av barn i skyddat boende", "2024:79", date(2024, 4, 1), coercive=True),
    Act("LSS", "Lag om stöd och service till vissa funktionshindrade", "1993:387", date(1994, 1, 1)),
    Act("FB", "Föräldrabalk", "1949:381", date(1950, 1, 1)),
    Act("SFB", "Socialförsäkringsbalk", "2010:110", date(2011, 1, 1)),
    Act("FL", "Förvaltningslag", "2017:900", date(2018, 7, 1)),
    Act("KL", "Kommunallag", "2017:725", date(2018, 1, 1)),
    Act("OSL", "Offentlighets- och sekretesslag", "2009:400", date(2009, 6, 30)),
    Act("HSL", "Hälso- och sjukvårdslag", "2017:30", date(2017, 4, 1)),
    Act("SoLPuL", "Lag om behandling av personuppgifter inom socialtjänsten", "2001:454", date(2001, 10, 1)),
    Act(
        "2017:612",
        "Lag om samverkan vid utskrivning från sluten hälso- och sjukvård",
        "2017:612",
        date(2018, 1, 1),
    ),
    Act("2021:530", "Lag om informationssamtal", "2021:530", date(2021, 7, 1)),
    Act("2025:1506", "Cybersäkerhetslag", "2025:1506", date(2026, 1, 15)),
    Act("Dataskyddsförordningen", "Dataskyddsförordningen", "(EU) 2016/679", date(2018, 5, 25)),
    Act("HSLF-FS 2015:30", "Föreskrifter om statistik, HSLF-FS", "2015:30", date(2016, 1, 1)),
    Act("HSLF-FS 2016:86", "Föreskrifter om statistik, HSLF-FS", "2016:86", date(2017, 1, 1)),
    Act("HSLF-FS 2016:3", "Föreskrifter om statistik, HSLF-FS", "2016:3", date(2016, 3, 1)),
    Act("SOSFS 2005:21", "Föreskrifter om statistik, SOSFS", "2005:21", date(2005, 10, 1)),
    Act("SOSFS 2011:5", "Föreskrifter om lex Sarah, SOSFS", "2011:5", date(2011, 7, 1)),
)
BY_KEY: dict[str, Act] = {act.key.casefold(): act for act in ACTS}
assert len(BY_KEY) == len(ACTS), "two acts share a key"

_NUMBER = re.compile(r"(?:SOSFS|HSLF-FS)?\s*\(?(\d{4}:\d+)\)?")


def act(key: str) -> Act | None:
    """The act a citation names: «SoL», «lag (2026:1600)», «2026:1600» or «(1990:52)»; ``None`` when we know none."""
    wanted = " ".join(key.split()).casefold().strip("()")
    if wanted in BY_KEY:
        return BY_KEY[wanted]
    number = _NUMBER.search(wanted)
    return next((one for one in ACTS if number is not None and one.number == number[1]), None)


def cited(citation: str) -> tuple[Act, ...]:
    """The acts a citation names, in order. Several are parted by semicolons; an empty tuple when none is known."""
    found = [_cited(part.strip()) for part in citation.split(";")]
    return tuple(one for one in found if one is not None)


def _cited(part: str) -> Act | None:
    # the longest key first, so that äldre SoL is not SoL and SoLPuL is not SoL
    for key in sorted(BY_KEY, key=len, reverse=True):
        if re.match(rf"{re.escape(key)}(?=[\s,]|$)", part.casefold()):
            return BY_KEY[key]
    return act(part)


_SECTION = re.compile(
    r"""(?P<act>.*?)\s*
        (?<![\d:])(?:(?P<chapter>\d+(?:\s?[a-z])?)\s*(?:kap\.\s*|:\s*))?
        (?P<section>\d+)(?:\s?(?P<letter>[a-z])(?![a-z]))?\s*
        (?:§(?!§)[^§]*)?$""",
    re.IGNORECASE | re.VERBOSE,
)


def provision(text: str) -> str:
    """The short form of one paragraph: ``SoL 22 kap. 13 §`` and ``sol 22:13`` are ``SoL 22:13``.

    Chapters and sections may have letters (``SoL 19 a:3``, ``SoL 12:4 a``), and an act that has no short name
    is named by its number (``2026:1600 5:3``). Raises ``ValueError`` on what is no paragraph of an act we know.
    """
    unknown = ValueError(f"«{text}» är inte ett lagrum vi känner.")
    match = _SECTION.fullmatch(" ".join(text.split()))
    if match is None:
        raise unknown
    name = match["act"].strip().rstrip(",")
    # «lagen (2026:1600) om omhändertagande …» and «Lag 2026:1600» name the act by its number
    found = act(name)
    if found is None or not re.fullmatch(
        r"[\w ]+|(?:lag(?:en)?\s*)?\(?\d{4}:\d+\)?[^\d]*", name, re.IGNORECASE
    ):
        raise unknown
    section = _lettered(match["section"] + (match["letter"] or ""))
    return (
        f"{found.key} {_lettered(match['chapter'])}:{section}"
        if match["chapter"]
        else f"{found.key} {section}"
    )


def _lettered(number: str) -> str:
    """``4a``, ``4 A`` and ``04 a`` are ``4 a``."""
    digits, letter = re.fullmatch(r"(\d+)\s*([a-z]?)", number, re.IGNORECASE).groups()  # type: ignore[union-attr]
    return f"{int(digits)} {letter.lower()}" if letter else str(int(digits))


def act_of(paragraph: str) -> Act:
    """The act of a paragraph in its short form. Raises ``ValueError`` like ``provision``."""
    short = provision(paragraph)
    found = act(short.rsplit(" ", 1)[0]) or _cited(short)
    assert found is not None
    return found


# Paragraphs and chapters that came into force later than the act they stand in.
LATER: dict[str, date] = {
    "SoL 12:3 a": date(2026, 7, 1),
    "SoL 12:4 a": date(2026, 7, 1),
    "SoL 12:2 a": date(2027, 1, 1),
    "SoL 12:4 g": date(2027, 1, 1),
    "SoL 19 a": date(2027, 1, 2),
    "SoL 30:6 a": date(2027, 1, 2),
}


def why_not_in_force(paragraph: str, on: date) -> str:
    """One Swedish sentence when a paragraph does not apply that day; empty when it does.

    Raises ``ValueError`` like ``provision``.
    """
    short, act = provision(paragraph), act_of(paragraph)
    if act is LVU and not act.applied(on) and on > act.valid_from:
        return f"LVU upphörde att gälla efter {act.valid_to}. I stället gäller lag (2026:1600), och lag (2026:1637)."
    begins = LATER.get(short, LATER.get(short.split(":")[0], act.valid_from))
    if on < begins:
        return f"{paragraph} gäller först från {begins}."
    return "" if act.applied(on) else f"{act.title} upphörde att gälla efter {act.valid_to}."
