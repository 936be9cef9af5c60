"""När ett försök går att planera, börja, räkna, avbryta och besluta om. Pure functions.

One hypothesis, one measure and one way of counting, said before anything is known; so many looks at the answer as were said, and
no more: whoever looks every week finds an effect in the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from samtid.base.organisation import roles
from samtid.base.organisation.verbs import Verb
from samtid.ground.kernel.stats import Effect, level_beside_others, level_beside_trend, level_change
from samtid.ground.kernel.stats.effect import FEWEST_BEFORE, FEWEST_DURING
from samtid.ground.reasons import Obstacle
from samtid.ground.unnamed import obstacles_to_text

from .words import Method, Outcome, State, Way

TRIES = Verb(roles.INQUIRES, "Det gör chef, controller eller kvalitetsutvecklare.")
MAY = dict.fromkeys(
    ("plan", "change", "set_guard", "take_guard", "begin", "drop", "look", "go_on", "stop", "decide", "follow", "hand_over"), TRIES
)  # fmt: skip
MOST_LOOKS = 4
GRACE = 2  # months past the one when a figure should have come: then none is coming
FEWEST_MONTHS, MOST_MONTHS = 6, 36
MOST_AT_ONCE = 2  # trials in one unit: with more, nobody knows what did what, and those who work there drown
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
MINUS = "\N{MINUS SIGN}"


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
    *, begun_on: date | None, starts_on: date, ends_on: date, is_decided: bool, is_closed: bool, today: date
) -> State:
    """Where a trial is. ``ends_on`` is the last day tried, also when it was broken off."""
    if is_closed:
        return State.CLOSED
    if is_decided:
        return State.DECIDED
    if begun_on is None:
        return State.PLANNED
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
    if plan.method is not Method.OTHERS and plan.months < FEWEST_BEFORE * known.get(plan.indicator, 1):
        found.append(Obstacle(_few(known.get(plan.indicator, 1), FEWEST_BEFORE), field="months"))
    return found


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
        elif len(list(whole_months(starts, ends))) < FEWEST_DURING * period:
            found.append(Obstacle(_few(period, FEWEST_DURING), field="ends_on"))
    return found


def _few(period: int, fewest: int) -> str:
    return f"Det behövs minst {fewest * period} hela månader för att kunna säga något om den här siffran."


def whole_months(first: date, last: date) -> Iterable[date]:
    """The first day of each month that lies whole between two days, both included."""
    month = first if first.day == 1 else _next(first)
    while _next(month) - timedelta(days=1) <= last:
        yield month
        month = _next(month)


def _next(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def months_before(day: date, months: int) -> date:
    """The first day of the month so many months before the one that the day lies in."""
    count = day.year * 12 + day.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)


def obstacles_to_beginning(
    *, guards: int, starts_on: date, today: date, crowded: Sequence[str], insists: bool
) -> list[Obstacle]:
    """A plan is settled before its first day, with something that must not get worse. ``crowded``: units with enough going on."""
    found = []
    if not guards:
        found.append(
            Obstacle("Sätt minst en skyddsgräns först: vad får inte bli sämre för dem som behöver hjälp?")
        )
    if starts_on < today:
        found.append(Obstacle("Första dagen har gått. Ändra planen innan den bestäms."))
    if crowded and not insists and not found:
        found.append(
            Obstacle(
                f"Här pågår redan {MOST_AT_ONCE} försök eller fler: {', '.join(crowded)}. "
                f"Då vet ingen vad som gjorde vad. {ALL_THE_SAME}"
            )
        )
    return found


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
    looked: int,
    unanswered: int,
    follow_on: date | None,
    today: date,
) -> list[Obstacle]:
    """Decided when it is over and counted, and every limit that was passed is answered; what is kept is followed up."""
    if state is not State.ENDED:
        return [Obstacle("Försöket pågår. Avbryt det först, eller vänta till sista dagen.")]
    found = [] if outcome else [Obstacle("Välj vad det blir.", field="outcome")]
    if not looked:
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


@dataclass(frozen=True, slots=True)
class Told:
    """Ett värde i en enhet: the period's first and last day, the value and how many it counts."""

    unit: int
    first_on: date
    last_on: date
    value: float
    rows: int


def pooled(values: Iterable[Told], units: frozenset[int]) -> dict[tuple[date, date], float]:
    """One value a period for some units, each weighing as many as it counts. Only periods where every unit is told of."""
    by_period: dict[tuple[date, date], list[Told]] = {}
    for one in values:
        if one.unit in units:
            by_period.setdefault((one.first_on, one.last_on), []).append(one)
    return {
        period: sum(one.value * one.rows for one in told) / sum(one.rows for one in told)
        for period, told in sorted(by_period.items())
        if {one.unit for one in told} == units
    }


def counted(
    plan: Method,
    values: Sequence[Told],
    *,
    tries: frozenset[int],
    beside: frozenset[int],
    months: int,
    starts_on: date,
    ends_on: date,
    looks: int,
) -> Effect | None:
    """The effect as the plan says that it is counted; nothing where there are too few periods. Whole periods only."""
    own = pooled(values, tries)
    since = months_before(starts_on, months)
    first = [period for period in own if since <= period[0] and period[1] < starts_on]
    then = [period for period in own if starts_on <= period[0] and period[1] <= ends_on]
    if plan is Method.BEFORE:
        return level_change([own[one] for one in first], [own[one] for one in then], looks)
    if plan is Method.TREND:
        places = {period: place for place, period in enumerate(_gapless([*first, *then]))}
        return level_beside_trend(
            [(places[one], own[one]) for one in first], [(places[one], own[one]) for one in then], looks
        )
    others = pooled(values, beside)
    return level_beside_others(
        [(own[one], others[one]) for one in first if one in others],
        [(own[one], others[one]) for one in then if one in others],
        looks,
    )


def _gapless(periods: Sequence[tuple[date, date]]) -> list[tuple[date, date]]:
    """The periods in order with the missing ones between them, so that time is even along a line."""
    filled: list[tuple[date, date]] = []
    for first, last in sorted(periods):
        while filled and filled[-1][1] + timedelta(days=1) < first:
            begins = filled[-1][1] + timedelta(days=1)
            length = (last.year - first.year) * 12 + last.month - first.month + 1
            filled.append((begins, months_before(begins, -length) - timedelta(days=1)))
        filled.append((first, last))
    return filled


def sentence(effect: Effect | None, way: Way, decimals: int, unit: str) -> str:
    """What was found, to one who does not count."""
    if effect is None:
        return (
            f"Det går inte att säga än: det behövs minst {FEWEST_BEFORE} perioder före och {FEWEST_DURING} under "
            "där varje enhet har så många att den kan visas."
        )

    def said(value: float) -> str:
        shown = f"{abs(value):.{decimals}f}".replace(".", ",")
        return f"{MINUS if value < 0 and float(shown.replace(',', '.')) else ''}{shown}"

    between = f"Skillnaden är {said(effect.size)} {unit} (95 % säkert mellan {said(effect.low)} och {said(effect.high)}), på {effect.before} perioder före och {effect.during} under."
    if not effect.is_told:
        return f"{between} Det går inte att skilja från slump."
    is_higher = effect.size > 0
    as_thought = is_higher == (way is Way.HIGHER)
    return f"{between} {'Det talar för hypotesen.' if as_thought else 'Det blev tvärtom mot vad ni trodde.'}"


def passes(value: float, limit: float, worse: Way) -> bool:
    """Whether a value is beyond what was said that it must not pass."""
    return value > limit if worse is Way.HIGHER else value < limit
