"""The board as its users meet it: the planner, her manager, and those who should see nothing."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from django.urls import reverse

from samtid.base.access.models import Key
from samtid.base.access.words import Ground, Reach
from samtid.base.dossier.models import Case
from samtid.base.organisation.models import Unit
from samtid.ground import clock
from samtid.ground.law.days import swedish_day
from samtid.ground.reasons import NotYet
from samtid.ground.sweden import swedish_moment
from samtid.resources.planning import actions, build, queries
from samtid.resources.planning.models import Proposal
from samtid.resources.planning.tests.make import a_planned_visit, a_shift
from samtid.resources.roster.tests.make import an_absence
from samtid.steps.services.models import Service
from samtid.steps.services.tests.make import an_open_service
from samtid.steps.visits.models import Visit


@pytest.fixture(autouse=True)
def now(at):
    with clock.set_to(lambda: at):
        yield


@pytest.fixture
def service(acting, at) -> Service:
    with acting("ulf") as ulf:
        return an_open_service(by=ulf, at=at)


@pytest.fixture
def day(at):
    return swedish_day(at) + timedelta(days=1)


@pytest.fixture
def visit(acting, at, service) -> Visit:
    with acting("nils") as nils:
        return a_planned_visit(service, 24, staff=None, by=nils, at=at)


@pytest.fixture
def roster(as_owner, staff, at, day):
    with as_owner():
        for name in ("tova", "nils"):
            a_shift(staff(name), day, 7, 16, at=at, by=staff("nils"))


def board(day, more="") -> str:
    return f"{reverse('planning:board', args=[Unit.objects.get(name='Hemtjänst').pk])}?dag={day}{more}"


def test_the_planner_sees_who_has_nobody(client, staff, visit, roster, day):
    client.force_login(staff("nils"))

    page = client.get(board(day)).content.decode()

    assert "1 besök utan personal" in page
    assert "Alva Nyström" in page
    assert "Tova" in page


def test_a_unit_without_a_roster_says_so(client, staff, visit, day):
    client.force_login(staff("nils"))

    page = client.get(board(day)).content.decode()

    assert "inga arbetspass" in page
    assert "Föreslå en plan" not in page


def test_where_nobody_is_scheduled_nothing_is_said_to_hold(client, acting, staff, service, day, at):
    with acting("nils") as nils:
        visit = a_planned_visit(service, 24, staff=staff("tova"), by=nils, at=at)
    client.force_login(staff("nils"))

    page = client.get(board(day, f"&besok={visit.pk}")).content.decode()

    assert "Dagen håller" not in page
    assert "Det går inte att säga om dagen håller: ingen är inlagd i schemat." in page
    assert "Ledig<" not in page and "Inget besök då" in page


def test_a_proposal_for_a_day_before_the_laws_is_answered_with_a_page(client, staff, visit):
    client.force_login(staff("nils"))
    for said in ("2022-01-03", "2199-12-31"):
        sent = {"day": said, "kind": "day"}
        assert client.post(reverse("planning:propose", args=[visit.service.unit_id]), sent).status_code == 422


def test_an_empty_day_is_a_page(client, staff, visit, day):
    client.force_login(staff("nils"))

    assert "Inga besök den här dagen" in client.get(board(day + timedelta(days=3))).content.decode()


def test_a_proposal_is_asked_for_looked_at_and_adopted(client, acting, staff, visit, roster, day):
    pytest.importorskip("numba")
    client.force_login(staff("nils"))
    unit = visit.service.unit_id

    answer = client.post(
        reverse("planning:propose", args=[unit]), {"day": str(day), "kind": "repair"}, follow=True
    )
    assert "1 besök ändras" in answer.content.decode()
    with acting("nils"):
        proposal = Proposal.objects.get()
    answer = client.post(reverse("planning:adopt", args=[proposal.pk]), follow=True)

    assert "1 besök är ändrade" in answer.content.decode()
    with acting("nils"):
        assert Visit.objects.get().staff is not None


def test_what_a_move_would_do_is_told_without_names_of_those_visited(client, staff, visit, roster):
    client.force_login(staff("nils"))

    told = client.get(
        reverse("planning:consequences", args=[visit.pk]), {"staff": str(staff("tova").pk), "clock": "10.45"}
    ).content.decode()

    assert "Löser:" in told
    assert "15 minuter senare" in told
    assert "Alva" not in told


def test_the_form_looks_before_it_moves(client, acting, staff, visit, roster):
    client.force_login(staff("nils"))
    said = {"staff": str(staff("tova").pk), "clock": "10.45"}

    looked = client.post(reverse("planning:move", args=[visit.pk]), said | {"look": "1"})
    assert "Det här skulle hända" in looked.content.decode()
    with acting("nils"):
        assert Visit.objects.get().staff is None

    assert client.post(reverse("planning:move", args=[visit.pk]), said).status_code == 302
    with acting("nils"):
        assert Visit.objects.get().staff == staff("tova")


def test_a_refused_move_is_told_beside_the_form(client, acting, staff, visit, service, roster, at):
    with acting("nils") as nils:
        a_planned_visit(service, 24, staff=staff("tova"), by=nils, at=at)
    client.force_login(staff("nils"))

    answer = client.post(
        reverse("planning:move", args=[visit.pk]), {"staff": str(staff("tova").pk), "clock": "10.30"}
    )

    assert answer.status_code == 422
    assert "upptagen" in answer.content.decode()


def test_bad_input_is_refused_and_nothing_changes(client, acting, staff, visit, day):
    client.force_login(staff("nils"))

    assert client.post(reverse("planning:move", args=[visit.pk]), {"clock": "25.99"}).status_code == 422
    assert (
        client.post(reverse("planning:propose", args=[visit.service.unit_id]), {"kind": "x"}).status_code
        == 422
    )
    empty = client.post(reverse("planning:propose", args=[visit.service.unit_id]), {})
    assert "Välj vilken dag det gäller." in empty.content.decode()
    asked = client.get(reverse("planning:consequences", args=[visit.pk]), {"clock": "x"})
    assert "Välj vem och när" in asked.content.decode()


def test_a_visit_is_locked_and_unlocked(client, staff, visit, day):
    client.force_login(staff("nils"))

    assert "Låst" in client.post(reverse("planning:lock", args=[visit.pk]), follow=True).content.decode()
    page = client.post(reverse("planning:lock", args=[visit.pk]), {"unlock": "1"}, follow=True)
    assert "upplåst" in page.content.decode()


def test_without_the_kernel_the_board_is_still_there(client, staff, visit, roster, day, monkeypatch):
    monkeypatch.setattr(build, "is_installed", lambda: False)
    client.force_login(staff("nils"))

    page = client.get(board(day, f"&besok={visit.pk}")).content.decode()

    assert "Planeringskärnan är inte installerad" in page
    assert "Vem kan gå kl. 10.30?" in page


@pytest.mark.parametrize("who", ["tova", "ulf", "bo", "lena"])
def test_who_does_not_plan_there_finds_nothing(client, staff, visit, day, who):
    client.force_login(staff(who))

    assert client.get(board(day)).status_code == 404
    assert (
        client.get(reverse("planning:consequences", args=[visit.pk]), {"clock": "10.00"}).status_code == 404
    )
    assert client.post(reverse("planning:move", args=[visit.pk]), {"clock": "10.00"}).status_code == 404


def test_every_look_at_the_board_is_logged(client, as_owner, staff, visit, day):
    from samtid.base.access.models import Opening

    client.force_login(staff("nils"))
    client.get(board(day))

    with as_owner():
        assert Opening.objects.filter(staff=staff("nils"), page="planning:board").exists()


def test_a_locked_visit_whose_staff_is_ill_is_said_to_need_a_hand(
    client, acting, as_owner, staff, service, roster, day, at
):
    pytest.importorskip("numba")
    with acting("nils") as nils:
        visit = a_planned_visit(service, 24, staff=staff("tova"), by=nils, at=at)
        a_planned_visit(service, 22, staff=nils, by=nils, at=at)
        actions.lock(visit, by=nils, at=at)
    with as_owner():
        an_absence(staff("tova"), at, at + timedelta(days=3), at=at, by=staff("nils"))
    client.force_login(staff("nils"))

    for kind in ("repair", "day"):
        page = client.post(
            reverse("planning:propose", args=[visit.service.unit_id]), {"day": str(day), "kind": kind}
        ).content.decode()

        assert "Dagen håller" not in page
        assert "1 låst besök saknar personal. Lås upp det eller bemanna det för hand." in page


def test_of_what_is_sealed_and_lacks_somebody_it_is_not_said_that_it_has(
    client, as_owner, staff, visit, roster, day, at
):
    with as_owner():
        Case.objects.filter(pk=visit.case_id).update(is_sealed=True)
        visit.refresh_from_db()
        Key.objects.create(
            staff=staff("nils"), compartment_id=visit.compartment_id, case_id=visit.case_id, reach=Reach.SERVICE,
            ground=Ground.NAMED, given_at=at - timedelta(hours=1), given_by=staff("inga"),
        )  # fmt: skip
    client.force_login(staff("nils"))

    page = client.get(board(day)).content.decode()

    assert "Dagen håller." in page and "utan personal" not in page
    assert "alla har personal" not in page


def test_the_board_asks_little_and_no_more_when_there_is_more(
    client, acting, staff, visit, service, roster, day, at
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(staff("nils"))
    client.get(board(day))
    counts = []
    for more in (2, 30):
        with acting("nils") as nils:
            for number in range(more):
                a_planned_visit(service, 20 + number / 4, staff=None, by=nils, at=at)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(board(day, f"&besok={visit.pk}"))
        counts.append([q["sql"] for q in asked if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))])

    few, many = counts
    assert len(few) == len(many)
    assert len(many) <= 15, "\n".join(one[:140] for one in many)


def test_what_lasts_over_midnight_is_seen_on_both_days_and_moved_on_its_own(
    client, acting, at, staff, service, day, as_owner
):
    night = swedish_moment(day, time(23, 40)) - at
    with as_owner():
        a_shift(staff("tova"), day, 21, 7, at=at, by=staff("nils"), kind="night")
    with acting("nils") as nils:
        late = a_planned_visit(
            service, night / timedelta(hours=1), staff=staff("tova"), minutes=45, by=nils, at=at
        )
        early = a_planned_visit(service, night / timedelta(hours=1) + 0.5, staff=None, by=nils, at=at)
        next_day = day + timedelta(days=1)
        seen = queries.the_day(nils, service.unit, next_day, at)
        assert {one.key for one in seen.tasks if one.is_beside} == {late.pk}
        assert [row.pk for row in seen.visits] == [early.pk]
        assert seen.against.works(staff("tova").pk, -60, 400)
        own = queries.the_day(nils, service.unit, day, at)
        assert {one.key for one in own.tasks if one.is_beside} == {early.pk}
    client.force_login(staff("nils"))
    page = client.get(board(next_day)).content.decode()
    assert f"?dag={day}&amp;besok={late.pk}" in page or f"?dag={day}&besok={late.pk}" in page
    # by hand too: she is somewhere else until 00.25
    answer = client.post(
        reverse("planning:move", args=[early.pk]),
        {"staff": staff("tova").pk, "second": "", "clock": "00:10"},
    )
    assert answer.status_code == 422 and "23.40" in answer.content.decode()


def test_somebody_who_is_away_over_midnight_is_not_sent_by_the_page_of_a_visit(
    acting, at, staff, service, day
):
    first = swedish_moment(day, time(23, 40))
    with acting("nils") as nils:
        a_planned_visit(
            service, (first - at) / timedelta(hours=1), staff=staff("tova"), minutes=45, by=nils, at=at
        )
        with pytest.raises(NotYet, match=r"23\.40"):
            a_planned_visit(
                service, (first - at) / timedelta(hours=1) + 0.5, staff=staff("tova"), by=nils, at=at
            )
