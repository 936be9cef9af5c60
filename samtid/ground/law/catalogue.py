"""Regelförteckning: every rule, by subject, found by id or by words. Feeds the page *Frister och lagrum*."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from functools import lru_cache

from samtid.ground.law import (
    administration,
    adoption,
    appeals,
    assistance,
    children,
    cyber,
    family,
    lpbs,
    lvm,
    lvu,
    lvu_bans,
    lvu_ends,
    placements,
    quality,
    retention,
    serious_talks,
    statistics,
    without_consent,
)
from samtid.ground.law.rules import Rule, TimeLimit

SECTIONS: tuple[tuple[str, tuple[Rule, ...]], ...] = (
    ("Barn och unga: anmälan, utredning, uppföljning", children.RULES),
    ("Placering utanför hemmet", placements.RULES),
    ("Internationell adoption", adoption.RULES),
    ("Allvarssamtal", serious_talks.RULES),
    ("Insatser när samtycke saknas, lag (2026:1637)", without_consent.RULES),
    ("Vård utan samtycke: LVU, från 2027 lag (2026:1600)", lvu.RULES + lvu_ends.RULES),
    ("Flyttningsförbud och utreseförbud", lvu_bans.RULES),
    ("LVM: vård av vuxna vid missbruk", lvm.RULES),
    ("LPBS: barn i skyddat boende", lpbs.RULES),
    ("Handläggning, samordning och överflyttning", administration.RULES),
    ("Överklagande", appeals.RULES),
    ("Lex Sarah och ej verkställda beslut", quality.RULES),
    ("Familjerätt", family.RULES),
    ("Ekonomiskt bistånd", assistance.RULES),
    ("Gallring och bevarande", retention.RULES),
    ("Statistik", statistics.RULES),
    ("It-incidenter och personuppgifter", cyber.RULES),
)

ALL: tuple[Rule, ...] = tuple(rule for _, rules in SECTIONS for rule in rules)
_BY_ID: dict[str, Rule] = {rule.id.casefold(): rule for rule in ALL}
assert len(_BY_ID) == len(ALL), "two rules share an id"


class UnknownRule(LookupError):
    """There is no rule with that id; the text is one Swedish line."""


def get(rule_id: str) -> Rule:
    """The rule with all its wordings. Raises ``UnknownRule``."""
    found = _BY_ID.get(rule_id.strip().casefold())
    if found is None:
        raise UnknownRule(f"Det finns ingen regel «{rule_id}». Se alla med: samtid law list")
    return found


def rule(rule_id: str, *, on: date | datetime) -> TimeLimit:
    """The wording in force that day. Raises ``UnknownRule`` or ``NotInForce``."""
    return get(rule_id).on(on)


def _folded(text: str) -> str:
    """Lower case without dots and rings, so that *forhandsbedomning* finds *förhandsbedömning*."""
    return "".join(
        sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign)
    )


_CHAPTER = re.compile(r"(\d+(?: [a-z])?) kap\. (\d+(?: [a-z])?)(?: §|\b)")


@lru_cache(maxsize=1)
def _index() -> tuple[tuple[Rule, str], ...]:
    def text(of: Rule, section: str) -> str:
        parts = [of.id, section]
        for version in of.versions:
            parts += [version.name, version.plain(), version.citation, version.source, version.note]
            parts += [version.confidence.label, version.trigger, version.duty]
            # People write 20:2 as often as 20 kap. 2 §.
            parts += [f"{chapter}:{number}" for chapter, number in _CHAPTER.findall(version.citation)]
        return _folded(" ".join(parts))

    return tuple((rule, text(rule, section)) for section, rules in SECTIONS for rule in rules)


def find(text: str) -> tuple[Rule, ...]:
    """The rules that hold every word of the text, in the catalogue's order; all of them for an empty text."""
    words = _folded(text).split()
    return tuple(rule for rule, haystack in _index() if all(word in haystack for word in words))
