"""What was tapped where there was no line is heard once, whoever sends it how often, and nothing of it is lost."""

from __future__ import annotations

import re
from datetime import time, timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import Error, transaction
from django.urls import reverse

from samtid.base.people.models import Person
from samtid.ground import clock
from samtid.ground.reasons import NotYet
from samtid.ground.sweden import swedish_day, swedish_moment
from samtid.steps.services.tests.make import an_open_service
from samtid.steps.visits import actions, rules
from samtid.steps.visits.models import Tap, Visit
from samtid.steps.visits.tests.make import a_visit
from samtid.steps.visits.words import WhyNot

TAPPED = reverse("visits:tapped")
TODAY = reverse("visits:today")


@pytest.fixture
def visit(acting, staff, at) -> Visit:
    """Half an hour ago, Tova's."""
    with acting("ulf", at=at - timedelta(hours=2)) as ulf:
        service = an_open_service(by=ulf, at=at - timedelta(hours=2))
    with acting("inga", at=at - timedelta(hours=1)) as inga:
        return a_visit(service, by=inga, at=at - timedelta(hours=1), hours=0.5, staff=staff("tova"))


def the_tap(visit: Visit, whose: str, minutes: float = 10, **said: object) -> dict[str, object]:
    """Pressed that many minutes ago."""
    return {
        "id": str(uuid4()), "visit": str(visit.pk), "said": "", "age": minutes * 60_000, "whose": whose, "undo": False,
    } | said  # fmt: skip


def test_what_was_tapped_is_carried_out_and_when_is_kept_beside(visit, acting, at):
    before = at - timedelta(minutes=20)
    with acting("tova") as tova:
        heard = actions.hear(visit, uuid4(), None, before, by=tova, at=at)
        now = Visit.objects.get(pk=visit.pk)
        assert (heard.tapped_at, heard.came_at, heard.refused) == (before, at, "")
        assert (now.carried_out_at, now.reported_by) == (at, tova)


def test_the_same_tap_twice_is_one_and_a_report_taken_back_stays_so(visit, acting, at):
    tap = uuid4()
    with acting("tova") as tova:
        actions.hear(visit, tap, None, at, by=tova, at=at)
        actions.take_back(visit, by=tova, at=at)
        assert actions.hear(visit, tap, None, at, by=tova, at=at).refused == ""
        assert Visit.objects.get(pk=visit.pk).carried_out_at is None
        assert Tap.objects.count() == 1


def test_what_somebody_else_has_said_stands_and_the_tap_is_kept_with_why(visit, acting, at):
    with acting("inga") as inga:
        actions.not_carried_out(visit, WhyNot.NOT_HOME, by=inga, at=at)
    with acting("tova", at=at + timedelta(minutes=5)) as tova:
        heard = actions.hear(visit, uuid4(), None, at, by=tova, at=at + timedelta(minutes=5))
        assert "redan rapporterat som inte utfört" in heard.refused
        assert "Inga" not in heard.refused, "it is kept on a telephone"
        assert Visit.objects.get(pk=visit.pk).not_carried_out_reason == WhyNot.NOT_HOME
        assert Tap.objects.get().said == "Utfört"


def test_a_number_that_is_another_visits_is_refused_and_nothing_is_told(visit, acting, staff, at):
    tap = uuid4()
    with acting("inga", at=at - timedelta(hours=1)) as inga:
        other = a_visit(visit.service, by=inga, at=at - timedelta(hours=1), hours=0, staff=staff("tova"))
    with acting("tova") as tova:
        actions.hear(visit, tap, None, at, by=tova, at=at)
        with pytest.raises(NotYet, match="samma nummer"):
            actions.hear(other, tap, None, at, by=tova, at=at)
        assert Visit.objects.get(pk=other.pk).carried_out_at is None


def test_a_reason_is_heard_too(visit, acting, at):
    with acting("tova") as tova:
        heard = actions.hear(visit, uuid4(), WhyNot.ILL, at, by=tova, at=at)
        assert heard.said == "Blev inte av: sjuk eller på sjukhus"
        assert Visit.objects.get(pk=visit.pk).not_carried_out_reason == WhyNot.ILL


def test_a_telephone_whose_clock_is_ahead_is_believed_as_now(visit, acting, at):
    with acting("tova") as tova:
        assert actions.hear(visit, uuid4(), None, at + timedelta(hours=3), by=tova, at=at).tapped_at == at


def test_what_has_lain_for_more_than_a_week_is_told_by_hand(visit, acting, at):
    with acting("tova") as tova, pytest.raises(NotYet, match="för hand"):
        long_ago = at - rules.HEARD_WITHIN - timedelta(seconds=1)
        actions.hear(visit, uuid4(), None, long_ago, by=tova, at=at)
    assert rules.obstacles_to_hearing(tapped_at=at - rules.HEARD_WITHIN, at=at) == []


def test_what_is_taken_along_stays_to_the_sessions_end_and_never_past_the_night(at):
    on = swedish_day(at)
    assert rules.taken_until(session_ends=at, on=on) == at
    late = swedish_moment(on + timedelta(days=1), time(2))
    assert rules.taken_until(session_ends=at + timedelta(days=2), on=on) == late


@pytest.mark.parametrize("username", ["ulf", "omar", "bo", "liv"])
def test_a_tap_is_written_in_nobodys_name_and_seen_with_its_visit_only(visit, acting, staff, at, username):
    with acting("tova") as tova:
        actions.hear(visit, uuid4(), None, at, by=tova, at=at)
    with acting(username):
        assert Tap.objects.exists() is (username == "ulf"), "who holds the case sees what was told of it"
        with pytest.raises(Error), transaction.atomic():
            Tap.objects.create(visit=visit, tapped_at=at, came_at=at, by=staff("tova"))
    with acting("tova"), pytest.raises(Error), transaction.atomic():
        Tap.objects.update(refused="Aldrig")


# --- the pages ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def tova(client, staff, at, visit):
    """Logged in, and on her way."""
    client.force_login(staff("tova"))
    with clock.set_to(lambda: at):
        yield client


@pytest.fixture
def whose(tova) -> str:
    """What the page calls Tova."""
    return re.search(r'data-whose="(\w+)"', tova.get(TODAY).content.decode())[1]


def test_a_tap_is_sent_and_sent_again_and_says_so_once(tova, acting, visit, whose, at):
    tap = the_tap(visit, whose)
    for said in (1, 0):
        with clock.set_to(lambda said=said: at + timedelta(minutes=1 - said)):
            answer = tova.post(TAPPED, tap, content_type="application/json")
        assert (answer.status_code, answer.json()) == (200, {"took": True, "why": ""})
        assert tova.get(TODAY).content.decode().count("Besöket är rapporterat som utfört.") == said
    with acting("tova"):
        assert Tap.objects.count() == 1


def test_whoever_opened_nothing_is_told_whom_to_ring(tova, visit, whose):
    assert tova.post(TAPPED, the_tap(visit, whose, said="not_home"), content_type="application/json").json()[
        "took"
    ]
    assert "Ring din arbetsledare" in tova.get(TODAY).content.decode()


def test_what_was_pressed_long_before_its_time_is_not_believed_when_it_comes(acting, staff, visit, at):
    with acting("inga", at=at - timedelta(hours=1)) as inga:
        noon = a_visit(visit.service, by=inga, at=at - timedelta(hours=1), hours=5, staff=staff("tova"))
    later = at + timedelta(hours=6)
    with acting("tova", at=later) as tova:
        assert "långt före besöket" in actions.hear(noon, uuid4(), None, at, by=tova, at=later).refused
        soon = noon.planned_at - rules.SOON
        assert actions.hear(noon, uuid4(), None, soon, by=tova, at=later).refused == ""


def test_what_is_taken_back_on_the_telephone_counts_neither_before_nor_after_it_came(
    tova, acting, visit, whose
):
    first = the_tap(visit, whose)
    for sent in (first | {"undo": True}, first):
        tova.post(TAPPED, sent, content_type="application/json")
    with acting("tova"):
        assert Visit.objects.get(pk=visit.pk).carried_out_at is None, "its number is spent"
    second = the_tap(visit, whose)
    for sent in (second, second | {"undo": True}, second | {"undo": True}):
        assert tova.post(TAPPED, sent, content_type="application/json").json()["took"]
    with acting("tova"):
        assert Visit.objects.get(pk=visit.pk).carried_out_at is None


def test_ten_minutes_later_it_is_corrected_and_not_taken_back(visit, acting, at):
    tap, later = uuid4(), at + rules.UNDO + timedelta(seconds=1)
    with acting("tova") as tova:
        actions.hear(visit, tap, None, at, by=tova, at=at)
    with acting("tova", at=later) as tova, pytest.raises(NotYet, match="tio minuter"):
        actions.unhear(visit, tap, at, by=tova, at=later)


def test_nobody_sends_another_ones_tap(tova, acting, visit):
    assert tova.post(TAPPED, the_tap(visit, "0" * 16), content_type="application/json").status_code == 409
    with acting("tova"):
        assert not Tap.objects.exists()


def test_a_tap_for_what_is_no_longer_hers_is_said_to_be_so(tova, whose):
    gone = {"id": str(uuid4()), "visit": str(uuid4()), "said": "", "age": 0, "whose": whose}
    answer = tova.post(TAPPED, gone, content_type="application/json").json()
    assert answer["took"] is False and "Ring planeraren" in answer["why"]


def test_what_could_not_be_taken_in_waits_for_the_planner_until_somebody_has_told(
    visit, acting, staff, at, client
):
    with acting("nils") as nils:
        actions.move_visit(visit, at + timedelta(hours=5), 30, by=nils, at=at)
    with acting("tova") as tova:
        assert actions.hear(visit, uuid4(), None, at, by=tova, at=at).refused
    client.force_login(staff("nils"))
    waits = "Tova Hed tryckte utfört utan täckning, men det gick inte att ta emot"
    with clock.set_to(lambda: at):
        assert waits in client.get(reverse("desk:day"), follow=True).content.decode()
        assert "togs inte emot" in client.get(reverse("visits:visit", args=[visit.pk])).content.decode()
    with acting("tova", at=at + timedelta(hours=6)) as tova:
        actions.carry_out(visit, by=tova, at=at + timedelta(hours=6))
    with clock.set_to(lambda: at + timedelta(hours=6)):
        assert waits not in client.get(reverse("desk:day"), follow=True).content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "x"}, {"visit": 4}, {"said": "whatever"}, {"age": "inf"}, {"age": None}, {"age": 1e300}, {"age": "nan"},
        {"whose": 1},
    ],
)  # fmt: skip
def test_what_is_no_tap_is_refused_in_words(tova, acting, visit, whose, wrong):
    answer = tova.post(TAPPED, the_tap(visit, whose) | wrong, content_type="application/json")
    assert answer.status_code == 422 and "för hand" in answer.json()["why"]
    with acting("tova"):
        assert not Tap.objects.exists()


def test_a_list_is_no_tap_and_neither_is_a_form(tova):
    assert tova.post(TAPPED, [1], content_type="application/json").status_code == 422
    assert tova.post(TAPPED, {"id": "1"}).status_code == 422


@pytest.mark.django_db
def test_a_session_that_has_ended_says_so_and_not_a_page(client):
    assert client.post(TAPPED, {}, content_type="application/json").status_code == 401


def test_the_kept_page_names_nobody(tova):
    shown = tova.get(reverse("visits:shell")).content.decode()
    assert "Alva" not in shown and "Tova" not in shown


def test_the_day_is_on_the_page_twice_only_where_it_was_asked_for(tova):
    assert "data-kept" not in tova.get(TODAY).content.decode()
    assert settings.POCKET_COOKIE_NAME not in tova.cookies
    tova.cookies["dagen-med"] = "ja"
    assert "data-kept" in tova.get(TODAY).content.decode()
    key = tova.cookies[settings.POCKET_COOKIE_NAME]
    assert 0 < key["max-age"] <= settings.SESSION_COOKIE_AGE and len(key.value) >= 43
    tova.get(TODAY)
    assert tova.cookies[settings.POCKET_COOKIE_NAME].value == key.value, "what lies there is still opened"
    tova.cookies[settings.POCKET_COOKIE_NAME] = "somebody-elses"
    tova.get(TODAY)
    assert tova.cookies[settings.POCKET_COOKIE_NAME].value != "somebody-elses"
    assert "data-kept" not in tova.get(f"{TODAY}?dag=2026-11-20").content.decode()


@pytest.mark.parametrize("waits", [False, True])
def test_who_logs_out_leaves_no_key_and_loses_no_tap(tova, waits):
    tova.cookies["dagen-med"] = "ja"
    tova.get(TODAY)
    if waits:
        tova.cookies["tryck-vantar"] = "1"
    answer = tova.post(reverse("portal:logout"))
    assert tova.cookies[settings.POCKET_COOKIE_NAME].value == ""
    assert ("storage" in answer["Clear-Site-Data"]) is not waits


def test_a_session_ended_by_somebody_else_takes_the_key_at_the_next_contact(tova):
    tova.cookies["dagen-med"] = "ja"
    tova.get(TODAY)
    del tova.cookies[settings.SESSION_COOKIE_NAME]
    tova.get(TODAY)
    assert tova.cookies[settings.POCKET_COOKIE_NAME].value == ""


def test_whoever_is_protected_is_not_taken_along(tova, visit, as_owner):
    tova.cookies["dagen-med"] = "ja"
    kept = re.compile("<template data-kept.*?</template>", re.DOTALL)
    assert "Nyström" in kept.findall(tova.get(TODAY).content.decode())[0]
    with as_owner():
        Person.objects.filter(visits=visit).update(is_guarded=True)
    shown = tova.get(TODAY).content.decode()
    assert "Nyström" in shown
    [taken] = kept.findall(shown)
    assert "Nyström" not in taken and "Skyddade personuppgifter" in taken
    assert str(visit.pk) in taken, "it can be told of all the same"


def test_a_night_is_taken_along_past_midnight(tova, acting, staff, visit, at):
    tonight = at.replace(hour=22, minute=30)
    with acting("inga", at=at) as inga:
        evening = a_visit(visit.service, by=inga, at=at, hours=12.5, staff=staff("tova"))
        night = a_visit(visit.service, by=inga, at=at, hours=15, staff=staff("tova"))
    tova.cookies["dagen-med"] = "ja"
    with clock.set_to(lambda: tonight):
        taken = (
            tova.get(TODAY).content.decode().partition("<template data-kept")[2].partition("</template>")[0]
        )
    assert str(evening.pk) in taken and str(night.pk) in taken
    with clock.set_to(lambda: tonight + timedelta(hours=1)):
        taken = (
            tova.get(TODAY).content.decode().partition("<template data-kept")[2].partition("</template>")[0]
        )
    assert str(evening.pk) in taken, "not told of yet"
