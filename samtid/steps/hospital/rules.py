"""Vad lagen och rutinen säger om den som är borta. Pure functions: what has happened, in; where it stands, out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from samtid.base.organisation import roles
from samtid.base.organisation.verbs import Verb
from samtid.ground.law.administration import HOSPITAL_DISCHARGE, HOSPITAL_DISCHARGE_AFTERNOON
from samtid.ground.law.rules import Rule
from samtid.ground.reasons import Obstacle
from samtid.ground.sweden import swedish_day, swedish_moment

from .words import BEGINS, ENDS, OF_HOSPITAL, Kind, Why

PAYS = "Lag (2017:612) 5 kap. 3–4 §§"
SENT = "Lag (2017:612) 5 kap. 4 §"
PARTICIPATION = "SoL 10 kap. 4 §"
NOON = time(12)
SOME_WORDS = 5  # letters
# The municipality's routine, not law.
LONG_AGO = timedelta(days=366)
AHEAD = {Kind.LEFT: timedelta(days=183), Kind.HOME: timedelta(days=31)}  # what may be known before it happens

WRITES = Verb(
    roles.RECEIVES_CASES,
    "Att någon är borta skriver den som har ärendet: utföraren ser att personen är borta, men inte var eller varför.",
    PARTICIPATION,
    "handläggaren",
)
MAY: dict[str, Verb] = dict.fromkeys(
    ("open_stay", "write_step", "correct_step", "withdraw_step", "annul_stay"), WRITES
)
OVER = "Frånvaron är redan avslutad. Är personen borta på nytt, skriv en ny frånvaro. Var det fel, rätta det som står."


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that happened, as it was written: ``clock`` where it is known, ``until`` what is planned."""

    kind: Kind
    on: date
    clock: time | None = None
    until: date | None = None
    written_at: datetime | None = None

    @property
    def moment(self) -> datetime:
        """When; the beginning of the day where no hour is known."""
        return swedish_moment(self.on, self.clock or time.min)


@dataclass(frozen=True, slots=True)
class State:
    """Where it stands."""

    first_at: datetime | None = None
    back_at: datetime | None = None
    admitted: Said | None = None
    called: Said | None = None
    planned: Said | None = None
    ready: Said | None = None
    ended: Said | None = None
    began: Said | None = None

    @property
    def missing(self) -> list[str]:
        """What the hospital has not sent, of what it must have before the municipality pays (5 kap. 3 §)."""
        return [
            name
            for name, said in (
                ("inskrivningsmeddelande", self.admitted),
                ("kallelse till planering", self.called),
            )
            if said is None
        ]

    @property
    def liable(self) -> tuple[Rule, datetime] | None:
        """By which rule and from when the days to payment are counted; None while they are not."""
        if self.ready is None or self.ended is not None or self.missing:
            return None
        return discharge_rule(self.ready.clock or NOON), self.ready.moment

    @property
    def planned_home(self) -> date | None:
        """The day the hospital, or whoever left, plans for: as last said."""
        known = [
            one.until for one in (self.began, self.admitted) if one is not None and one.until is not None
        ]
        return known[-1] if known else None


def discharge_rule(clock: time) -> Rule:
    """Three days for a notice sent by noon, four for one that was sent after (5 kap. 4 §)."""
    return HOSPITAL_DISCHARGE if clock <= NOON else HOSPITAL_DISCHARGE_AFTERNOON


def away_from(said: Said, at: datetime) -> datetime:
    """From when visits are called off, for a day without an hour written at ``at``.

    Of a day to come the whole; of today what has not begun; of a day gone by only what comes after, as whoever was to go there
    may have been.
    """
    if said.clock is not None:
        return said.moment
    today = swedish_day(at)
    if said.on < today:
        return swedish_moment(said.on + timedelta(days=1), time.min)
    return max(said.moment, at)


def state(why: Why, rows: Iterable[Said], at: datetime) -> State:
    """Where it stands, by what has been said and stands. ``at`` is for what has no moment of its own."""
    said = sorted(rows, key=lambda one: (one.on, one.clock or time.min, one.written_at or at))
    begins = [one for one in said if one.kind in BEGINS]
    if not begins:
        return State()
    ended = next((one for one in reversed(said) if one.kind in ENDS), None)
    first = min(away_from(one, one.written_at or at) for one in begins)
    back = _back(why, begins[0], ended)
    notices = [one for one in said if one.kind in (Kind.READY, Kind.NOT_READY)]
    return State(
        first_at=first,
        back_at=max(back, first) if back is not None else None,
        admitted=_last(said, Kind.ADMITTED),
        called=_last(said, Kind.CALLED),
        planned=_last(said, Kind.PLANNED),
        ready=notices[-1] if notices and notices[-1].kind is Kind.READY else None,
        ended=ended,
        began=begins[0],
    )


def _last(said: Sequence[Said], kind: Kind) -> Said | None:
    return next((one for one in reversed(said) if one.kind is kind), None)


def _back(why: Why, began: Said, ended: Said | None) -> datetime | None:
    if ended is not None:
        return ended.moment if ended.kind is Kind.HOME else None
    # a hospital's plan is a hope: only who comes home has come home
    if why is not Why.HOSPITAL and began.until is not None:
        return swedish_moment(began.until, time.min)
    return None


Span = tuple[datetime, datetime | None]


def newly(before: Span | None, now: Span | None) -> list[Span]:
    """What is of the time away now and was not before: those visits are called off."""
    if now is None:
        return []
    if before is None:
        return [now]
    first, back = now
    found: list[Span] = []
    if first < before[0]:
        found.append((first, min(before[0], back) if back is not None else before[0]))
    if before[1] is not None and (back is None or back > before[1]):
        found.append((max(before[1], first), back))
    return found


def obstacles_to_opening(
    said: Said, why: Why, *, is_closed: bool, running: str, last_home: datetime | None, at: datetime
) -> list[Obstacle]:
    """What stands in the way of noting that somebody is away. ``running`` says where it already stands, ``last_home`` when the last ended."""
    if is_closed:
        return [Obstacle("Ärendet är avslutat. Skriv i ett ärende som är öppet.")]
    if running:
        return [Obstacle(running)]
    found = obstacles_to_step(said, State(), why, at=at)
    if not found and last_home is not None and said.on < swedish_day(last_home):
        text = f"Personen kom hem {swedish_day(last_home)} efter en tidigare frånvaro. Skriv en dag därefter, eller rätta den."
        found.append(Obstacle(text, field="on"))
    return found


def obstacles_to_step(
    said: Said, now: State, why: Why, *, at: datetime, correcting: bool = False
) -> list[Obstacle]:
    """What stands in the way of writing it. ``now`` is where it stands without what is being corrected."""
    if now.ended is not None and not (correcting and said.kind not in ENDS):
        return [Obstacle(OVER)]
    if why is not Why.HOSPITAL and said.kind in OF_HOSPITAL:
        return [Obstacle("Det hör till sjukhus. Den här frånvaron har ett annat skäl.", field="kind")]
    twice = _twice(said, now)
    if twice:
        return [Obstacle(twice, field="kind")]
    return [*_of_the_day(said, at), *_in_order(said, now)]


def _twice(said: Said, now: State) -> str:
    if said.kind is Kind.LEFT and now.began is not None:
        return f"Det står redan att personen är borta från {now.began.on}. Rätta det i stället."
    if said.kind is Kind.ADMITTED and now.admitted is not None:
        return f"Inskrivningsmeddelandet är redan antecknat, {now.admitted.on}. Rätta det i stället."
    if said.kind is Kind.READY and now.ready is not None:
        return f"Personen är redan utskrivningsklar sedan {now.ready.on}. Rätta det, eller skriv först att det inte gäller längre."
    if said.kind is Kind.NOT_READY and now.ready is None:
        return "Det står inte att personen är utskrivningsklar."
    return ""


def _of_the_day(said: Said, at: datetime) -> list[Obstacle]:
    today, found = swedish_day(at), []
    most = AHEAD.get(said.kind)
    if most is None and said.on > today:
        found.append(Obstacle("Dagen har inte kommit än. Skriv det när det har hänt.", field="on"))
    elif most is not None and said.on > today + most:
        found.append(Obstacle("Dagen ligger för långt fram. Är året rätt?", field="on"))
    elif said.on < today - LONG_AGO:
        found.append(Obstacle("Det är mer än ett år sedan. Är året rätt?", field="on"))
    elif most is None and said.clock is not None and said.moment > at:
        found.append(Obstacle("Klockslaget har inte varit än.", field="clock"))
    if said.kind is Kind.READY and said.clock is None:
        text = "Skriv klockslaget när underrättelsen skickades: före eller efter kl. 12 avgör vilken dag som gäller."
        found.append(Obstacle(text, SENT, field="clock"))
    if said.until is not None and said.until < said.on:
        found.append(Obstacle(f"Den dagen ligger före {said.on}.", field="until"))
    return found


def _in_order(said: Said, now: State) -> list[Obstacle]:
    if said.kind in BEGINS or now.began is None:
        if said.kind in BEGINS and now.ended is not None and said.on > now.ended.on:
            return [Obstacle(f"Personen kom hem {now.ended.on}.", field="on")]
        return []
    if said.on < now.began.on:
        return [Obstacle(f"Personen är borta från {now.began.on}. Skriv en dag därefter.", field="on")]
    if (
        said.kind is Kind.NOT_READY
        and now.ready is not None
        and said.moment < now.ready.moment
        and said.clock
    ):
        return [Obstacle("Det är före underrättelsen.", field="clock")]
    if said.kind is Kind.NOT_READY and now.ready is not None and said.on < now.ready.on:
        return [Obstacle(f"Underrättelsen kom {now.ready.on}.", field="on")]
    return []


def obstacles_to_correcting(*, is_standing: bool, why: str) -> list[Obstacle]:
    """What stands in the way of writing beside a row how it was."""
    if not is_standing:
        return [Obstacle("Det är redan rättat. Rätta det som gäller nu.")]
    if len(why.strip()) < SOME_WORDS:
        return [Obstacle("Skriv vad som var fel och hur du vet det.", field="why")]
    return []


def obstacles_to_withdrawing(kind: Kind, begins: int) -> list[Obstacle]:
    """What stands in the way of saying that it never happened."""
    if kind in BEGINS and begins < 2:
        return [
            Obstacle("Var personen aldrig borta? Välj «Det gällde inte», så står allt kvar men räknas inte.")
        ]
    return []


def offered(now: State, why: Why) -> list[Kind]:
    """What can be written next, in the order things come."""
    if now.ended is not None:
        return []
    of_hospital = [
        Kind.ADMITTED if now.admitted is None else None,
        Kind.CALLED,
        Kind.PLANNED,
        Kind.READY if now.ready is None else Kind.NOT_READY,
    ]
    found = [one for one in of_hospital if one is not None] if why is Why.HOSPITAL else []
    return [*found, *ENDS]
