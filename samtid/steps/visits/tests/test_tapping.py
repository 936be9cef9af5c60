"""What was tapped where there was no line is heard once, whoever sends it how often, and nothing of it is lost."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from uuid import UUID, uuid4

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


def the_tap(visit: Visit, at: datetime, said: str = "", tap: UUID | None = None) -> dict[str, object]:
    moment = int(at.timestamp() * 1000)
    return {"id": str(tap or uuid4()), "visit": str(visit.pk), "said": said, "at": moment}


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


def test_a_tap_is_sent_and_sent_again(tova, acting, visit, at):
    tap = the_tap(visit, at - timedelta(minutes=10))
    for _ in range(2):
        answer = tova.post(TAPPED, tap, content_type="application/json")
        assert (answer.status_code, answer.json()) == (200, {"took": True, "why": ""})
    with acting("tova"):
        assert Tap.objects.count() == 1


def test_a_tap_for_what_is_no_longer_hers_is_said_to_be_so(tova, at):
    gone = {"id": str(uuid4()), "visit": str(uuid4()), "said": "", "at": int(at.timestamp() * 1000)}
    answer = tova.post(TAPPED, gone, content_type="application/json").json()
    assert answer["took"] is False and "Ring planeraren" in answer["why"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "x"}, {"visit": 4}, {"said": "whatever"}, {"at": "inf"}, {"at": None}, {"at": 1e30}, {"at": "nan"},
    ],
)  # fmt: skip
def test_what_is_no_tap_is_refused_in_words(tova, acting, visit, at, wrong):
    answer = tova.post(TAPPED, the_tap(visit, at) | wrong, content_type="application/json")
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
