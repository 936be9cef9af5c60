"""Ordalydelsen: a question that is remembered is the one that Django would have asked."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.db.backends.postgresql import compiler as django_s
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from samtid.base.access.backend import compiler
from samtid.base.access.models import Opening
from samtid.base.look.ordering import ByName
from samtid.base.organisation.models import Membership, Staff, Unit

Made = Callable[[int], QuerySet]

SHAPES: dict[str, Made] = {
    "one table": lambda n: Staff.objects.filter(pk=n),
    "a list of values": lambda n: Staff.objects.filter(pk__in=range(1, n + 2)),
    "a joined row": lambda n: Membership.objects.filter(staff=n).select_related("unit__committee"),
    "two joined rows": lambda n: Membership.objects.filter(staff=n).select_related("unit", "staff"),
    "an inner join": lambda n: Opening.objects.filter(compartment__name=str(n)),
    "the same join, outer": lambda n: Opening.objects.filter(Q(compartment__name=str(n)) | Q(page="p")),
    "named values": lambda n: Membership.objects.filter(staff=n).values_list("pk", "unit__name"),
    "other named values": lambda n: Membership.objects.filter(staff=n).values_list("unit__name", "pk"),
    "a page of them": lambda n: Staff.objects.order_by("name")[n * 10 : n * 10 + 10],
    "no condition": lambda n: Unit.objects.order_by("-name"),
    "by Swedish name": lambda n: Staff.objects.filter(pk__gt=n).order_by(ByName("name"), "pk"),
    "by another column": lambda n: Unit.objects.filter(pk__gt=n).order_by(ByName("phone"), "pk"),
    "a question inside": lambda n: Staff.objects.filter(
        pk__in=Membership.objects.filter(unit=n).values("staff")
    ),
    "correlated": lambda n: Staff.objects.filter(
        Exists(Membership.objects.filter(staff=OuterRef("pk"), unit=n))
    ),
    "columns compared": lambda n: Membership.objects.filter(pk=n, valid_to__gte=F("valid_from")),
    "less is fetched": lambda n: Staff.objects.filter(pk=n).defer("name"),
    "counted": lambda n: Unit.objects.filter(pk=n).annotate(members=Count("memberships")),
    "distinct": lambda n: Staff.objects.filter(pk=n).distinct(),
    "nothing": lambda n: Staff.objects.none(),
    "a nullable": lambda n: Membership.objects.filter(valid_to=None, staff=n),
    "not": lambda n: Membership.objects.exclude(valid_to=None, staff=n),
}


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiler, "WORDINGS", {})


def said_by(module: object, question: QuerySet) -> object:
    try:
        return module.SQLCompiler(question.query.clone(), connection, "default").as_sql()  # type: ignore[attr-defined]
    except Exception as nothing:
        return type(nothing)


def test_every_question_is_djangos_whatever_was_asked_before() -> None:
    for turn in range(5):
        for name, made in SHAPES.items():
            assert said_by(compiler, made(turn)) == said_by(django_s, made(turn)), (name, turn)
    assert (
        sum(
            one is not None and one.seen >= compiler.SEEN_BEFORE_TRUSTED for one in compiler.WORDINGS.values()
        )
        > 10
    )


def test_what_is_fetched_is_the_same(acting: Callable) -> None:
    with acting("maja"):
        for made in SHAPES.values():
            first = [str(list(made(1))) for _ in range(2)]
            assert [str(list(made(1))) for _ in range(2)] == first
        [joined] = {one.unit.committee.name for one in Membership.objects.select_related("unit__committee")}
        assert joined


def test_shapes_are_not_kept_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiler, "MOST", 5)

    for page in range(40):
        said_by(compiler, Staff.objects.order_by("name")[page : page + 1])

    assert len(compiler.WORDINGS) <= 5
