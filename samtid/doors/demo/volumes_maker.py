"""Behovens makare: turns one draft after the other into needs, remembering whom it has met before."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from samtid.ground.sweden import swedish_day

from . import volumes_arrivals as arrivals
from . import volumes_choice as choose
from .population import Household, Person, Population, Protection
from .population_numbers import OutOfNumbers
from .volumes import Draft, Need, Town
from .volumes_course import Course, Decided, InvestigationOpened, ServiceEnded, ServiceStarted, Step
from .volumes_flow import Flow, Script, Subject
from .volumes_services import CATALOGUE
from .volumes_situations import CHANCE
from .volumes_texts import SEEN_SMALL, concern
from .volumes_texts_other import request
from .volumes_words import Ending, Kind, Outcome, Reporter, Severity, Theme

# How long back a household is remembered as "the same child again".
MEMORY = timedelta(days=365)


class Maker:
    """Makar behov i tidsordning."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.chance = town.chance("needs")
        self.population = Population(town.figures, town.chance("population"), swedish_day(town.until))
        self.flow = Flow(town.figures, town.until)
        self.families: deque[tuple[datetime, Household, Person]] = deque()
        self.elders: dict[int, tuple[Household, Person]] = {}
        self.leaving: list[tuple[datetime, Household, Person]] = []
        self.has: dict[int, set[str]] = {}
        # How often somebody met before stood in because the official numbers were used up.
        self.reused = 0
        self.last: dict[int, tuple[int, datetime | None]] = {}
        self.by_situation: dict[str, Need] = {}
        self.keys = 0

    def make(self, draft: Draft) -> Iterator[Need]:
        """The needs of one draft, one for each person: several when siblings come in the same report."""
        chance, situation = self.chance, draft.situation
        household, person = self._whom(draft)
        people: tuple[Person, ...] = (person,)
        if draft.kind is Kind.CHILD and not draft.standing:
            several = chance.random() < self.town.figures["share_siblings"]
            if situation.all_siblings if situation else several:
                people = household.children
        at = draft.received_at
        if draft.standing and person.born_on > swedish_day(at) - timedelta(days=30):
            at = arrivals.office_hour(person.born_on + timedelta(days=30), chance)
        who, about = draft.reporter, None
        if draft.kind is Kind.CHILD:
            about = situation.theme if situation else None
            about = about or choose.theme(chance)
            if not situation:
                about, who = choose.fitting(about, who, person.age(swedish_day(at)), chance)
        severity = (situation and situation.severity) or choose.severity(draft.kind, about, chance)
        together = self.keys + 1 if len(people) > 1 else None
        for one in people:
            if one.born_on <= swedish_day(at):
                yield self._need(draft, household, one, who, at, about, severity, together)

    def _need(
        self,
        draft: Draft,
        household: Household,
        person: Person,
        who: Reporter,
        at: datetime,
        about: Theme | None,
        severity: Severity,
        together: int | None,
    ) -> Need:
        chance, situation = self.chance, draft.situation
        again, open_until = self.last.get(person.key, (None, None))
        age = person.age(swedish_day(at)) if draft.kind in (Kind.CHILD, Kind.FAMILY) else None
        services = self._services(draft, about, age, person)
        is_report = draft.kind is Kind.CHILD or (
            draft.kind in (Kind.SUBSTANCE, Kind.VIOLENCE) and who is not Reporter.SELF
        )
        feedback = is_report and who in FEEDBACK_WANTED and chance.random() < 0.7
        subject = Subject(draft.kind, is_report, age, severity, services, feedback, open_until)
        script = replace(situation.script, lasts=True) if situation else CHANCE
        script = STANDING if draft.standing else script
        course = self.flow.course(at, subject, script, chance)
        if services == ("special_housing",):
            course = self._leave_home(course, person)
        if about is not None:
            several, known = together is not None, again is not None
            text = concern(
                chance, about, who, person.first_name, person.sex,
                small=(age or 0) < 4 and about in SEEN_SMALL, siblings=several, again=known,
            )  # fmt: skip
        else:
            text = request(chance, draft.kind, services[0] if services else "", who)
        self.keys += 1
        need = Need(
            self.keys, at, draft.kind, draft.channel, who, about, severity, text, household, person, course, feedback,
            together, again, draft.standing, situation.name if situation else "",
        )  # fmt: skip
        self.last[person.key] = (need.key, _open_until(need, open_until))
        self._remember(need)
        if situation:
            self.by_situation.setdefault(situation.name, need)
        return need

    def _leave_home(self, course: Course, person: Person) -> Course:
        """Who moves to special housing has no more help at home: those services end the same day."""
        has = self.has.get(person.key, set())
        ended: list[Step] = [
            ServiceEnded(started.at, code, "Flytt till särskilt boende.")
            for started in course.of(ServiceStarted)
            for code in sorted(has)
            if code != started.service
        ]
        if ended:
            has.clear()
        return replace(course, steps=tuple(sorted((*course.steps, *ended), key=lambda step: step.at)))

    def _remember(self, need: Need) -> None:
        """Keep whom later needs may be about."""
        started = need.course.of(ServiceStarted)
        if need.kind is Kind.ELDERLY:
            has = self.has.setdefault(need.person.key, set())
            has |= {step.service for step in started}
            if "special_housing" not in has:
                has -= {step.service for step in need.course.of(ServiceEnded)}
            if not need.situation:
                self.elders[need.person.key] = (need.household, need.person)
                for step in need.course.of(ServiceEnded):
                    if step.service == "home_care_personal":
                        self.leaving.append((step.at, need.household, need.person))
        if need.kind is Kind.CHILD and not need.standing and not need.situation:
            self.families.append((need.received_at, need.household, need.person))

    def _services(
        self, draft: Draft, about: Theme | None, age: int | None, person: Person
    ) -> tuple[str, ...]:
        situation = draft.situation
        if situation and (situation.services or situation.script.services):
            return situation.services or situation.script.services
        if draft.sort in CATALOGUE:
            return (draft.sort,)
        if draft.kind is Kind.ELDERLY:
            has = self.has.get(person.key, set())
            return self.town.choice.elderly_services(draft.sort or "home_care", has, self.chance)
        return self.town.choice.services(draft.kind, draft.sort, about, age, self.chance)

    def _whom(self, draft: Draft) -> tuple[Household, Person]:
        """Someone met before, or someone new."""
        situation, kind = draft.situation, draft.kind
        if situation and situation.follows:
            earlier = self.by_situation[situation.follows]
            return earlier.household, earlier.person
        if kind in (Kind.CHILD, Kind.FAMILY):
            return self._child(draft)
        if kind is Kind.ELDERLY:
            return self._elder(draft)
        if kind is Kind.VIOLENCE and not situation and self.families and self.chance.random() < 0.25:
            household = self.chance.choice(self.families)[1]
            return household, household.adults[0]
        ages = {Kind.MONEY: (19, 62), Kind.SUBSTANCE: (20, 64)}.get(kind, (19, 64))
        protection = situation.protection if situation else self._protection()
        household = self.population.adult(first=ages[0], last=ages[1], protection=protection)
        return household, household.adults[0]

    def _child(self, draft: Draft) -> tuple[Household, Person]:
        """The same child again as often as the figures say, now and then a sibling; otherwise a new family."""
        chance, situation = self.chance, draft.situation
        while self.families and self.families[0][0] < draft.received_at - MEMORY:
            self.families.popleft()
        repeat = REPEAT * self.town.figures["share_repeat"] if draft.kind is Kind.CHILD else 0.1
        known = not situation and not draft.standing and bool(self.families)
        # In the first year those reported before it began are new to us: fewer are met again.
        remembered = (swedish_day(draft.received_at) - self.town.first_day) / MEMORY
        repeat *= min(1.0, max(0.1, remembered))
        if known and chance.random() < repeat:
            return self._known_child()
        try:
            household = self._new_family(draft)
        except OutOfNumbers:
            self.reused += 1
            return self._known_child()
        children = household.children
        if situation:
            middle = children[len(children) // 2]
            too_young = middle.born_on > swedish_day(draft.received_at) - timedelta(days=60)
            one = children[0] if situation.oldest or too_young else middle
            return household, children[-1] if situation.newborn else one
        return household, children[0] if draft.standing else chance.choice(children)

    def _known_child(self) -> tuple[Household, Person]:
        """Someone reported within the year; each report makes it likelier to be met again."""
        _, household, person = self.chance.choice(self.families)
        if self.chance.random() < 0.15:
            person = self.chance.choice(household.children)
        return household, person

    def _new_family(self, draft: Draft) -> Household:
        situation = draft.situation
        if situation is None:
            newborn = draft.received_at > self.town.until - timedelta(days=3) and self.chance.random() < 0.05
            return self.population.family(protection=self._protection(), newborn=newborn)
        return self.population.family(
            living=situation.living, children=situation.children, protection=situation.protection,
            newborn=situation.newborn, without_personnummer=situation.without_personnummer,
            language=situation.language,
        )  # fmt: skip

    def _elder(self, draft: Draft) -> tuple[Household, Person]:
        """Those who ask for more have help already; most who move to special housing leave home care then."""
        if draft.sort == "special_housing" and not draft.standing:
            near = timedelta(days=120)
            for item in self.leaving:
                if abs(item[0] - draft.received_at) < near:
                    self.leaving.remove(item)
                    return item[1], item[2]
        # Many who ask for something small have help already; it also spares the few official numbers.
        asks_more = draft.sort == "more" or (draft.sort == "small" and self.chance.random() < 0.6)
        if asks_more and self.elders and not draft.standing:
            return self._known_elder(draft.sort)
        try:
            household = self.population.old(couple=self.chance.random() < 0.03)
        except OutOfNumbers:
            self.reused += 1
            return self._known_elder(draft.sort)
        return household, household.adults[0]

    def _known_elder(self, sort: str) -> tuple[Household, Person]:
        """Someone old met before who lives at home; for a first home care, or a move, rather without it."""
        met = list(self.elders.values())
        avoided = {"special_housing"}
        if sort in ("home_care", "special_housing"):
            avoided |= {"home_care_personal", "home_care_service"}
        for _ in range(20):
            household, person = self.chance.choice(met)
            if not avoided & self.has.get(person.key, set()):
                break
        return household, person

    def _protection(self) -> Protection:
        """A few in a thousand live with protected identity, most with the mildest level."""
        if self.chance.random() >= self.town.figures["share_protected"] * 2:
            return Protection.NONE
        levels = (Protection.MARKED, Protection.PROTECTED_REGISTRATION, Protection.NEW_IDENTITY)
        return self.chance.choices(levels, weights=(70, 28, 2))[0]


def _open_until(need: Need, before: datetime | None) -> datetime | None:
    """When the person's open investigation ended, or will; a report before that joins it."""
    if not need.course.of(InvestigationOpened):
        return before
    decided = need.course.of(Decided)
    return decided[-1].at if decided else need.received_at + timedelta(days=400)


STANDING = Script(0.05, 3, Ending.OPENED, 30, False, Outcome.GRANTED, start_days=5, lasts=True)
# Reports that find a known family, over children met again: calibrated so that share_repeat of the children are.
REPEAT = 1.6

FEEDBACK_WANTED = frozenset(
    {
        Reporter.POLICE, Reporter.SCHOOL, Reporter.PRESCHOOL, Reporter.HEALTH_CARE, Reporter.DENTAL_CARE,
        Reporter.PRISON_SERVICE, Reporter.PRIVATE_PROFESSIONAL,
    }
)  # fmt: skip
