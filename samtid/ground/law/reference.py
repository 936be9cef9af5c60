"""Referenssida: the whole catalogue as Markdown, for ``docs/reference/frister.md``.

The page is written with ``samtid law reference`` and a test holds it fresh.
"""

from __future__ import annotations

from samtid.ground.law import built, catalogue
from samtid.ground.law.delegation import FLOORS
from samtid.ground.law.rules import Confidence, TimeLimit

HEAD = """# Frister och lagrum

Den här sidan skrivs av `samtid law reference` och ändras inte för hand.

Varje rad är en lydelse av en regel. Ett ärende följer den lydelse som gällde när tiden började.
Det här är inte juridisk rådgivning. Kolumnen *Säkerhet* säger hur regeln är kontrollerad:
"""


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _days(limit: TimeLimit) -> str:
    return f"{limit.valid_from} – {limit.valid_to or ''}".strip()


def _row(limit: TimeLimit) -> str:
    text = f"{limit.plain()} *{limit.note}*" if limit.note else limit.plain()
    if limit.formerly:
        text = f"{text} Tidigare: {limit.formerly}."
    cells = (limit.id, limit.name, text, limit.citation, _days(limit), limit.confidence.label, limit.source)
    return "| " + " | ".join(_cell(cell) for cell in cells) + " |"


def markdown() -> str:
    """The page, ending in a newline."""
    lines = [HEAD]
    lines += [f"- **{word.label}** – {word.help}" for word in Confidence]
    lines += ["", f"Antal regler: {len(catalogue.ALL)}.", ""]
    for title, rules in catalogue.SECTIONS:
        lines += [f"## {title}", "", "| Id | Namn | Regel | Lagrum | Gäller | Säkerhet | Källa |"]
        lines += ["|---|---|---|---|---|---|---|"]
        lines += [_row(version) for rule in rules for version in reversed(rule.versions)]
        lines += [""]
    lines += ["## Bevakas inte i Samtid än", ""]
    lines += ["De här reglerna räknas inte av programmet, och ingen påminner om dem.", ""]
    lines += [
        f"- **{rule.id}** {rule.name}. {state.why}"
        for rule in catalogue.ALL
        if isinstance(state := built.of(rule.id), built.NotBuilt)
    ]
    lines += ["", "## Lägsta beslutsnivå (delegationsgolv)", ""]
    lines += ["Det som inte står här får nämnden delegera till den den väljer (KL 6 kap. 37–38 §§).", ""]
    lines += [
        "| Lagrum | Beslut | Lägsta nivå | Grund | Ordföranden om det är bråttom | Gäller |",
        "|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {paragraph} | {floor.subject} | {floor.level.label} | {floor.citation} | "
        f"{'ja' if floor.chair_if_urgent else 'nej'} | {f'{floor.valid_from} – {floor.valid_to or str()}'.strip()} |"
        for paragraph, floor in FLOORS.items()
    ]
    return "\n".join(lines) + "\n"
