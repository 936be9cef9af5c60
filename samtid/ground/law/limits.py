"""Tidsgränser: the forms a time limit can have, as a small sum type, each with its Swedish words."""

from __future__ import annotations

from dataclasses import dataclass

MONTHS = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)

ORDINALS = {1: "varje", 2: "varannan", 3: "var tredje", 4: "var fjärde", 6: "var sjätte", 12: "var tolfte"}
NTH = ("nollte", "första", "andra", "tredje", "fjärde", "femte", "sjätte", "sjunde")
NUMBERS = ("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")


def _number(count: int, neuter: bool = False) -> str:
    """Small numbers as words, the rest as digits: tre månader, ett år, 14 dagar."""
    if count == 1 and neuter:
        return "ett"
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


@dataclass(frozen=True, slots=True)
class AtOnce:
    """Genast, snarast, skyndsamt: no day can be counted, so none is shown.

    ``word`` is the law's own word, because *genast* is stricter than *skyndsamt*.
    """

    word: str = "genast"

    def in_words(self) -> str:
        return self.word


@dataclass(frozen=True, slots=True)
class SameOrNextDay:
    """Genast, which the preparatory works read as the same day, or the day after if it came in late."""

    def in_words(self) -> str:
        return "genast: samma dag, eller dagen efter om den kom in sent"


@dataclass(frozen=True, slots=True)
class Hours:
    """Ett antal timmar from a moment. Never moved by a holiday."""

    count: int

    def in_words(self) -> str:
        return f"inom {self.count} timmar"


@dataclass(frozen=True, slots=True)
class Days:
    """Ett antal kalenderdagar."""

    count: int

    def in_words(self) -> str:
        soon = {0: "samma dag", 1: "senast dagen efter"}
        return soon.get(self.count) or f"inom {_number(self.count)} dagar"


@dataclass(frozen=True, slots=True)
class Weeks:
    """Ett antal veckor: the same weekday (lag 1930:173 1 §)."""

    count: int

    def in_words(self) -> str:
        return f"inom {_number(self.count)} {'vecka' if self.count == 1 else 'veckor'}"


@dataclass(frozen=True, slots=True)
class Months:
    """Ett antal månader: the same day number, or the month's last day (lag 1930:173 1 §)."""

    count: int

    def in_words(self) -> str:
        return f"inom {_number(self.count)} {'månad' if self.count == 1 else 'månader'}"

    def every(self) -> str:
        """The words for a limit that comes back."""
        return f"minst {ORDINALS[self.count]} månad"


@dataclass(frozen=True, slots=True)
class Years:
    """Ett antal år: the same day and month, or the month's last day (lag 1930:173 1 §)."""

    count: int

    def in_words(self) -> str:
        return f"inom {_number(self.count, neuter=True)} år"

    def every(self) -> str:
        """The words for a limit that comes back."""
        return {1: "varje år", 2: "vartannat år"}[self.count]


@dataclass(frozen=True, slots=True)
class EndOfYearAfter:
    """Året efter: the last day of the calendar year after the year in which ``years`` have passed."""

    years: int

    def in_words(self) -> str:
        return f"senast kalenderåret efter det att {_number(self.years, neuter=True)} år har gått"


@dataclass(frozen=True, slots=True)
class YearlyDate:
    """En dag varje år: the next such day, the trigger's own day included."""

    month: int
    day: int

    def in_words(self) -> str:
        return f"senast den {self.day} {MONTHS[self.month - 1]} varje år"


@dataclass(frozen=True, slots=True)
class NextMonthDate:
    """En dag i månaden efter: counted from any day in the month that is reported."""

    day: int

    def in_words(self) -> str:
        return f"senast den {self.day} i månaden efter"


@dataclass(frozen=True, slots=True)
class Quarterly:
    """En gång per kvartal: the quarter that the trigger falls in is reported when it is over.

    The law names no day for the report, and the quarter's last day is not one: nothing is counted but the period.
    """

    def in_words(self) -> str:
        return "en gång per kvartal"


@dataclass(frozen=True, slots=True)
class MonthAfter:
    """Från och med en månad: the first day of the month that comes ``months`` after the trigger's own."""

    months: int

    def in_words(self) -> str:
        return f"från och med den {NTH[self.months + 1]} månaden"


@dataclass(frozen=True, slots=True)
class AtAge:
    """Vid en ålder: counted from the day of birth."""

    years: int

    def in_words(self) -> str:
        return f"senast vid {self.years} års ålder"


@dataclass(frozen=True, slots=True)
class WhenAssessed:
    """Ingen dag: the law names an occasion, not a time. ``words`` says which, in Swedish."""

    words: str

    def in_words(self) -> str:
        return self.words


Limit = (
    AtOnce
    | SameOrNextDay
    | Hours
    | Days
    | Weeks
    | Months
    | Years
    | EndOfYearAfter
    | YearlyDate
    | NextMonthDate
    | Quarterly
    | MonthAfter
    | AtAge
    | WhenAssessed
)
