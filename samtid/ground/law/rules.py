"""Regel: one duty with its time limit, in every wording we know, each with its days and its paragraph."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from samtid.ground.law import days
from samtid.ground.law.acts import Act, cited
from samtid.ground.law.days import Due, Roll
from samtid.ground.law.limits import AtOnce, Limit, Months, Quarterly, WhenAssessed, Years
from samtid.ground.words import Word

# Earlier wordings than these are not entered; asking for them is refused, never guessed.
KNOWN_FROM = date(2022, 7, 1)
LAST_DAY_OF_OLD_ACT = date(2025, 6, 30)
NEW_ACT = date(2025, 7, 1)
OLD_SOURCE = "Socialtjänstlag (2001:453), sista lydelsen"
OLD_NOTE = "Läst i lagens sista lydelse; hur den löd tidigare under tiden är inte jämfört."
# SFS 2025:1501, stronger protection for children.
STRONGER_PROTECTION = date(2026, 1, 15)
# Lag (2026:1600) takes the place of LVU, with the cases that are going on (its transitional p. 3).
LAST_DAY_OF_LVU = date(2026, 12, 31)
NEW_CARE_ACT = date(2027, 1, 1)
# Lag (2026:1637), and allvarssamtal in SoL 19 a kap. (lag 2026:1651).
WITHOUT_CONSENT = date(2027, 1, 2)


class Confidence(Word):
    """Säkerhet: how a rule was checked. Only what was read is shown as law."""

    READ = "V", "Läst i lagtexten", "Vi har läst bestämmelsen i den källa som anges."
    READ_ELSEWHERE = (
        "V2",
        "Läst i annan eller äldre källa",
        "Läst, men inte i gällande lagtext: kan ha ändrats.",
    )
    REMEMBERED = (
        "M",
        "Praxis, inte läst",
        "Allmän yrkeskunskap som inte är återläst. Kommunen kan ändra värdet.",
    )
    UNCERTAIN = "U", "Osäker", "Kontrollera innan ni litar på den. Kommunen kan ändra värdet."


NOT_LAW = {
    Confidence.REMEMBERED: "Detta är ett riktvärde som kommunen kan ändra, inte lagtext.",
    Confidence.UNCERTAIN: "Uppgiften är osäker: kontrollera den. Kommunen kan ändra den.",
}


@dataclass(frozen=True, slots=True)
class Extension:
    """Förlängning: who may prolong the time, on what ground, and for how long at most."""

    by: str
    ground: str
    at_most: str = ""

    def in_words(self) -> str:
        """One Swedish sentence."""
        at_most = f", {self.at_most}" if self.at_most else ""
        return f"{self.by} får förlänga tiden {self.ground}{at_most}."


class Sense(Word):
    """Vad dagen betyder: a last day is not the same as a first one."""

    BY = "by", "Senast", "Sista dagen att göra det."
    FROM = "from", "Tidigast", "Första dagen då det får göras. Lagen sätter ingen sista dag."
    ARISES = "arises", "Inträder", "Dagen då skyldigheten eller rätten uppkommer."
    ENDS = "ends", "Upphör senast", "Dagen då det upphör av sig självt, om det inte har upphört tidigare."


class NotInForce(LookupError):
    """No wording of the rule that we know applied that day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLimit:
    """Tidsgräns: one wording of one rule.

    ``trigger`` and ``duty`` are Swedish clauses that make *När … ska …. Det ska ske …* with the limit
    last; ``sentence`` replaces it where that form does not fit. ``then`` is the limit for each later
    round, counted from the last one. ``follows_new_law``: the law when the day comes decides, not that of
    the day the counting began (ages, retention). ``takes_over``: it applies from its first day to cases that are
    going on, too. ``from_start``: each later round is counted from when it all began, not from the last round.
    ``not_before``: no duty arises earlier. ``valid_to`` is the last day it applied, ``None`` while it does.
    """

    id: str
    name: str
    trigger: str
    duty: str
    limit: Limit
    citation: str
    source: str
    valid_from: date
    valid_to: date | None = None
    confidence: Confidence = Confidence.READ
    extension: Extension | None = None
    then: Months | Years | None = None
    follows_new_law: bool = False
    takes_over: bool = False
    from_start: bool = False
    not_before: date | None = None
    sense: Sense = Sense.BY
    roll: Roll = Roll.ALLOWED
    formerly: str = ""
    note: str = ""
    sentence: str = ""

    @property
    def is_law(self) -> bool:
        """Whether it may be shown as law. What is not is a value each municipality can change."""
        return self.confidence in (Confidence.READ, Confidence.READ_ELSEWHERE)

    @property
    def is_counted(self) -> bool:
        """Whether it gives a day at all; *genast*, *vid beslutet* and *en gång per kvartal* do not."""
        return not isinstance(self.limit, AtOnce | WhenAssessed | Quarterly)

    @property
    def acts(self) -> tuple[Act, ...]:
        """The acts it stands in, each with its SFS number and its days."""
        return cited(self.citation)

    def applied(self, on: date) -> bool:
        """Whether this wording was in force that day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    def due(self, trigger: date | datetime, *, later_round: bool = False, began: date | None = None) -> Due:
        """The legal and the rolled day. A later round is counted from the last one, the ``trigger``.

        Where the law counts every round from when it ``began``, the next of those days after the trigger.
        """
        limit = self.then if later_round and self.then else self.limit
        if self.from_start and began is not None and isinstance(limit, Months | Years):
            trigger = days.last_round(began, limit, after=trigger)
        found = days.due(trigger, limit, self.roll)
        if self.not_before is not None and found.legal is not None and found.legal < self.not_before:
            return days.on_day(self.not_before, self.roll)
        return found

    def in_words(self) -> str:
        """The limit in Swedish, with the later rounds."""
        limit = self.limit.in_words()
        if self.sense in (Sense.FROM, Sense.ARISES):
            limit = limit.replace("inom ", "efter ", 1).removeprefix("senast ")
        if self.sense is Sense.FROM:
            limit = f"tidigast {limit}"
        return limit if self.then is None else f"{limit}, och därefter {self.then.every()}"

    def plain(self) -> str:
        """The rule as plain Swedish for anyone."""
        # A clause with a comma in it needs one at its end too.
        when = f"{self.trigger}," if "," in self.trigger else self.trigger
        text = self.sentence or f"När {when} ska {self.duty}. Det ska ske {self.in_words()}."
        if self.extension is not None:
            text = f"{text} {self.extension.in_words()}"
        return text if self.is_law else f"{text} {NOT_LAW[self.confidence]}"

    def __str__(self) -> str:
        return self.citation


@dataclass(frozen=True, slots=True)
class Counted:
    """En dag med sin lydelse: by which law it was counted."""

    wording: TimeLimit
    due: Due


@dataclass(frozen=True, slots=True)
class Rule:
    """Regel: all wordings of one rule, oldest first, never overlapping."""

    versions: tuple[TimeLimit, ...]

    def __post_init__(self) -> None:
        assert self.versions, "a rule has at least one wording"
        assert len({version.id for version in self.versions}) == 1, "one rule, one id"
        for earlier, later in zip(self.versions, self.versions[1:], strict=False):
            assert earlier.valid_to is not None, f"{earlier.id}: an earlier wording has ended"
            assert earlier.valid_to < later.valid_from, f"{earlier.id}: wordings overlap"

    @property
    def id(self) -> str:
        return self.versions[0].id

    @property
    def latest(self) -> TimeLimit:
        """The newest wording: for headings and citations where no case is at hand."""
        return self.versions[-1]

    @property
    def name(self) -> str:
        return self.latest.name

    @property
    def citation(self) -> str:
        return self.latest.citation

    def on(self, day: date | datetime) -> TimeLimit:
        """The wording in force that day. Raises ``NotInForce`` when we know of none."""
        wanted = days.swedish_day(day)
        for version in reversed(self.versions):
            if version.applied(wanted):
                return version
        raise NotInForce(f"{self.id} har ingen lydelse som gällde {wanted.isoformat()}.")

    def at(self, day: date | datetime) -> TimeLimit:
        """The wording to show that day: the one in force, else the nearest one, which says its own days."""
        wanted = days.swedish_day(day)
        begun = [version for version in self.versions if version.valid_from <= wanted]
        return begun[-1] if begun else self.versions[0]

    def coming(self, day: date | datetime) -> tuple[TimeLimit, ...]:
        """Wordings that are decided but do not apply yet that day."""
        shown = self.at(day)
        return tuple(version for version in self.versions if version.valid_from > shown.valid_from)

    def former(self, day: date | datetime) -> tuple[TimeLimit, ...]:
        """Wordings that have ceased to apply that day, the newest first."""
        shown = self.at(day)
        return tuple(version for version in reversed(self.versions) if version.valid_from < shown.valid_from)

    def counted_from(self, trigger: date | datetime) -> TimeLimit:
        """The wording to count by from that day: the law of the day, or for ages and retention of the day it comes to."""
        if not self.latest.follows_new_law:
            return self.on(trigger)
        for version in reversed(self.versions):
            legal = version.due(trigger).legal
            if legal is None or version.valid_from <= legal:
                return version
        return self.versions[0]

    def counts(
        self, trigger: date | datetime, *, later_round: bool = False, began: date | None = None
    ) -> tuple[Counted, ...]:
        """Every wording that has a say, with its day, the earliest first.

        One, as a rule. Two when a new act takes over a running case before the day has come: then both are
        worked out, and the earlier one is what we plan on.
        """
        first = self.counted_from(trigger)
        found = [Counted(first, first.due(trigger, later_round=later_round, began=began))]
        legal = found[0].due.legal
        if not first.follows_new_law and legal is not None:
            found += [
                Counted(later, later.due(trigger, later_round=later_round, began=began))
                for later in self.versions
                if later.takes_over and first.valid_from < later.valid_from <= legal
            ]
        return tuple(sorted(found, key=lambda one: one.due.legal or date.max))

    def due(self, trigger: date | datetime, *, later_round: bool = False, began: date | None = None) -> Due:
        """The day it is due, counted from the trigger by the law that applies to it; the earlier one of two."""
        return self.counts(trigger, later_round=later_round, began=began)[0].due

    def __str__(self) -> str:
        return self.citation


def only(limit: TimeLimit) -> Rule:
    """A rule with one known wording."""
    return Rule((limit,))


def renumbered(limit: TimeLimit, *, was: Limit | None = None, sentence: str | None = None) -> Rule:
    """A rule that stood in the old act (2001:453) too, under the paragraph in ``formerly``.

    ``was`` is the old limit where it was another; ``sentence`` replaces one that names new paragraphs.
    The new wording's note is not the old one's.
    """
    assert limit.formerly, "the old paragraph must be named"
    old = replace(
        limit,
        limit=limit.limit if was is None else was,
        citation=limit.formerly,
        formerly="",
        source=OLD_SOURCE,
        note=OLD_NOTE,
        sentence=limit.sentence if sentence is None else sentence,
        valid_from=KNOWN_FROM,
        valid_to=LAST_DAY_OF_OLD_ACT,
    )
    return Rule((old, limit))


def succeeded(limit: TimeLimit, by: TimeLimit) -> Rule:
    """A rule that a new act takes over from its first day, with the cases that are going on then."""
    return Rule((replace(limit, valid_to=by.valid_from - timedelta(days=1)), replace(by, takes_over=True)))
