"""Gallringsprövning: the retention rules weighed for one file held by the municipality; the longest wins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from samtid.ground.law import retention
from samtid.ground.law.days import add_months
from samtid.ground.law.rules import NotInForce, Rule
from samtid.ground.words import Word

# SCB's codes: the whole of these counties (first two digits), and Göteborg, keep everything (SoF 13:1).
KEPT_COUNTIES = frozenset({"05", "09", "22"})
KEPT_MUNICIPALITIES = frozenset({"1480"})
SAMPLE_DAYS = frozenset({5, 15, 25})


class Material(Word):
    """Handlingsslag: what a personal file holds that decides how long it is kept."""

    PARENTHOOD = "parenthood", "Utredning om faderskap eller föräldraskap"
    ADOPTION = "adoption", "Utredning om adoption"
    PLACED_CHILD = "placed_child", "Placering av barn utanför hemmet"
    CHILD_INVESTIGATION = "child_investigation", "Utredning till ett barns skydd eller stöd"
    REPORT_NOT_OPENED = "report_not_opened", "Anmälan som inte ledde till utredning"
    CUSTODY_AGREEMENT = "custody_agreement", "Avtal om vårdnad, boende eller umgänge"


KEPT_FOR_EVER = frozenset({Material.PARENTHOOD, Material.ADOPTION, Material.PLACED_CHILD})


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """Personakt, as far as disposal is concerned.

    ``municipality`` is SCB's four digits. ``born_on`` is the birth of the person the file is about,
    ``None`` when it is not known. ``compilation_ended_on``: when the circumstances that a compilation
    holds on the same person ended; ``None`` when there is no such compilation. ``compilation_open``:
    they have not ended yet, so nothing may go.
    """

    municipality: str
    last_note_on: date
    closed_on: date
    born_on: date | None
    materials: frozenset[Material] = frozenset()
    compilation_ended_on: date | None = None
    compilation_open: bool = False


@dataclass(frozen=True, slots=True)
class Disposal:
    """Gallringsbesked: from which day the file is to be disposed of, by when it is finished, and why.

    ``starts`` is ``None`` when the file is kept; ``grounds`` are the rules that decided;
    ``unclear`` says in Swedish what must be known first.
    """

    starts: date | None
    finished_by: date | None
    grounds: tuple[Rule, ...]
    unclear: str = ""

    def is_due(self, on: date) -> bool:
        """Whether the duty to dispose of the file has arisen."""
        return self.starts is not None and self.starts <= on


def is_in_research_sample(municipality: str, born_on: date | None) -> bool | None:
    """Whether the file is kept for research; ``None`` when that cannot be told without the day of birth."""
    if municipality[:2] in KEPT_COUNTIES or municipality in KEPT_MUNICIPALITIES:
        return True
    return None if born_on is None else born_on.day in SAMPLE_DAYS


def _kept(*grounds: Rule, unclear: str = "") -> Disposal:
    return Disposal(None, None, grounds, unclear)


def disposal(file: File) -> Disposal:
    """When the file may and must be disposed of. The law is that of the day the case was closed."""
    assert file.municipality.isdigit() and len(file.municipality) == 4, "SCB's four digits"
    if file.materials & KEPT_FOR_EVER:
        return _kept(retention.NEVER)
    sample = is_in_research_sample(file.municipality, file.born_on)
    if sample:
        return _kept(retention.RESEARCH_SAMPLE)
    if file.compilation_open:
        return _kept(
            retention.PERSONAL_FILE, unclear="Uppgifter om personen finns kvar i en sammanställning."
        )
    if file.born_on is None:
        return _kept(
            retention.RESEARCH_SAMPLE,
            unclear="Födelsedagen är inte känd: det går inte att säga om akten hör till forskningsurvalet.",
        )

    candidates: list[tuple[date, Rule]] = [(add_months(file.last_note_on, 60), retention.PERSONAL_FILE)]
    if file.compilation_ended_on is not None:
        candidates.append((add_months(file.compilation_ended_on, 60), retention.PERSONAL_FILE))
    if Material.CUSTODY_AGREEMENT in file.materials:
        candidates.append((add_months(file.born_on, 12 * 18), retention.CUSTODY_AGREEMENT))
    if Material.CHILD_INVESTIGATION in file.materials:
        try:
            retention.CHILD_INVESTIGATION.on(file.closed_on)
        except NotInForce:
            pass  # 2025:1501, transitional p. 2: a case closed before it is not covered
        else:
            candidates.append((add_months(file.born_on, 12 * 30), retention.CHILD_INVESTIGATION))

    starts = max(day for day, _ in candidates)
    grounds = tuple(dict.fromkeys(rule for day, rule in candidates if day == starts))
    return Disposal(starts, date(starts.year + 1, 12, 31), grounds)
