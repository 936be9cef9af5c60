"""Ett ärende på listan: laid before a meeting, taken away, and what the meeting said."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from samtid.ground.law.delegation import Floor, Level
from samtid.ground.reasons import Obstacle

from ..words import AT_MEETING, DECISIONS, Outcome, State
from .law import ADJUSTED, IN_MINUTES, MINUTES, MOST_PARAGRAPH, SOME_WORDS
from .meetings import over


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """Ett förslag som ska läggas fram, and by whom. ``written_at``: when the text became as it is.

    ``waits_as`` is the paragraph where the committee has decided it already, that nobody has registered. ``floor`` is
    None where it is not asked (tabled or moved: the meeting has said so, and the page warns).
    """

    level: Level
    floor: Floor | None
    written_at: datetime
    by_leader: bool
    same_committee: bool = True
    is_decided: bool = False
    is_listed: bool = False
    waits_as: str = ""
    extra_why: str = ""
    lacks_writer: bool = False


def obstacles_to_raising(state: State, it: Raised, *, starts_at: datetime, at: datetime) -> list[Obstacle]:
    """What stands in the way of laying a draft before a meeting."""
    if it.is_decided:
        return [Obstacle("Beslutet är redan fattat.")]
    if it.waits_as:
        return [Obstacle(f"Nämnden har redan beslutat ({it.waits_as}). Beslutet väntar på att registreras.")]
    found = []
    if it.is_listed:
        found.append(Obstacle("Förslaget står redan på en föredragningslista."))
    if it.floor is not None and not it.level.reaches(it.floor.level):
        found.append(Obstacle(it.floor.in_words(), it.floor.citation, field="meeting"))
    if not it.same_committee:
        found.append(Obstacle("Ärendet hör till en annan nämnd.", field="meeting"))
    if state not in (State.PLANNED, State.CALLED):
        found.append(Obstacle(over(state).text, field="meeting"))
    elif state == State.CALLED and len(it.extra_why.strip()) < SOME_WORDS:
        text = "Kallelsen har gått ut. Tas ärendet ändå upp är det ett extra ärende: skriv varför det inte kan vänta."
        found.append(Obstacle(text, field="extra_why"))
    if starts_at <= at:
        found += _when_begun(it, starts_at)
    if it.lacks_writer:
        text = "Ärendet är skyddat och ingen chef har nyckel. Välj vem som skriver vad det blev: den chefen får nyckel."
        found.append(Obstacle(text, "OSL 26 kap. 1 §", field="writer"))
    return found


def _when_begun(it: Raised, starts_at: datetime) -> list[Obstacle]:
    if not it.by_leader:
        text = "Sammanträdet har börjat. Togs ärendet upp som extra ärende skriver en enhetschef det."
        return [Obstacle(text, MINUTES, field="meeting", may_approve="enhetschef")]
    if it.written_at > starts_at:
        text = "Förslaget är skrivet eller ändrat efter att sammanträdet började, så det prövades inte där."
        return [Obstacle(text, MINUTES, field="meeting")]
    return []


def obstacles_to_taking_away(
    state: State, *, is_settled: bool, has_begun: bool, by_leader: bool, why: str
) -> list[Obstacle]:
    """What stands in the way of a matter leaving the list before the meeting."""
    found = [Obstacle("Ärendet står inte längre på listan.")] if is_settled else []
    if state in (State.HELD, State.ADJUSTED):
        found.append(Obstacle("Sammanträdet är hållet. Skriv i stället vad det blev av ärendet.", MINUTES))
    elif has_begun and not by_leader:
        text = "Sammanträdet har börjat. Det som hände med ärendet skriver en enhetschef."
        found.append(Obstacle(text, MINUTES, may_approve="enhetschef"))
    if len(why.strip()) < SOME_WORDS:
        found.append(Obstacle("Skriv varför, så att alla som väntar på ärendet förstår.", field="why"))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Vad som hände med ett ärende på sammanträdet. ``text`` is what was decided otherwise, what is missing, or why it waits."""

    outcome: Outcome
    paragraph: int | None
    text: str = ""
    reservation: str = ""
    left_room: str = ""
    is_certified: bool = False


MUST_SAY = {
    Outcome.OTHERWISE: "Skriv vad som beslutades i stället.",
    Outcome.RETURNED: "Skriv vad som saknas, så att den som skrev förslaget vet det.",
    Outcome.TABLED: "Skriv varför ärendet bordlades.",
}


def obstacles_to_settling(
    state: State,
    said: Said,
    *,
    is_settled: bool,
    taken: Collection[int],
    has_next: bool,
) -> list[Obstacle]:
    """What stands in the way of writing what the meeting said. ``taken`` are the paragraphs that others have."""
    if is_settled:
        return [Obstacle("Det är redan skrivet vad det blev av ärendet. En rättelse skrivs bredvid.")]
    found = []
    if state == State.ADJUSTED and not said.is_certified:
        text = "Protokollet är justerat utan den här paragrafen. Bocka i när den är justerad för sig."
        found.append(Obstacle(text, MINUTES, field="is_certified"))
    elif state not in (State.HELD, State.ADJUSTED):
        found.append(Obstacle("Skriv först att sammanträdet är hållet.", MINUTES))
    if said.outcome not in AT_MEETING:
        found.append(Obstacle("Välj vad det blev.", IN_MINUTES, field="outcome"))
    if said.paragraph is None or not 1 <= said.paragraph <= MOST_PARAGRAPH:
        found.append(Obstacle("Skriv paragrafens nummer.", IN_MINUTES, field="paragraph"))
    elif said.paragraph in taken:
        found.append(is_taken(said.paragraph))
    missing = MUST_SAY.get(said.outcome)
    if missing and len(said.text.strip()) < SOME_WORDS:
        found.append(Obstacle(missing, IN_MINUTES, field="text"))
    if said.outcome == Outcome.TABLED and not has_next:
        found.append(
            Obstacle("Välj till vilket sammanträde. Planera ett om inget finns.", field="next_meeting")
        )
    return found


def is_taken(paragraph: int) -> Obstacle:
    """Another matter has the paragraph."""
    return Obstacle(f"§ {paragraph} är redan använd i år. Välj en annan.", field="paragraph")


def obstacles_to_registering(
    became: str, *, is_adjusted: bool, is_decided: bool, changed: Sequence[str]
) -> list[Obstacle]:
    """What stands in the way of registering it in its own home: what was adjusted, and the text that was decided.

    ``changed`` is what of the draft is another than the meeting had (``text.changed``).
    """
    if is_decided:
        return [Obstacle("Beslutet är redan registrerat.")]
    if became not in DECISIONS:
        return [Obstacle("Nämnden har inte beslutat i ärendet.")]
    found = []
    if not is_adjusted:
        text = "Paragrafen är inte justerad. Registrera beslutet när protokollet är justerat."
        found.append(Obstacle(text, ADJUSTED))
    if became == Outcome.DECIDED and changed:
        text = (
            f"Förslaget har ändrats efter sammanträdet ({', '.join(changed)}). Nämnden beslutade om texten som den var "
            "då: skriv tillbaka den. Datum som lagen kräver får fyllas i."
        )
        found.append(Obstacle(text, "FL 31 §"))
    if became == Outcome.OTHERWISE and not changed:
        text = "Nämnden beslutade något annat än förslaget. Den som skrev det ändrar texten först."
        found.append(Obstacle(text, "FL 31 §"))
    return found


def obstacles_to_correcting(
    *,
    is_settled: bool,
    text: str,
    outcome: str = "",
    became: str = "",
    is_decided: bool = False,
    has_gone_on: bool = False,
) -> list[Obstacle]:
    """What stands in the way of a correction beside. ``outcome`` where another thing became of it than ``became``."""
    found = [] if is_settled else [Obstacle("Det finns inget skrivet att rätta.")]
    if len(text.strip()) < SOME_WORDS:
        found.append(Obstacle("Skriv vad som var fel och hur det var.", field="text"))
    if outcome and outcome == became:
        found.append(Obstacle("Det är det som redan står.", field="outcome"))
    elif outcome and became not in AT_MEETING:
        found.append(Obstacle("Ärendet togs inte upp på sammanträdet.", field="outcome"))
    elif outcome and is_decided:
        text = "Beslutet är redan registrerat. Rätta i ord; ska beslutet ändras skrivs ett nytt."
        found.append(Obstacle(text, "FL 37 §", field="outcome"))
    elif outcome and has_gone_on:
        text = "Ärendet står på ett senare sammanträdes lista. Ta bort det därifrån först, eller rätta i ord."
        found.append(Obstacle(text, field="outcome"))
    return found
