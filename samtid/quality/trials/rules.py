"""När ett försök går att planera, börja, räkna, avbryta och besluta om. Pure functions.

One hypothesis, one measure and one way of counting, said before anything is known; so many looks at the answer as were said, and
no more: whoever looks every week finds an effect in the end.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from samtid.base.organisation import roles
from samtid.base.organisation.verbs import Verb
from samtid.ground.kernel.stats.effect import FEWEST_BEFORE, FEWEST_DURING
from samtid.ground.reasons import Obstacle
from samtid.ground.unnamed import obstacles_to_text

from .words import Method, Outcome, State, Way

TRIES = Verb(roles.INQUIRES, "Det gör chef, controller eller kvalitetsutvecklare.")
MAY = dict.fromkeys(
    ("plan", "change", "set_guard", "take_guard", "begin", "drop", "look", "go_on", "stop", "decide", "follow", "hand_over"), TRIES
)  # fmt: skip
MOST_LOOKS = 4
MOST_LAG = 3  # months that a limit may come late: with more it protects nobody
GRACE = 2  # months past the one when a figure should have come: then none is coming
FEWEST_MONTHS, MOST_MONTHS = 6, 36
MOST_AT_ONCE = 2  # trials in one unit, more than which those who work there drown
LONGEST_TRIAL = timedelta(days=3 * 366)
FURTHEST = timedelta(days=2 * 366)
LONGEST = 4000
SHORTER = 3500  # where what was counted stands before it
OVER = "Försöket är avslutat."
STANDS = (
    "Planen är bestämd och står som den är. Behöver den bli en annan: avbryt försöket och planera ett nytt."
)
NOT_OWNER = "Det gör den som har hand om försöket."
ALL_THE_SAME = "Bestäm planen igen om det ändå ska bli av."
NOT_NOW = {
    State.PLANNED: "Planen är inte bestämd än.",
    State.WAITS: "Försöket har inte börjat.",
    State.RUNS: "Försöket pågår. Avbryt det först, eller vänta till sista dagen.",
    State.DECIDED: "Det är redan beslutat.",
    State.CLOSED: OVER,
}


@dataclass(frozen=True, slots=True)
class Plan:
    """Planen som någon vill ha den. ``tries`` and ``beside`` are units."""

    name: str
    changed: str
    hypothesis: str
    indicator: str
    way: Way
    method: Method
    looks: int
    months: int
    starts_on: date | None
    ends_on: date | None
    tries: frozenset[int]
    beside: frozenset[int]


def state_of(
    *,
    begun_on: date | None,
    starts_on: date,
    ends_on: date,
    is_stopped: bool,
    is_decided: bool,
    is_closed: bool,
    today: date,
) -> State:
    """Where a trial is on a day. What is broken off is over from then on."""
    if is_closed:
        return State.CLOSED
    if is_decided:
        return State.DECIDED
    if begun_on is None:
        return State.PLANNED
    if is_stopped:
        return State.ENDED
    if today < starts_on:
        return State.WAITS
    return State.RUNS if today <= ends_on else State.ENDED


def obstacles_to_planning(plan: Plan, known: Mapping[str, int], today: date) -> list[Obstacle]:
    """What a plan lacks. ``known`` is every indicator with how many months a period of it is."""
    found = []
    for field, said, most, missing in (
        ("name", plan.name, 200, "Ge försöket ett namn."),
        ("changed", plan.changed, 2000, "Skriv vad som görs på ett annat sätt."),
        ("hypothesis", plan.hypothesis, 1000, "Skriv vad ni tror ska hända, och varför."),
    ):
        found += [] if said.strip() else [Obstacle(missing, field=field)]
        found += obstacles_to_text(said, field, most)
    if plan.indicator not in known:
        found.append(Obstacle("Välj en siffra som finns.", field="indicator"))
    if not 1 <= plan.looks <= MOST_LOOKS:
        found.append(Obstacle(f"Mellan en och {MOST_LOOKS} gånger.", field="looks"))
    if not FEWEST_MONTHS <= plan.months <= MOST_MONTHS:
        found.append(Obstacle(f"Mellan {FEWEST_MONTHS} och {MOST_MONTHS} månader.", field="months"))
    found += _days(plan, known.get(plan.indicator, 1), today)
    if not plan.tries:
        found.append(Obstacle("Välj minst en enhet som prövar.", field="tries"))
    if plan.tries & plan.beside:
        found.append(Obstacle("En enhet prövar eller jämförs med, inte båda.", field="beside"))
    if plan.method is Method.OTHERS and not plan.beside:
        found.append(
            Obstacle("Välj en enhet att jämföra med, eller ett annat sätt att räkna.", field="beside")
        )
    if plan.method is not Method.OTHERS and plan.beside:
        found.append(
            Obstacle("De här enheterna används bara när ni räknar mot andra enheter.", field="beside")
        )
    period = known.get(plan.indicator, 1)
    if plan.starts_on is not None and len(before(plan.starts_on, plan.months, period)) < FEWEST_BEFORE:
        found.append(Obstacle(_few(period, FEWEST_BEFORE, "före försöket"), field="months"))
    return found


def before(starts_on: date, months: int, period: int) -> list[tuple[date, date]]:
    """The whole periods that are what was before."""
    return whole_periods(months_before(starts_on, months), starts_on - timedelta(days=1), period)


def _days(plan: Plan, period: int, today: date) -> list[Obstacle]:
    starts, ends = plan.starts_on, plan.ends_on
    found = [] if starts else [Obstacle("Skriv den första dagen.", field="starts_on")]
    found += [] if ends else [Obstacle("Skriv den sista dagen.", field="ends_on")]
    if starts is not None and starts < today:
        found.append(
            Obstacle("Ett försök planeras innan det börjar: skriv en dag som kommer.", field="starts_on")
        )
    if starts is not None and starts > today + FURTHEST:
        found.append(Obstacle("Det är mer än två år dit: kontrollera året.", field="starts_on"))
    if starts is not None and ends is not None:
        if ends > starts + LONGEST_TRIAL:
            found.append(Obstacle("Ett försök är högst tre år. Längre är ett beslut.", field="ends_on"))
        elif len(whole_periods(starts, ends, period)) < FEWEST_DURING:
            found.append(Obstacle(_few(period, FEWEST_DURING, "under försöket"), field="ends_on"))
    return found


def _few(period: int, fewest: int, when: str) -> str:
    each = "hela månader" if period == 1 else "hela kvartal"
    return f"Det behövs minst {fewest} {each} {when} för att kunna säga något om den här siffran."


def whole_periods(first: date, last: date, months: int = 1) -> list[tuple[date, date]]:
    """The months, or quarters, that lie whole between two days, both included: each by its first and last day."""
    begins = first if first.day == 1 else _next(first)
    while (begins.month - 1) % months:
        begins = _next(begins)
    found = []
    while (ends := months_before(begins, -months) - timedelta(days=1)) <= last:
        found.append((begins, ends))
        begins = ends + timedelta(days=1)
    return found


def last_counted(starts_on: date, ended_on: date, months: int) -> date:
    """The last day of the last whole period of the trial: so far must its figure be counted. Without any, its own last day."""
    periods = whole_periods(starts_on, ended_on, months)
    return periods[-1][1] if periods else ended_on


def _next(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def months_before(day: date, months: int) -> date:
    """The first day of the month so many months before the one that the day lies in."""
    count = day.year * 12 + day.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)


def obstacles_to_beginning(
    *,
    guards: int,
    starts_on: date,
    today: date,
    changed: Sequence[str] = (),
    unwatched: Sequence[str] = (),
    crowded: Sequence[str] = (),
    insists: bool = False,
) -> list[Obstacle]:
    """A plan is settled before its first day, with something that must not get worse.

    ``changed`` are figures whose definition is another since the plan was written, ``unwatched`` limits that no value will be
    seen of, ``crowded`` units where something else is tried meanwhile. The last two are asked about once.
    """
    found = []
    if not guards:
        found.append(
            Obstacle("Sätt minst en skyddsgräns först: vad får inte bli sämre för dem som behöver hjälp?")
        )
    if starts_on < today:
        found.append(Obstacle("Första dagen har gått. Ändra planen innan den bestäms."))
    found += [
        Obstacle(f"{name} räknas på ett annat sätt sedan planen skrevs. Välj siffran igen.")
        for name in changed
    ]
    if found or insists:
        return found
    asked = [f"Skyddsgränsen går inte att vakta: {one}." for one in unwatched]
    asked += [f"Något annat prövas samtidigt: {one}. Då vet ingen vad som gjorde vad." for one in crowded]
    return [Obstacle(f"{one} {ALL_THE_SAME}") for one in asked]


def obstacles_to_looking(*, looked: int, looks: int, is_ended: bool, state: State) -> list[Obstacle]:
    """One look for each that was said; the last is kept for when it is over."""
    if state not in (State.RUNS, State.ENDED):
        return [Obstacle("Det går att räkna medan försöket pågår och tills det är beslutat.")]
    if looked >= looks:
        return [
            Obstacle(
                f"Ni har räknat de {looks} gånger som planen säger. Fler blickar gör att slumpen ser ut som en effekt."
            )
        ]
    if not is_ended and looked >= looks - 1:
        return [
            Obstacle("Den sista gången sparas till försöket är slut och siffrorna för hela tiden är räknade.")
        ]
    return []


def obstacles_to_deciding(
    outcome: Outcome | None,
    *,
    state: State,
    is_counted: bool,
    is_stopped: bool,
    unanswered: int,
    follow_on: date | None,
    today: date,
) -> list[Obstacle]:
    """Decided when it is over and counted for the last time, and every limit that was passed is answered; what is kept is followed up.

    What was broken off may end without being counted.
    """
    if state is not State.ENDED:
        return [Obstacle(NOT_NOW[state])]
    found = [] if outcome else [Obstacle("Välj vad det blir.", field="outcome")]
    if not is_counted and not (is_stopped and outcome is Outcome.STOP):
        found.append(Obstacle("Räkna först: beslutet vilar på det som planen säger."))
    if unanswered:
        found.append(Obstacle("Svara först på att skyddsgränsen har passerats."))
    if outcome in (Outcome.KEEP, Outcome.CHANGE) and follow_on is None:
        found.append(
            Obstacle(
                "Skriv en dag då ni ser efter om det höll: gärna efter nästa bokslut.", field="follow_on"
            )
        )
    return found + obstacles_to_day(follow_on, today)


def obstacles_to_day(day: date | None, today: date) -> list[Obstacle]:
    """A day to follow up on comes, and not in another age."""
    if day is None:
        return []
    if day <= today:
        return [Obstacle("Skriv en dag som kommer.", field="follow_on")]
    if day > today + LONGEST_TRIAL:
        return [Obstacle("Det är mer än tre år dit: kontrollera året.", field="follow_on")]
    return []
