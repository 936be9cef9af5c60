"""Vilka hem och placeringar tittaren får se. The wall decides; these ask and order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from samtid.base.access.viewing import seen_by
from samtid.base.dossier import queries as dossier
from samtid.base.dossier.models import Case, Clock
from samtid.base.look.ordering import ByName
from samtid.base.organisation import roles
from samtid.base.organisation.models import Membership, Staff
from samtid.base.organisation.queries import memberships
from samtid.base.people.models import Person
from samtid.base.people.queries import WITHHELD
from samtid.base.people.words import Bond
from samtid.ground.sweden import swedish_day, swedish_moment
from samtid.steps.decisions.models import Decision
from samtid.steps.decisions.queries import decisions

from . import rules, words
from .hiding import is_withheld as is_withheld
from .hiding import withheld
from .models import Care, CareGround, ChildVisit, Considered, Home, Placement
from .register import Known, homes, known_of

STANDING = Q(corrected_at=None)
UNSEEN = "Hemmet syns inte för dig"
SEE_WHERE = "Hemmet behöver ses över: se sidan Var barnet är."


def cares(viewer: Staff) -> QuerySet[Care]:
    """Care the viewer has a key to, with its stays and grounds."""
    return (
        seen_by(viewer, Care)
        .filter(person__given_name__isnull=False)
        .select_related("person", "secretary", "case__caseworker", "decision")
        .prefetch_related(
            Prefetch(
                "placements",
                _with_homes(viewer)
                .select_related("placed_by", "corrected_by", "ended_by")
                .order_by("starts_at", "placed_at"),
                to_attr="stays",
            ),
            Prefetch(
                "grounds",
                seen_by(viewer, CareGround).select_related("by").order_by("-starts_on", "-at"),
                to_attr="based",
            ),
        )
        .order_by(ByName("person__family_name"), ByName("person__given_name"), "pk")
    )


def _with_homes(viewer: Staff) -> QuerySet[Placement]:
    """Stays, with the homes that the viewer sees: a stay whose home is not seen is still a stay (``Placement.seen_home``)."""
    return seen_by(viewer, Placement).prefetch_related(Prefetch("home", seen_by(viewer, Home)))


def going_on(viewer: Staff) -> QuerySet[Care]:
    """Care that has not ended."""
    return cares(viewer).filter(ended_at=None, annulled_at=None)


def briefly(viewer: Staff) -> QuerySet[Care]:
    """The same without what the care rests on: for lists that do not say it."""
    stays = Prefetch(
        "placements",
        seen_by(viewer, Placement).order_by("starts_at", "placed_at"),
        to_attr="stays",
    )
    return going_on(viewer).prefetch_related(None).prefetch_related(stays)


@dataclass(frozen=True, slots=True)
class Tonight:
    """Var ett barn är i natt: the care, the stay, and how the home is reached, as far as it may be shown."""

    care: Care
    stay: Placement | None
    known: Known | None
    at: datetime
    hides: bool  # that the home is not to be told here (hiding.py)

    @property
    def person(self) -> Person:
        return self.care.person

    @property
    def is_alarm(self) -> bool:
        """No home holds the child."""
        return self.stay is None

    @property
    def is_unseen(self) -> bool:
        """The child is in a home, and the viewer does not see which: nothing to be alarmed by."""
        return self.stay is not None and self.known is None and not self.hides

    @property
    def last(self) -> Placement | None:
        """The last stay that counts, ended or not."""
        rows = standing(self.care)
        return rows[-1] if rows else None

    @property
    def since(self) -> datetime:
        """Since when the child is where it is, or is nowhere."""
        if self.stay is not None:
            return self.stay.starts_at
        return (self.last.ends_at if self.last else None) or self.care.began_at

    @property
    def left_why(self) -> str:
        """What had happened when the child left the last home."""
        return self.last.get_left_why_display() if self.last is not None and self.last.left_why else ""  # type: ignore[attr-defined]

    @property
    def in_emergency_home(self) -> bool:
        return self.known is not None and self.known.kind is words.HomeKind.EMERGENCY_HOME

    @property
    def where(self) -> str:
        """The home's name, or that it may not be told here, or that the viewer does not read the register."""
        if self.stay is None:
            return ""
        return WITHHELD if self.hides else self.known.name if self.known is not None else UNSEEN

    @property
    def kind(self) -> str:
        """Of the few homes of a kind one is soon found."""
        return "" if self.known is None or self.hides else self.known.kind.label

    @property
    def area(self) -> str:
        held = self.known.held if self.known else None
        return "" if held is None or self.hides else held.area

    @property
    def phone(self) -> str:
        held = self.known.held if self.known else None
        if self.stay is None:
            return ""
        return WITHHELD if self.hides else (held.phone if held else "")

    @property
    def warnings(self) -> list[str]:
        """What is wrong with the home as it stands: a day would tell which it is, where it is not to be told."""
        return [SEE_WHERE] if self.hides and self.faults else self.faults

    @property
    def faults(self) -> list[str]:
        """The same in full."""
        if self.stay is None or self.known is None or self.known.held is None:
            return []
        held, on = self.known.held, swedish_day(self.at)
        found = []
        if held.closed_on is not None and held.closed_on <= on:
            found.append(f"Hemmet är stängt sedan {held.closed_on}.")
        if held.approved_on is None:
            found.append("Hemmet är inte godkänt.")
        elif held.approved_to is not None and held.approved_to < on:
            found.append(f"Godkännandet gick ut {held.approved_to}.")
        elif rules.approval_ends(held.approved_to, on):
            found.append(f"Godkännandet går ut {held.approved_to}.")
        return found


def stay_at(care: Care, at: datetime) -> Placement | None:
    """Where the child was at that moment."""
    return next((one for one in standing(care) if one.covers(at)), None)


def standing(care: Care) -> list[Placement]:
    """The stays as they are known now, in order of time: what was corrected is left out."""
    return [one for one in care.stays if one.corrected_at is None]  # type: ignore[attr-defined]


def tonight(viewer: Staff, at: datetime, rows: QuerySet[Care] | None = None) -> list[Tonight]:
    """Every child in care and where it is at the moment ``at``: those who are nowhere first."""
    found = []
    children = list(briefly(viewer) if rows is None else rows)
    stays = {care.pk: stay_at(care, at) for care in children}
    wanted = {stay.home_id for stay in stays.values() if stay is not None}
    by_key = (
        {one.pk: known_of(one, swedish_day(at)) for one in homes(viewer).filter(pk__in=wanted)}
        if wanted
        else {}
    )
    hidden = withheld(
        viewer, [(care.pk, care.person, [one.home_id for one in standing(care)]) for care in children]
    )
    for care in children:
        stay = stays[care.pk]
        known = by_key.get(stay.home_id) if stay else None
        found.append(Tonight(care, stay, known, at, care.pk in hidden))
    return sorted(found, key=lambda one: not one.is_alarm)


def of_home(viewer: Staff, home: Home, at: datetime) -> list[Tonight]:
    """The children in a home, as far as the viewer has keys: never told of as a count."""
    here = (
        seen_by(viewer, Placement)
        .filter(STANDING, home=home, starts_at__lte=at)
        .filter(Q(ends_at=None) | Q(ends_at__gt=at))
    )
    return [
        one
        for one in tonight(viewer, at, going_on(viewer).filter(pk__in=here.values("care")))
        if not one.hides
    ]


def ground_of(care: Care, on: date) -> CareGround | None:
    """What the care rests on that day."""
    rows: list[CareGround] = care.based  # type: ignore[attr-defined]
    return next((one for one in rows if one.starts_on <= on), rows[-1] if rows else None)


def stays_of(viewer: Staff, care: Care, on: date) -> list[rules.Stay]:
    """The stays with their homes' prices, for counting."""
    return _priced(viewer, [(row, care.person) for row in standing(care)], on)


def _priced(viewer: Staff, rows: Sequence[tuple[Placement, Person]], on: date) -> list[rules.Stay]:
    """A home that is not to be told has neither name, kind nor price: by each of them it is found in the register."""
    wanted = {row.home_id for row, _ in rows}
    prices = (
        {one.pk: known_of(one, on).prices for one in homes(viewer).filter(pk__in=wanted)} if wanted else {}
    )
    hidden = withheld(viewer, [(row.care_id, person, [row.home_id]) for row, person in rows])
    return [
        rules.Stay(row.starts_at, row.ends_at, "", WITHHELD)
        if row.care_id in hidden
        else rules.Stay(row.starts_at, row.ends_at, "", UNSEEN)
        if row.seen_home is None
        else rules.Stay(
            row.starts_at,
            row.ends_at,
            words.HomeKind.label_of(row.seen_home.kind),
            row.seen_home.name,
            prices.get(row.home_id, ()),
        )
        for row, _ in rows
    ]


def clocks(viewer: Staff, care: Care) -> QuerySet[Clock]:
    """Running clocks about the care, the most urgent first."""
    return dossier.running_clocks(viewer).filter(case_id=care.case_id, about=care.pk)


def with_hidden_homes(viewer: Staff, cares: Iterable[UUID]) -> set[UUID]:
    """Of cares those whose homes are not to be told."""
    rows = list(briefly(viewer).filter(pk__in=set(cares)))
    return withheld(viewer, [(one.pk, one.person, [stay.home_id for stay in standing(one)]) for one in rows])


def visits(viewer: Staff, care: Care) -> QuerySet[ChildVisit]:
    """The secretary's visits, the newest first."""
    return (
        seen_by(viewer, ChildVisit)
        .filter(care=care)
        .select_related("noted_by", "planned_by")
        .order_by("held_at", "planned_on", "pk")
        .reverse()
    )


def followed(viewer: Staff, care: Care) -> QuerySet[Considered]:
    """What the committee has done to follow the care, the newest first; also what was written by mistake."""
    return (
        seen_by(viewer, Considered)
        .filter(care=care, undoes=None)
        .select_related("by", "undone__by")
        .order_by("-done_on", "-at")
    )


def considered(viewer: Staff) -> QuerySet[Considered]:
    """All that committees are said to have done, for whoever has the key."""
    return seen_by(viewer, Considered).filter(undoes=None).select_related("care")


def case_in_care(viewer: Staff, case: Case) -> Care | None:
    """The care that goes on for the case's child, if the viewer sees it."""
    return going_on(viewer).filter(person=case.dossier.person_id).first()


def grounds(viewer: Staff, case: Case) -> QuerySet[Decision]:
    """Signed decisions in the case that grant something, to rest the care on."""
    return decisions(viewer).filter(case=case).exclude(signed_at=None).exclude(outcome__in=["refused", "set"])


def siblings_in_care(viewer: Staff, person: Person, at: datetime) -> list[Tonight]:
    """The child's siblings who are placed, as far as the viewer has keys."""
    near = person.relations.on(swedish_day(at)).filter(bond=Bond.SIBLING).values("other")  # type: ignore[attr-defined]
    return tonight(viewer, at, going_on(viewer).filter(person__in=near))


def secretaries(viewer: Staff, on: date) -> QuerySet[Staff]:
    """Who may be named to visit the child: those who hold cases where the viewer works, and the viewer."""
    where = memberships(viewer, on).values("unit")
    rows = Membership.objects.on(on).filter(
        unit__in=where, role__in=[str(one) for one in roles.RECEIVES_CASES]
    )
    return (
        Staff.objects.on(on)
        .filter(Q(pk__in=rows.values("staff")) | Q(pk=viewer.pk))
        .order_by(ByName("name"), "pk")
    )


def placements(viewer: Staff) -> QuerySet[Placement]:
    """Stays that count, of care that goes on or has been."""
    return _with_homes(viewer).select_related("care")


def all_stays(viewer: Staff, first: date, after: date) -> list[rules.Stay]:
    """The stays that touch a period, of all children the viewer has keys to."""
    rows = list(
        placements(viewer)
        .filter(STANDING, care__person__given_name__isnull=False)
        .filter(
            Q(ends_at=None) | Q(ends_at__gte=swedish_moment(first, time.min)),
            starts_at__lt=swedish_moment(after, time.min),
        )
        .select_related("care__person")
        .order_by("starts_at", "pk")
    )
    return _priced(viewer, [(row, row.care.person) for row in rows], after)
