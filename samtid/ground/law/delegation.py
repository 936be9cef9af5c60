"""Delegationsgolv: the lowest level that may decide, which no local delegation scheme can go below (SoL 30 kap.).

Here *board* is nämnden and *committee* its utskott. What is not listed may go to any delegate the
board chooses, within KL 6 kap. 37–38 §§. A decision on too low a level is void in practice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from samtid.ground.law.rules import NEW_ACT, NotInForce
from samtid.ground.words import Word

SOURCE = "Socialtjänstlag (2025:400), lydelse 2026-07-09"


class Level(Word):
    """Beslutsnivå, highest first. Compare with ``reaches``, never with < and >."""

    BOARD = "board", "Nämnden"
    COMMITTEE = "committee", "Utskott"
    DELEGATE = "delegate", "Delegat som nämnden utser"

    def reaches(self, floor: Level) -> bool:
        """Whether somebody on this level may decide what has that floor."""
        order = list(Level)
        return order.index(self) <= order.index(floor)


@dataclass(frozen=True, slots=True)
class Floor:
    """Lägsta nivå för ett slags beslut.

    ``chair_if_urgent``: the chair, or a member the board has named, may decide when the board cannot
    be awaited; the decision is reported at the next meeting.
    """

    level: Level
    citation: str
    subject: str
    chair_if_urgent: bool = False

    def in_words(self) -> str:
        """One Swedish sentence."""
        who = {
            Level.BOARD: "Bara nämnden själv får besluta",
            Level.COMMITTEE: "Nämnden eller ett utskott beslutar",
            Level.DELEGATE: "Nämnden får delegera beslutet till den den väljer",
        }[self.level]
        urgent = ". Kan beslutet inte avvaktas får ordföranden eller en utsedd ledamot besluta"
        return f"{who} ({self.citation}){urgent if self.chair_if_urgent else ''}."


def _sol(number: int) -> str:
    return f"SoL 30 kap. {number} §"


_URGENT_LVU = ("6", "6 a", "11", "27", "31 d")

# provision -> floor; a provision is written "SoL 22:13" or "LVU 6"
FLOORS: dict[str, Floor] = {
    "SoL 18:11": Floor(Level.BOARD, _sol(11), "förbud mot eller begränsning av att ta emot andras barn"),
    "SFB 16:18": Floor(Level.BOARD, _sol(11), "nämndens uppgift enligt socialförsäkringsbalken 16 kap. 18 §"),
    "SFB 18:19": Floor(Level.BOARD, _sol(11), "nämndens uppgift enligt socialförsäkringsbalken 18 kap. 19 §"),
    "SoL 22:2": Floor(Level.COMMITTEE, _sol(6), "vård i familjehem eller annat enskilt hem"),
    "SoL 22:4": Floor(Level.COMMITTEE, _sol(6), "vård i jourhem"),
    "SoL 22:13": Floor(Level.COMMITTEE, _sol(6), "övervägande av fortsatt vård"),
    "SoL 22:14": Floor(Level.COMMITTEE, _sol(6), "övervägande av vårdnadsöverflyttning"),
    "SoL 22:16": Floor(Level.COMMITTEE, _sol(6), "övervägande av flyttningsförbud"),
    "SoL 22:17": Floor(Level.COMMITTEE, _sol(6), "utländsk myndighets placering av barn i Sverige"),
    "SoL 22:18": Floor(Level.COMMITTEE, _sol(6), "placering av barn i ett annat land"),
    "SoL 24:1": Floor(Level.COMMITTEE, _sol(6), "medgivande till internationell adoption"),
    "SoL 24:2": Floor(Level.COMMITTEE, _sol(6), "föräldrautbildning inför adoption"),
    "SoL 24:4": Floor(Level.COMMITTEE, _sol(6), "återkallelse av medgivande till adoption"),
    "SoL 33:4": Floor(Level.COMMITTEE, _sol(6), "talan om återkrav enligt 33 kap. 1 §"),
    "LVM 11": Floor(Level.COMMITTEE, _sol(9), "ansökan om tvångsvård"),
    "LVM 13": Floor(Level.COMMITTEE, _sol(9), "omedelbart omhändertagande", chair_if_urgent=True),
    "LPBS 3:3": Floor(Level.COMMITTEE, _sol(8), "ansökan om skyddat boende"),
    "LPBS 4:1": Floor(Level.COMMITTEE, _sol(8), "omedelbar insats i skyddat boende", chair_if_urgent=True),
    "LPBS 5:1": Floor(Level.COMMITTEE, _sol(8), "var barnet placeras", chair_if_urgent=True),
    "LPBS 5:3": Floor(Level.COMMITTEE, _sol(8), "övervägande av om insatsen ska fortsätta"),
    "LPBS 5:4": Floor(Level.COMMITTEE, _sol(8), "hemlig vistelseort och umgänge", chair_if_urgent=True),
    "LPBS 5:6": Floor(Level.COMMITTEE, _sol(8), "övervägande av hemlig vistelseort och umgänge"),
    "LPBS 7:1": Floor(Level.COMMITTEE, _sol(8), "insatsens upphörande"),
    "LPBS 8:7": Floor(Level.COMMITTEE, _sol(8), "begäran om hjälp av Polismyndigheten"),
    "FB 2:9": Floor(
        Level.DELEGATE,
        _sol(10),
        "faderskapsutredning; att inte påbörja eller att lägga ner den beslutar bara nämnden",
    ),
    "FB 6:13 a": Floor(Level.COMMITTEE, _sol(10), "uppgift enligt föräldrabalken 6 kap. 13 a §"),
}

LVU_SUBJECTS = {
    "4": "ansökan om vård",
    "6": "omedelbart omhändertagande",
    "6 a": "omedelbart omhändertagande när svensk domstol inte är behörig",
    "9 a": "ansökan om fortsatt omhändertagande",
    "11": "vårdens innehåll och utformning (första och andra styckena)",
    "13": "övervägande och omprövning av vård",
    "13 b": "övervägande av ansökan om flyttningsförbud",
    "13 c": "övervägande av vårdnadsöverflyttning",
    "14": "umgänge och hemlig vistelseort (andra och tredje styckena)",
    "21": "vårdens upphörande",
    "22": "förebyggande insatser",
    "24": "ansökan om flyttningsförbud",
    "26": "övervägande och upphörande av flyttningsförbud",
    "27": "tillfälligt flyttningsförbud",
    "31": "umgänge vid flyttningsförbud",
    "31 b": "ansökan om utreseförbud",
    "31 c": "prövning av utreseförbud",
    "31 d": "tillfälligt utreseförbud",
    "31 i": "tillfälligt undantag från utreseförbud",
    "32 a": "provtagning inför umgänge",
    "32 b": "provtagning inför upphörande av vård",
    "43": "begäran om hjälp av Polismyndigheten eller Kriminalvården",
}
FLOORS |= {
    f"LVU {section}": Floor(Level.COMMITTEE, _sol(7), subject, chair_if_urgent=section in _URGENT_LVU)
    for section, subject in LVU_SUBJECTS.items()
}

# 30:10 lists what may be delegated in föräldrabalken; the rest stays with the board.
PARENTAL_CODE_DELEGABLE = frozenset(
    f"FB {number}"
    for number in [
        "1:4",
        "1:9",
        "1:13",
        "1:14",
        "2:1",
        "2:4",
        "2:5",
        "2:6",
        "2:8",
        "2:8 a",
        "2:8 b",
        "3:5",
        "3:6",
        "3:8",
        "4:14",
        "6:6",
        "6:14 a",
        "6:15 a",
        "6:15 c",
        "6:19",
        "7:7",
        "11:16",
    ]
)

_LONG = re.compile(r"^(\w+)\s+(?:(\d+)\s*kap\.\s*)?(\d+)(?:\s*([a-z])\b)?\s*§", re.IGNORECASE)
_SHORT = re.compile(r"^(\w+)\s+(?:(\d+):)?(\d+)(?:\s+([a-z]))?$", re.IGNORECASE)
_STATUTES = {
    name.casefold(): name for name in ("SoL", "LVU", "LVM", "LPBS", "FB", "SFB", "LSS", "FL", "KL", "SoF")
}


def provision(text: str) -> str:
    """The short form of a paragraph: ``SoL 22 kap. 13 §`` and ``sol 22:13`` are both ``SoL 22:13``.

    Raises ``ValueError`` on what is not a paragraph of a statute we know.
    """
    match = _SHORT.match(text.strip()) or _LONG.match(text.strip())
    if match is None or match[1].casefold() not in _STATUTES:
        raise ValueError(f"«{text}» är inte ett lagrum vi känner.")
    statute, chapter, section, letter = match.groups()
    section = f"{int(section)} {letter.lower()}" if letter else str(int(section))
    return (
        f"{_STATUTES[statute.casefold()]} {int(chapter)}:{section}"
        if chapter
        else f"{_STATUTES[statute.casefold()]} {section}"
    )


def floor_for(paragraph: str, *, on: date, refused: bool = True) -> Floor:
    """The lowest level that may decide under a paragraph, on that day.

    ``refused`` matters only for consent under SoL 24:5, which a delegate may give but not refuse; the
    strict answer is the default. Raises ``NotInForce`` before the new act, whose floors are not entered.
    """
    if on < NEW_ACT:
        raise NotInForce(f"Delegationsreglerna före {NEW_ACT.isoformat()} är inte inlagda.")
    wanted = provision(paragraph)
    if wanted in FLOORS:
        return FLOORS[wanted]
    if wanted == "SoL 24:5" and refused:
        return Floor(Level.COMMITTEE, _sol(6), "samtycke till fortsatt adoptionsförfarande vägras")
    if wanted.startswith("FB ") and wanted not in PARENTAL_CODE_DELEGABLE:
        return Floor(
            Level.BOARD, _sol(10), "uppgift enligt föräldrabalken som inte räknas upp som delegerbar"
        )
    return Floor(Level.DELEGATE, "KL 6 kap. 37 §", "övriga beslut")
