"""Vad som gäller i en arbetsstuga. Pure functions: values in, obstacles out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from itertools import combinations
from random import Random

from samtid.base.organisation import roles
from samtid.base.organisation.verbs import ANYBODY, Verb
from samtid.base.organisation.words import Role
from samtid.ground.ids import ALPHABET
from samtid.ground.reasons import Obstacle
from samtid.ground.unnamed import obstacles_to_names, obstacles_to_text, stripped

from .words import State, StepKind

__all__ = ["MAY", "STEERS", "obstacles_to_names", "obstacles_to_text", "stripped"]

STEERS = Verb(
    roles.READS_HARDSHIPS, "Det gör en enhetschef eller kvalitetsutvecklaren.", may="kvalitetsutvecklaren"
)
MAY: dict[str, Verb] = {
    **dict.fromkeys(("make", "add_step", "drop_step", "invite", "deal", "lay_out", "move"), STEERS),
    **dict.fromkeys(("gather", "loosen", "show", "merge", "part", "pick", "taken_up"), STEERS),
    **dict.fromkeys(("write", "vote"), ANYBODY),
}
LONGEST_NOTE = 400  # signs: a note is one thought
MOST_MINUTES, MOST_VOTES, MOST_GROUPS = 240, 200, 20
LEAST_IN_GROUP = 4  # a note out of a group of two tells who wrote it
SPARE = 3  # slips more than people in a group: somebody comes who was not asked
CODE, WORD, RECEIPT = 6, 8, 12  # letters of five bits each: the word has 40, the receipt 60


@dataclass(frozen=True, slots=True)
class Voice:
    """En som deltar, as the deal sees them: a key, a profession and a unit."""

    key: Hashable
    profession: str
    unit: str


def deal(voices: Iterable[Voice], groups: int, seed: int) -> list[list[Voice]]:
    """Splits so that every profession is spread as far as it goes, and units as evenly as can be.

    Dealt as cards are: profession after profession lie beside each other in one row and go round the groups, so no
    group has more than one more than another, neither of people nor of any profession. Then two of the same
    profession change places wherever that spreads the units better. The same seed gives the same groups.
    """
    lot = Random(seed)
    row = sorted(voices, key=lambda one: (one.profession, one.unit, str(one.key)))
    professions = sorted({one.profession for one in row})
    lot.shuffle(professions)
    drawn = sorted(lot.sample(row, len(row)), key=lambda one: (professions.index(one.profession), one.unit))
    dealt = [drawn[n::groups] for n in range(groups)]
    counts = [Counter(one.unit for one in group) for group in dealt]
    while any(
        _changed(dealt, counts, (a, b), (i, j))
        for a, b in combinations(range(groups), 2)
        for i in range(len(dealt[a]))
        for j in range(len(dealt[b]))
    ):
        pass
    return dealt


def _changed(
    dealt: list[list[Voice]], counts: list[Counter[str]], groups: tuple[int, int], places: tuple[int, int]
) -> bool:
    """Lets two change places when the units lie closer to even after it: each time by whole steps, so it ends."""
    (a, b), (i, j) = groups, places
    one, other = dealt[a][i], dealt[b][j]
    if one.profession != other.profession or one.unit == other.unit:
        return False
    # the sum of squares falls exactly when each unit moves from where it is more to where it is less, by two in all
    gain = counts[a][one.unit] - counts[b][one.unit] + counts[b][other.unit] - counts[a][other.unit]
    if gain <= 2:
        return False
    dealt[a][i], dealt[b][j] = other, one
    for group, comes, goes in ((a, other, one), (b, one, other)):
        counts[group][comes.unit] += 1
        counts[group][goes.unit] -= 1
    return True


@dataclass(frozen=True, slots=True)
class Missing:
    """Röster som saknas: professions and units that work here and that nobody in the workshop comes from."""

    professions: tuple[str, ...]
    units: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.professions or self.units)


def missing(invited: Iterable[Voice], everybody: Iterable[Voice]) -> Missing:
    """Who nobody speaks for."""
    here, all_ = list(invited), list(everybody)
    return Missing(
        tuple(sorted({one.profession for one in all_} - {one.profession for one in here} - {""})),
        tuple(sorted({one.unit for one in all_} - {one.unit for one in here} - {""})),
    )


def obstacles_to_leading(is_maker: bool, held: Iterable[Role]) -> list[Obstacle]:
    """One's own is led by oneself, and every one by the quality developer: other managers read when it is over."""
    if is_maker or Role.QUALITY in set(held):
        return []
    return [Obstacle("Den som gjorde stugan och kvalitetsutvecklaren leder den.", may_approve="värden")]


def obstacles_to_making(name: str, purpose: str) -> list[Obstacle]:
    """A workshop has a name, and neither names a person."""
    found = [] if name.strip() else [Obstacle("Skriv vad arbetsstugan heter.", field="name")]
    return found + obstacles_to_text(name, "name") + obstacles_to_text(purpose, "purpose")


@dataclass(frozen=True, slots=True)
class StepPlan:
    """Ett steg: when it begins, how long, what is done and what is asked. ``votes`` is how many each one has."""

    kind: StepKind
    day: date | None
    starts: time | None
    minutes: int | None
    question: str = ""
    votes: int = 0


def obstacles_to_step(
    step: StepPlan, state: State, others: Iterable[tuple[date, time]], now: tuple[date, time] | None = None
) -> list[Obstacle]:
    """What stands in the way of adding a step. ``now`` is when the running one begins by the plan."""
    found = obstacles_to_text(step.question, "question")
    if state == State.ENDED:
        found.append(Obstacle("Stugan är avslutad."))
    if step.day is None:
        found.append(Obstacle("Skriv vilken dag.", field="day"))
    if step.starts is None:
        found.append(Obstacle("Skriv när steget börjar.", field="starts"))
    if step.minutes is None or not 1 <= step.minutes <= MOST_MINUTES:
        found.append(Obstacle(f"Skriv mellan 1 och {MOST_MINUTES} minuter.", field="minutes"))
    if step.kind in (StepKind.WRITE, StepKind.DISCUSS) and not step.question.strip():
        found.append(Obstacle("Skriv frågan som alla ska svara på eller tala om.", field="question"))
    if step.kind == StepKind.VOTE and not 1 <= step.votes <= MOST_VOTES:
        found.append(Obstacle("Skriv hur många röster var och en har, minst en.", field="votes"))
    if step.day and step.starts and (step.day, step.starts) in set(others):
        found.append(Obstacle("Ett annat steg börjar just då.", field="starts"))
    elif now and step.day and step.starts and (step.day, step.starts) < now:
        text = "Steget som pågår står senare i planen, och det går bara framåt. Skriv en senare tid."
        found.append(Obstacle(text, field="starts"))
    return found


def obstacles_to_dealing(people: int, groups: int | None, state: State) -> list[Obstacle]:
    """Groups are dealt before the start, and none is so small that a note tells who wrote it."""
    if state != State.PREPARING:
        return [Obstacle("Grupperna delas in innan stugan börjar.")]
    if groups is None or not 1 <= groups <= MOST_GROUPS:
        return [Obstacle(f"Skriv mellan 1 och {MOST_GROUPS} grupper.", field="groups")]
    if people // groups < LEAST_IN_GROUP:
        text = f"{people} inbjudna räcker inte till {groups} grupper: med färre än {LEAST_IN_GROUP} i en grupp syns det vem som skrev."
        return [Obstacle(text, field="groups")]
    return []


def obstacles_to_moving(
    state: State,
    *,
    people: Mapping[int, int],
    without_group: int,
    has_slips: bool,
    has_writing: bool,
    last_day: date | None,
    today: date,
) -> list[Obstacle]:
    """What stands in the way of going on to the next step. ``people`` is how many in each group."""
    if state == State.ENDED:
        return [Obstacle("Stugan är avslutad.")]
    if state == State.RUNNING:
        return []
    found = []
    if not has_writing:
        found.append(Obstacle("Lägg till minst ett steg där man skriver."))
    if last_day and last_day < today:
        found.append(
            Obstacle("Sista steget ligger före i dag, och då öppnar inga lappar. Lägg till steg med ny dag.")
        )
    if not people:
        found.append(Obstacle("Dela in grupperna först."))
    elif without_group:
        found.append(Obstacle(f"{without_group} inbjudna har ingen grupp. Dela in på nytt."))
    elif min(people.values()) < LEAST_IN_GROUP:
        found.append(
            Obstacle(f"En grupp har färre än {LEAST_IN_GROUP}: då syns det vem som skrev. Dela in på nytt.")
        )
    if not has_slips:
        found.append(Obstacle("Gör lapparna till ingången först: utan dem kommer ingen in."))
    return found


def obstacles_to_note(text: str) -> list[Obstacle]:
    """What a note may not hold: nothing, too much, or what leads to a person."""
    if not text.strip():
        return [Obstacle("Skriv något på lappen.", field="text")]
    return obstacles_to_text(text, "text", LONGEST_NOTE)


def obstacles_to_gathering(many: int, *, name: str, has_theme: bool, is_frozen: bool) -> list[Obstacle]:
    """Notes are laid in one theme: a new one, or one that is there. What a proposal stands on is not moved."""
    found = [] if many else [Obstacle("Välj minst en lapp.", field="notes")]
    if bool(name.strip()) == has_theme:
        found.append(Obstacle("Skriv ett namn på ett nytt tema, eller välj ett som finns.", field="name"))
    if is_frozen:
        found.append(Obstacle(FROZEN, field="notes"))
    return found + obstacles_to_text(name, "name", 120)


SORTED = "Stugan är avslutad, och sorteringen ligger fast: annars kunde den som har någons kvitto leta upp hennes lapp."
FROZEN = "Ett förslag till plan bygger på temat: lapparna ligger kvar, så att det går att se var förslaget kommer ifrån."


def obstacles_to_merging(
    one: Hashable, into: Hashable, *, is_merged: bool, is_frozen: bool
) -> list[Obstacle]:
    """A theme is merged into another, one that stands by itself."""
    if one == into:
        return [Obstacle("Ett tema slås inte ihop med sig självt.", field="into")]
    if is_merged:
        return [Obstacle("Ett av dem är redan sammanslaget. Skilj dem åt först.", field="into")]
    return [Obstacle(FROZEN, field="into")] if is_frozen else []


def obstacles_to_picking(
    title: str, text: str, *, notes: int, is_picked: bool, is_merged: bool = False
) -> list[Obstacle]:
    """A proposal has a title and stands on notes."""
    found = [] if title.strip() else [Obstacle("Skriv vad förslaget heter.", field="title")]
    if is_merged:
        found.append(
            Obstacle("Temat är sammanslaget med ett annat: gör det andra till förslag, eller skilj dem åt.")
        )
    elif not notes:
        found.append(Obstacle("Temat har inga lappar: då syns det inte var förslaget kommer ifrån."))
    if is_picked:
        found.append(Obstacle("Temat är redan ett förslag till plan."))
    return found + obstacles_to_text(title, "title", 120) + obstacles_to_text(text, "text")


def spelt(said: str) -> str:
    """A code as it is kept: as people read it aloud and type it, ``7kq4 mxt2`` is ``7KQ4MXT2``."""
    letters = re.sub(r"[\s–-]", "", said.upper()).translate(str.maketrans("ILO", "110"))
    return letters if set(letters) <= set(ALPHABET) else ""


def in_fours(code: str) -> str:
    """``7KQ4MXT2`` as ``7KQ4-MXT2``: what stands on paper."""
    return "-".join(code[n : n + 4] for n in range(0, len(code), 4))
