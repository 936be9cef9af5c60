"""A visit moved by hand: two planners at once, and the nights when the clocks are moved."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.urls import reverse

from samtid.base.organisation.models import Unit
from samtid.ground import clock
from samtid.ground.law.days import swedish_day
from samtid.ground.reasons import NotYet
from samtid.resources import planning
from samtid.resources.planning import actions, forms, queries
from samtid.resources.planning.tests.make import a_planned_visit
from samtid.resources.planning.views.board import blank, moment_of
from samtid.steps.services.models import Service
from samtid.steps.services.tests.make import an_open_service
from samtid.steps.visits import actions as visits
from samtid.steps.visits.models import Visit
from samtid.steps.visits.replanning import Spot
from samtid.steps.visits.words import WhyNot

SPRING, AUTUMN = date(2027, 3, 28), date(2026, 10, 25)


@pytest.fixture(autouse=True)
def now(at):
    with clock.set_to(lambda: at):
        yield


@pytest.fixture
def service(acting, at) -> Service:
    with acting("ulf") as ulf:
        return an_open_service(by=ulf, at=at)


@pytest.fixture
def visit(acting, at, service) -> Visit:
    with acting("nils") as nils:
        return a_planned_visit(service, 24, staff=None, by=nils, at=at)


@pytest.fixture
def board(visit) -> str:
    address = reverse("planning:board", args=[visit.service.unit_id])
    return f"{address}?dag={swedish_day(visit.planned_at)}&besok={visit.pk}"


def seen_on(page: str) -> str:
    [found] = re.findall(r'name="seen" value="([^"]+)"', page)
    return found


def test_the_later_of_two_planners_is_told_and_may_say_it_again(client, acting, at, staff, visit, board):
    client.force_login(staff("nils"))
    seen = seen_on(client.get(board).content.decode())
    with acting("nils") as nils:  # somebody else meanwhile
        visits.assign(Visit.objects.get(), nils, by=nils, at=at)
    said = {"staff": str(staff("tova").pk), "clock": "10.45", "seen": seen}

    answer = client.post(reverse("planning:move", args=[visit.pk]), said)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Någon har ändrat besöket sedan du öppnade tavlan." in page
    assert 'value="10.45"' in page, "what was written is kept"
    with acting("nils") as nils:
        assert Visit.objects.get().staff == nils

    again = client.post(reverse("planning:move", args=[visit.pk]), said | {"seen": seen_on(page)})
    assert again.status_code == 302
    with acting("nils"):
        assert Visit.objects.get().staff == staff("tova")


def test_a_move_of_what_was_called_off_meanwhile_says_why_it_is_refused(client, acting, at, staff, visit):
    with acting("nils") as nils:
        visits.not_carried_out(visit, WhyNot.ILL, by=nils, at=at)
    client.force_login(staff("nils"))

    answer = client.post(reverse("planning:move", args=[visit.pk]), {"clock": "10.45"})

    assert answer.status_code == 422
    assert "Besöket är redan rapporterat." in answer.content.decode()


def test_what_was_seen_is_asked_about_where_the_row_is_held(acting, at, staff, visit):
    with acting("nils") as nils:
        seen = Spot(visit.planned_at, staff("tova").pk, None)

        with pytest.raises(NotYet, match="Någon har ändrat besöket sedan dess"):
            actions.move(visit, visit.planned_at, nils, None, seen=seen, by=nils, at=at)


def test_every_bar_says_what_it_was_drawn_from(client, staff, visit, board):
    client.force_login(staff("nils"))

    page = client.get(board).content.decode()

    assert f'data-seen="{forms.Seen.of(visit)}"' in page


@pytest.mark.parametrize(
    "seen", ["x", "1 2 3", "2026-11-30T09:00:00+00:00 a 0", "2026-11-30T09:00:00+00:00 0"]
)
def test_a_seen_that_says_nothing_is_refused_in_words(client, staff, visit, seen):
    client.force_login(staff("nils"))

    answer = client.post(reverse("planning:move", args=[visit.pk]), {"clock": "10.45", "seen": seen})

    assert answer.status_code == 422
    assert "Ladda om" in answer.content.decode()


@pytest.mark.parametrize("minute", ["-5", "x", "99999"])
def test_what_is_dropped_outside_the_day_is_refused(client, staff, visit, minute):
    client.force_login(staff("nils"))

    answer = client.post(reverse("planning:move", args=[visit.pk]), {"clock": "10.45", "minute": minute})

    assert answer.status_code == 422
    assert "inom dagen" in answer.content.decode()


def test_a_drop_past_midnight_is_the_next_day(client, acting, staff, visit):
    client.force_login(staff("nils"))
    zero = visit.planned_at - timedelta(minutes=10 * 60 + 30)

    answer = client.post(
        reverse("planning:move", args=[visit.pk]),
        {"staff": str(staff("tova").pk), "clock": "00.10", "minute": str(24 * 60 + 10)},
    )

    assert answer.status_code == 302
    with acting("nils"):
        assert Visit.objects.get().planned_at == zero + timedelta(hours=24, minutes=10)


def the_day(acting, at, on) -> queries.TheDay:
    with acting("nils") as nils:
        return queries.the_day(nils, Unit.objects.get(name="Hemtjänst"), on, at)


def filled(**said: object) -> forms.MoveForm:
    form = forms.MoveForm({name: str(value) for name, value in said.items()}, colleagues=[])
    assert form.is_valid(), form.errors
    return form


@pytest.mark.parametrize(
    ("on", "minute", "moment"),
    [
        (
            SPRING,
            7 * 60,
            datetime(2027, 3, 28, 6, tzinfo=UTC),
        ),  # eight on the clock, seven hours into the day
        (AUTUMN, 9 * 60, datetime(2026, 10, 25, 7, tzinfo=UTC)),
        (AUTUMN, 25 * 60 + 10, datetime(2026, 10, 25, 23, 10, tzinfo=UTC)),  # ten past midnight, the next day
    ],
)
def test_a_drop_is_the_minute_that_was_drawn(acting, at, on, minute, moment):
    day = the_day(acting, at, on)

    said = filled(clock=day.clock(minute), minute=minute)

    assert moment_of(day, Visit(planned_at=day.moment(600)), said) == moment
    # the table that the drawing reads its clocks from says the same as the wall
    assert day.clock(minute) == f"{day.hours[minute // 60]:02}.{minute % 60:02}"


def test_the_clocks_of_the_drawing_skip_an_hour_in_spring_and_repeat_one_in_autumn(acting, at):
    spring, autumn = (the_day(acting, at, on).hours for on in (SPRING, AUTUMN))

    assert spring[:4] == [0, 1, 3, 4] and spring[22:25] == [23, 0, 1]
    assert autumn[:4] == [0, 1, 2, 2] and autumn[24:27] == [23, 0, 1]


def test_the_second_half_past_two_is_still_the_second_when_its_clock_is_as_it_was(acting, at):
    day = the_day(acting, at, AUTUMN)
    second = Visit(planned_at=day.moment(3 * 60 + 30))
    assert day.clock(210) == day.clock(150) == "02.30"

    unchanged = filled(clock=f"{blank(day, second).initial['clock']:%H.%M}")

    assert moment_of(day, second, unchanged) == second.planned_at
    assert day.minute(moment_of(day, second, filled(clock="02.35"))) == 155, (
        "one that is written is the first"
    )


def test_the_drawing_posts_the_minute_and_what_was_seen_and_reckons_no_clock():
    script = (Path(planning.__file__).parent / "static/planning/board.js").read_text()

    assert "minute: start" in script and "seen: bar.dataset.seen" in script
    assert "1440" not in script
