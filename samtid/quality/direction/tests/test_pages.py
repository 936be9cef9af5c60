"""Sidorna, som den som läser och den som skriver."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from samtid.ground import clock
from samtid.ground.sweden import swedish_day
from samtid.quality.direction import actions, queries
from samtid.quality.direction.models import Goal, Line, Meeting, Plan, Resolution
from samtid.quality.direction.words import PointKind, Result, State
from tests.test_query_counts import MOST, STAMP, counting

from .make import a_decision, a_goal, a_plan, an_activity, decide_and_plan

DAY = timedelta(days=1)


def read(browser: Client, name: str, *arguments: object) -> str:
    answer = browser.get(reverse(name, args=arguments))
    assert answer.status_code == 200, (name, answer.status_code)
    return answer.content.decode()


def sent(browser: Client, address: str, /, *arguments: object, **fields: str) -> tuple[int, str]:
    answer = browser.post(reverse(address, args=arguments), fields)
    return answer.status_code, answer.content.decode() if answer.status_code != 302 else answer.url


ENTERED = {
    "body": "committee", "decided_on": "2026-11-18", "paragraph": "§ 72", "text": "Ny organisation från nyår.",
    "ground": "KL 6 kap. 6 §", "follow_up_on": "2027-02-01", "indicator": "child_heard",
}  # fmt: skip


def test_a_manager_and_a_politician_find_it_in_the_menu_and_others_do_not(browse):
    href = f'href="{reverse("direction:start")}"'
    for username in ("karin", "bengt", "kurt", "vera"):
        assert href in browse(username).get(reverse("direction:start")).content.decode(), username
    for username in ("bo", "tova", "liv"):
        browser = browse(username)
        assert browser.get(reverse("direction:start")).status_code == 404
        assert href not in browser.get("/min-dag/", follow=True).content.decode()


def test_a_decision_is_entered_and_reaches_its_owners_day(browse, staff, at):
    vera = browse("vera")
    assert "Det som förs in ändras aldrig" in read(vera, "direction:enter")
    status, text = sent(vera, "direction:enter", **ENTERED | {"owner": "", "paragraph": ""})
    assert (status, "Välj vem som ansvarar." in text) == (422, True)
    status, text = sent(
        vera, "direction:enter", **ENTERED | {"owner": str(staff("karin").pk), "paragraph": ""}
    )
    assert (status, "Skriv paragrafen" in text, "Ny organisation från nyår." in text) == (422, True, True)
    status, where = sent(vera, "direction:enter", **ENTERED | {"owner": str(staff("karin").pk)})
    assert status == 302
    page = vera.get(where).content.decode()
    for said in ("Blev det så?", "Ny organisation från nyår.", "§ 72", "Går inte att säga ännu"):
        assert said in page, said
    later = at + 70 * DAY
    with clock.set_to(lambda: later):
        assert "Följ upp beslutet" in browse("karin").get("/min-dag/").content.decode()
        assert "Följ upp beslutet" not in browse("anita").get("/min-dag/").content.decode()


@pytest.mark.parametrize(
    ("text", "word"), [("Om 20120314-2391.", "personnummer"), ("Om ärende 26-7KQ4MX.", "ärendenumret")]
)
def test_what_leads_to_a_person_is_refused_at_the_field_and_kept(browse, staff, text, word):
    status, page = sent(
        browse("vera"), "direction:enter", **ENTERED | {"owner": str(staff("karin").pk), "text": text}
    )
    assert (status, word in page, text in page) == (422, True, True)
    assert 'id="id_text-error"' in page


def test_a_name_is_asked_about_once(browse, staff, acting):
    vera = browse("vera")
    fields = ENTERED | {"owner": str(staff("karin").pk), "text": "Efter samtal med Anna Berg införs stödet."}
    status, page = sent(vera, "direction:enter", **fields)
    assert (status, 'name="insist" value="1"' in page) == (422, True)
    assert sent(vera, "direction:enter", **fields | {"insist": "1"})[0] == 302


def test_a_politician_reads_everything_and_is_offered_nothing_to_write(browse, acting, at):
    decide_and_plan(at)
    bengt = browse("bengt")
    with acting("bengt") as viewer:
        pages = [
            ("direction:start", None), ("direction:decisions", None), ("direction:meetings", None),
            *(("direction:decision", row.pk) for row in queries.resolutions(viewer)),
            *(("direction:meeting", row.pk) for row in queries.meetings(viewer)),
            *(("direction:point", row.pk) for row in queries.points(viewer)),
            *(("direction:plan", row.pk) for row in queries.plans(viewer)),
            *(("direction:goal", row.pk) for row in queries.goals(viewer)),
            *(("direction:activity", row.pk) for row in queries.activities(viewer)),
        ]  # fmt: skip
    for name, pk in pages:
        page = read(bengt, name, *([pk] if pk else []))
        assert "Chefer och kvalitetsutvecklaren skriver" in page, name
        main = page[page.index("<main") : page.index("</main")]
        assert 'method="post"' not in main, name
        assert not re.search(
            r"/(andra|folj-upp|avsluta|oppna|knyt|tema|ratta|ny|nytt|punkt|aktivitet)/\"", main
        ), name
    status, page = sent(bengt, "direction:enter", **ENTERED | {"owner": "1"})
    assert (status, "en chef eller kvalitetsutvecklaren" in page) == (422, True)
    assert "<textarea" not in read(bengt, "direction:enter")


def test_what_a_decision_became_is_walked_on_one_page(browse, acting, staff, at):
    with acting("vera") as vera:
        one = a_decision(staff("karin"), by=vera, at=at, indicator="child_heard")
        goal = a_goal(a_plan(vera, by=vera, at=at), vera, by=vera, at=at)
        activity = an_activity(goal, staff("karin"), by=vera, at=at, resolution=one)
        actions.end_activity(activity, State.DONE, "Rummen används varje dag.", by=vera, at=at)
    karin = browse("karin")
    fields = {"result": "done", "said": "Alla utredare gör så nu.", "seen": "0"}
    assert sent(karin, "direction:follow_up", one.pk, **fields)[0] == 302
    page = read(karin, "direction:decision", one.pk)
    order = [
        page.index(said)
        for said in ("1. Det här beslutades", "Samtalsrum som barn", "Rummen används varje dag.", "3. Det här säger siffran",
                     "Barn som hördes", "Ja, det är genomfört", "Alla utredare gör så nu.")
    ]  # fmt: skip
    assert order == sorted(order)
    assert (
        "hann före"
        in sent(karin, "direction:reopen_decision", one.pk, said="Fel.", next_on="2027-01-01", seen="0")[1]
    )


def test_the_plan_is_a_tree_with_state_and_next_step(browse, acting, at):
    decide_and_plan(at)
    with acting("karin") as karin:
        [plan] = queries.plans(karin)
    page = read(browse("karin"), "direction:plan", plan.pk)
    assert page.count('class="plan-tree"') == 2
    for said in (
        "Varje barn hörs",
        "Nått",
        "Två är anställda",
        "Verksamhetens år",
        "850",
        "Risk: Ingen söker.",
        "Avslutat med skäl",
    ):
        assert said in page, said


def test_every_form_is_filled_in_once(browse, acting, staff, at):
    """From an empty room to a plan, a meeting and their ends, as one presses."""
    vera, karin = browse("vera"), str(staff("karin").pk)
    soon = "2026-12-15"
    _, where = sent(vera, "direction:new_plan", kind="development", name="Utvecklingsplan", vision="Lättare vardag",
                    first_year="2027", last_year="2028", rhythm="month", owner=karin)  # fmt: skip
    plan = where.rstrip("/").rsplit("/", 1)[1]
    assert sent(vera, "direction:set_theme", plan, year="2027", theme="Organisationens år")[0] == 302
    assert "redan ett tema" in sent(vera, "direction:set_theme", plan, year="2027", theme="Ett till")[1]
    assert sent(vera, "direction:correct_plan", plan, said="Det ska vara 2029.")[0] == 302
    _, where = sent(
        vera,
        "direction:add_goal",
        plan,
        title="Kortare väntan",
        target="Hälften väntar högst en vecka",
        owner=karin,
    )
    goal = where.rstrip("/").rsplit("/", 1)[1]
    _, where = sent(
        vera,
        "direction:add_activity",
        goal,
        text="Ringa samma dag",
        owner=karin,
        next_on=soon,
        budget="850 000 kr",
    )
    activity = where.rstrip("/").rsplit("/", 1)[1]
    assert "850" in read(vera, "direction:activity", activity)
    assert (
        "Skriv hela kronor"
        in sent(vera, "direction:add_activity", goal, text="x", owner=karin, next_on=soon, budget="12,50")[1]
    )
    assert (
        sent(vera, "direction:add_milestone", activity, milestone="Telefonen är bemannad", due_on=soon)[0]
        == 302
    )
    with acting("vera") as viewer:
        [[stone]] = queries.milestones(viewer, queries.activities(viewer)).values()
    assert vera.post(reverse("direction:reach_milestone", args=[stone.pk])).status_code == 302
    assert browse("anita").post(reverse("direction:reach_milestone", args=[stone.pk])).status_code == 422
    assert sent(vera, "direction:tie", activity, resolution="-", idea="-", seen="0")[0] == 302
    assert sent(vera, "direction:tie", activity)[0] == 422, "an empty form unties nothing"
    assert (
        sent(
            vera,
            "direction:change_activity",
            activity,
            said="Mer tid.",
            owner=karin,
            next_on="2027-01-15",
            seen="0",
        )[0]
        == 302
    )
    assert (
        sent(vera, "direction:end_activity", activity, ends="done", said="Vi ringer samma dag.", seen="1")[0]
        == 302
    )
    assert sent(vera, "direction:follow_goal", goal, said="Det går åt rätt håll.", seen="0")[0] == 302
    assert (
        sent(vera, "direction:end_goal", goal, ends="reached", said="Hälften väntar fyra dagar.", seen="1")[0]
        == 302
    )
    assert sent(vera, "direction:reopen_goal", goal, said="Det sjönk.", next_on=soon, seen="2")[0] == 302
    _, where = sent(vera, "direction:new_meeting", held_on="2026-11-24")
    meeting = where.rstrip("/").rsplit("/", 1)[1]
    assert (
        sent(
            vera, "direction:raise_point", meeting, kind="task", text="Boka lokal", owner=karin, next_on=soon
        )[0]
        == 302
    )
    with acting("vera") as viewer:
        [point] = queries.points(viewer)
    assert "Boka lokal" in read(vera, "direction:meeting", meeting)
    assert sent(vera, "direction:end_point", point.pk, ends="done", said="Bokat.", seen="0")[0] == 302
    assert "avslutat" in read(vera, "direction:point", point.pk).lower()
    with acting("vera"):
        assert (Plan.objects.count(), Goal.objects.count(), Meeting.objects.count()) == (1, 1, 1)
        assert Line.objects.count() == 7


@pytest.mark.parametrize("bad", ["9999-99-99", "1", "\x00", "2026-02-30", "9" * 400])
def test_bad_input_is_answered_and_changes_nothing(browse, staff, acting, bad):
    vera = browse("vera")
    for field in ("decided_on", "follow_up_on", "owner", "body"):
        status, _ = sent(vera, "direction:enter", **ENTERED | {"owner": str(staff("karin").pk), field: bad})
        assert status in (400, 422), (field, status)
    status, _ = sent(
        vera,
        "direction:new_plan",
        kind="development",
        name="x",
        vision="y",
        first_year=bad,
        last_year=bad,
        rhythm="month",
        owner="1",
    )
    assert status in (400, 422)
    with acting("vera"):
        assert not Resolution.objects.exists()


def test_the_pages_ask_the_database_a_few_times_however_much_there_is(browse, acting, staff, at):
    vera = browse("vera")
    with acting("vera") as viewer:
        plan = a_plan(viewer, by=viewer, at=at)
        meeting = actions.hold_meeting(swedish_day(at), by=viewer, at=at)
    counted: dict[str, list[int]] = {}
    for many in (2, 12):
        with acting("vera") as viewer:
            for number in range(many):
                one = a_decision(
                    viewer,
                    by=viewer,
                    at=at,
                    follow_up_on=swedish_day(at),
                    paragraph=f"§ {many}{number}",
                    indicator="child_heard",
                )
                goal = a_goal(plan, viewer, by=viewer, at=at)
                for _ in range(2):
                    activity = an_activity(
                        goal, viewer, by=viewer, at=at, resolution=one, next_on=swedish_day(at)
                    )
                    actions.add_milestone(activity, "Klart", swedish_day(at), by=viewer, at=at)
                actions.follow_up(one, Result.PARTLY, "Delvis.", swedish_day(at), by=viewer, at=at)
                point = actions.raise_point(
                    meeting, PointKind.TASK, "Boka", viewer.pk, swedish_day(at), by=viewer, at=at
                )
        for name, pk in (
            ("direction:start", None), ("direction:decisions", None), ("direction:decision", one.pk),
            ("direction:meetings", None), ("direction:meeting", meeting.pk), ("direction:point", point.pk),
            ("direction:plan", plan.pk), ("direction:goal", goal.pk), ("direction:activity", activity.pk),
            ("direction:follow_up", one.pk), ("direction:tie", activity.pk), ("desk:day", None),
        ):  # fmt: skip
            read(vera, name, *([pk] if pk else []))
            with counting() as asked:
                read(vera, name, *([pk] if pk else []))
            counted.setdefault(name, []).append(len(asked) + STAMP)
            assert len(asked) + STAMP <= MOST, "\n".join([name, *(one[:150] for one in asked)])
    # the first page and the meetings' count what they leave out, when they leave something out
    cut = {"direction:start": 2, "direction:meetings": 1}
    assert all(few + cut.get(name, 0) >= more for name, (few, more) in counted.items()), counted
