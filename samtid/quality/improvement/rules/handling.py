"""Vad som får göras med ett förslag, och när. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from samtid.ground.reasons import Obstacle

from ..words import ENDED, GOING_ON, Effect, Gains, State

LONGEST_TRIAL = 92  # days: what is tried for longer is a change, and is decided as one
LONGEST_WAIT = 366  # days to the next day of anything
FEW = 5  # fewer than these are not told


@dataclass(frozen=True, slots=True)
class Answer:
    """Ett svar: what is said, who does it and when one looks again."""

    state: State
    title: str
    said: str
    gains: Gains
    owner: int | None
    next_on: date | None
    is_public: bool
    may_name: bool = False
    has_read: bool = False


def obstacles_to_answer(answer: Answer, state: State, today: date) -> list[Obstacle]:
    """What stands in the way of answering what is in ``state``."""
    found = []
    if state in (State.MERGED, State.SPAM):
        found.append(Obstacle("Det är sammanslaget eller undanlagt. Ta fram det först."))
    if not answer.title.strip():
        found.append(Obstacle("Skriv en rubrik som alla kan läsa.", field="title"))
    if not answer.said.strip():
        found.append(Obstacle("Skriv svaret: vad ni gör och varför, eller varför inte.", field="said"))
    if answer.state not in (*GOING_ON, *ENDED):
        found.append(Obstacle("Välj vad som händer nu.", field="state"))
    if answer.state in GOING_ON:
        if answer.owner is None:
            found.append(Obstacle("Välj vem som har hand om det.", field="owner"))
        found += obstacles_to_next(answer.next_on, today)
    if answer.is_public and answer.may_name and not answer.has_read:
        found.append(
            Obstacle(
                "Texten kan innehålla ett namn. Läs den, skriv om den om det behövs, och kryssa i att den inte pekar ut någon.",
                "OSL 26 kap. 1 §",
                field="has_read",
            )
        )
    return found


def obstacles_to_next(next_on: date | None, today: date) -> list[Obstacle]:
    """The day when somebody looks at it again."""
    if next_on is None:
        return [Obstacle("Skriv dagen då ni tittar på det igen.", field="next_on")]
    if next_on < today:
        return [Obstacle("Dagen har varit. Skriv en kommande dag.", field="next_on")]
    if next_on > today + timedelta(days=LONGEST_WAIT):
        return [Obstacle("Högst ett år fram: längre än så glöms det.", field="next_on")]
    return []


def obstacles_to_merging(
    one: object, into: object | None, state: State, of_into: State | None
) -> list[Obstacle]:
    """Of the same kind; never with itself, nor with what is itself merged or laid aside."""
    if into is None or one == into:
        return [Obstacle("Välj det andra förslaget.", field="into")]
    if state in (State.MERGED, State.SPAM) or of_into in (State.MERGED, State.SPAM):
        return [Obstacle("Ett av dem är redan sammanslaget eller undanlagt.", field="into")]
    return []


@dataclass(frozen=True, slots=True)
class Reach:
    """Mandatet: what a team says of what it means to try."""

    costs_more: bool
    touches_others: bool
    breaks_decided: bool


def obstacles_to_trying(
    reach: Reach, *, what: str, measure: str, until: date | None, is_member: bool, state: State, today: date
) -> list[Obstacle]:
    """A team tries by itself what is its own to decide: within its money, its own work and what is decided."""
    found = []
    if state not in (State.WAITING, *GOING_ON):
        found.append(Obstacle("Det är redan avslutat, eller sammanslaget med ett annat."))
    if not is_member:
        found.append(
            Obstacle("Bara de som arbetar i enheten provar där.", field="unit", may_approve="enhetschefen")
        )
    if reach.costs_more:
        found.append(
            Obstacle(
                "Det kostar mer än teamet får bestämma över.", field="costs_more", may_approve="enhetschefen"
            )
        )
    if reach.touches_others:
        found.append(
            Obstacle(
                "Det ändrar hur en annan enhet arbetar: fråga dem först.",
                field="touches_others",
                may_approve="enhetscheferna tillsammans",
            )
        )
    if reach.breaks_decided:
        found.append(
            Obstacle(
                "Det går emot lag eller något som nämnden har bestämt.",
                "KL 6 kap. 37 §",
                field="breaks_decided",
                may_approve="nämnden",
            )
        )
    if not what.strip():
        found.append(Obstacle("Skriv vad ni provar.", field="what"))
    if not measure.strip():
        found.append(Obstacle("Skriv vad ni räknar, så att ni ser om det hjälpte.", field="measure"))
    if until is None or until <= today:
        found.append(Obstacle("Skriv en sista dag som kommer.", field="until"))
    elif until > today + timedelta(days=LONGEST_TRIAL):
        found.append(
            Obstacle(
                f"Högst {LONGEST_TRIAL} dagar. Längre än så är en ändring, inte ett försök.", field="until"
            )
        )
    return found


def obstacles_to_result(
    effect: Effect | None, before: int | None, after: int | None, told: str
) -> list[Obstacle]:
    """What was counted decides what may be said of it."""
    found = []
    if effect is None:
        found.append(
            Obstacle("Välj hur det gick. Att det inte kan sägas än är också ett svar.", field="effect")
        )
    if not told.strip():
        found.append(Obstacle("Skriv vad som hände, också det som inte fungerade.", field="told"))
    if effect in (Effect.BETTER, Effect.WORSE, Effect.SAME) and (before is None or after is None):
        found.append(
            Obstacle(
                "Utan ett tal före och ett efter kan det inte sägas än. Fyll i båda, eller välj det svaret.",
                field="effect",
            )
        )
    if effect in (Effect.BETTER, Effect.WORSE) and before is not None and before == after:
        found.append(Obstacle("Talen är lika före och efter: det är ingen skillnad.", field="effect"))
    return found


def obstacles_to_verifying(
    *, group: Gains, gains: Gains, state: State, is_owner: bool, how: str, is_own_group: bool
) -> list[Obstacle]:
    """The group it is for says whether it became better; never the one who did it."""
    found = []
    if state != State.DONE:
        found.append(Obstacle("Det är inte infört än."))
    if is_owner:
        found.append(
            Obstacle(
                "Den som har gjort det kan inte själv säga att det blev bättre.",
                may_approve="någon i gruppen det är till för",
            )
        )
    if group == Gains.CITIZENS and gains == Gains.CITIZENS and not how.strip() and not is_own_group:
        found.append(
            Obstacle(
                "Skriv hur de det gäller har sagt det: brukarråd, samtal, enkät. Inga namn.", field="how"
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class Programme:
    """Årets hundra: how many, how many for each group."""

    year: int
    staff: int
    citizens: int

    @property
    def target(self) -> int:
        return self.staff + self.citizens


def obstacles_to_programme(wanted: Programme, minute: str, today: date) -> list[Obstacle]:
    """Half for each: the municipality says how many, and who has decided it."""
    found = []
    if not today.year <= wanted.year <= today.year + 1:
        found.append(Obstacle("Välj i år eller nästa år.", field="year"))
    if wanted.target < 2:
        found.append(Obstacle("Skriv hur många förbättringar ni vill göra.", field="target"))
    if wanted.staff != wanted.citizens:
        found.append(
            Obstacle(
                "Hälften för dem som arbetar här och hälften för dem vi är till för: skriv ett jämnt tal.",
                field="target",
            )
        )
    if not minute.strip():
        found.append(
            Obstacle("Skriv vem som har bestämt det, till exempel nämndens protokoll.", field="minute")
        )
    return found


@dataclass(frozen=True, slots=True)
class Promise:
    """Löftet, mätt: of what was promised an answer, how much got it in time."""

    kept: int
    late: int
    waiting: int
    days: tuple[int, ...] = ()

    @property
    def usual(self) -> int | None:
        """The days that half of them waited at most."""
        return round(median(self.days)) if self.days else None

    @property
    def share(self) -> int | None:
        """How many in a hundred were answered in time; nothing while there is nothing to count."""
        ended = self.kept + self.late
        return round(100 * self.kept / ended) if ended else None


def promise(rows: Sequence[tuple[date, date | None, date | None]], today: date) -> Promise:
    """``rows``: said on, promised to, answered on. What was promised nothing is not counted."""
    promised = [(said, to, answered) for said, to, answered in rows if to is not None]
    kept = sum(1 for _, to, answered in promised if answered is not None and answered <= to)
    late = sum(1 for _, to, answered in promised if (answered or today) > to)
    days = tuple((answered - said).days for said, _, answered in promised if answered is not None)
    return Promise(kept, late, len(promised) - kept - late, days)
