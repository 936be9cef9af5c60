"""Värdens sidor: every page and every button, as the host, as one who reads, and as one who may not."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from samtid.ground.sweden import swedish_day
from samtid.quality.workshops import actions, queries, rules
from samtid.quality.workshops.words import State, StepKind
from tests.test_query_counts import MOST, STAMP, counting

from .make import go_to, said, words


def page(browser, name, /, *args):
    return browser.get(reverse(f"workshops:{name}", args=args))


def send(browser, name, /, *args, **sent):
    return browser.post(reverse(f"workshops:{name}", args=args), sent)


@pytest.fixture
def shop(prepared, acting, at_a_phone, at):
    """One where four notes have come out, three of them in a theme."""
    with acting("vera") as vera:
        running = go_to(prepared, StepKind.WRITE, by=vera, at=at)
    with at_a_phone():
        said(running, running.now_id, ["Jour.", "En jour.", "Jour ihop.", "Färre system."], at=at)
    with acting("vera") as vera:
        running = go_to(running, StepKind.CLUSTER, by=vera, at=at)
        rows = [n.pk for n in queries.notes(vera, running) if "our" in n.text]
        actions.gather(running, rows, "Jour", None, by=vera, at=at)
        return running


def test_a_workshop_is_made_planned_asked_dealt_printed_and_begun(browse, acting, staff, at):
    vera = browse("vera")
    assert send(vera, "new", name=" ").status_code == 422
    answer = send(vera, "new", name="Framtiden", purpose="Underlag till planen.")
    pk = re.search(r"[0-9a-f-]{36}", answer.url)[0]
    step = {
        "kind": "write",
        "day": "2026-11-21",
        "starts": "8.30",
        "minutes": "15",
        "question": "Vad vill vi?",
    }
    empty = send(vera, "add_step", pk)
    assert (empty.status_code, "Skriv när steget börjar" in empty.content.decode()) == (422, True)
    assert send(vera, "add_step", pk, **step).status_code == 302
    assert "Ett annat steg börjar just då" in send(vera, "add_step", pk, **step).content.decode()
    assert 'value="08:45"' in page(vera, "add_step", pk).content.decode(), (
        "the next begins where the last one ends"
    )
    assert "Dela in grupperna först" in page(vera, "workshop", pk).content.decode()
    asked = [str(staff(one).pk) for one in ("maja", "bo", "eva", "tova", "ulf", "omar")]
    assert send(vera, "invite", pk, staff=asked, politician="2").status_code == 302
    told = page(vera, "workshop", pk).content.decode()
    assert "Röster som saknas" in told and "Ekonomiskt bistånd" in told
    assert send(vera, "deal", pk, groups="3").status_code == 422
    assert send(vera, "deal", pk, groups="2").status_code == 302
    paper = send(vera, "slips", pk).content.decode()
    assert "visas bara när de görs" in page(vera, "slips", pk).content.decode()
    found = re.findall(r'class="word">([0-9A-Z]{4}-[0-9A-Z]{4})<', paper)
    assert len(set(found)) == len(found) == 8 + 2 * rules.SPARE
    assert not re.search("Maja Lind|Tova Hed", paper), "no name on a slip"
    told = page(vera, "workshop", pk).content.decode()
    to = re.search(r'name="till" value="([^"]*)"', told)[1]
    assert send(vera, "move", pk, till=to).status_code == 302
    assert "hann före" in send(vera, "move", pk, till=to).content.decode()
    assert send(vera, "move", pk, till="x").status_code == 422
    assert "Vad vill vi?" in page(vera, "screen", pk).content.decode()
    assert send(vera, "move", pk, till="slut").status_code == 302
    with acting("vera") as viewer:
        assert queries.workshops(viewer).get().state == State.ENDED


def test_a_step_is_taken_away_before_the_start_and_not_after(browse, prepared, acting, at):
    vera = browse("vera")
    with acting("vera") as viewer:
        steps = queries.steps(viewer, prepared)
    assert send(vera, "drop_step", steps[3].pk).status_code == 302
    with acting("vera") as viewer:
        go_to(prepared, StepKind.WRITE, by=viewer, at=at)
    assert send(vera, "drop_step", steps[2].pk).status_code == 422


def test_notes_are_gathered_merged_parted_and_picked(browse, shop, acting):
    vera = browse("vera")
    told = page(vera, "cluster", shop.pk).content.decode()
    assert told.count('name="notes"') == 4
    assert send(vera, "cluster", shop.pk).status_code == 422
    none = send(vera, "cluster", shop.pk, do="gather", name="System")
    assert (none.status_code, "Välj minst en lapp" in none.content.decode()) == (422, True)
    with acting("vera") as viewer:
        loose = queries.standing(viewer, shop)[1][0]
        jour = queries.standing(viewer, shop)[0][0].theme
    kept = send(vera, "cluster", shop.pk, do="gather", notes=[str(loose.pk)])
    assert f'value="{loose.pk}" id="lapp-{loose.pk}" checked' in kept.content.decode()
    assert (
        send(vera, "cluster", shop.pk, do="gather", notes=[str(loose.pk)], name="System").status_code == 302
    )
    with acting("vera") as viewer:
        system = queries.all_themes(viewer).get(name="System")
    assert send(vera, "merge", system.pk).status_code == 422
    assert send(vera, "merge", system.pk, into=str(jour.pk)).status_code == 302
    assert "System hör till Jour" in page(vera, "cluster", shop.pk).content.decode()
    assert send(vera, "part", system.pk).status_code == 302
    assert send(vera, "part", system.pk).status_code == 422
    assert send(vera, "pick", jour.pk, title="").status_code == 422
    assert send(vera, "pick", jour.pk, title="En jour för länet").status_code == 302
    assert "Inte upptaget i någon plan än" in page(vera, "results", shop.pk).content.decode()
    assert "En jour för länet" in page(vera, "proposals").content.decode()
    assert "redan ett förslag" in send(vera, "pick", jour.pk, title="Igen").content.decode()


def test_one_who_was_asked_reads_and_does_not_lead(browse, shop, acting, at):
    tova = browse("tova")
    told = page(tova, "workshop", shop.pk).content.decode()
    assert shop.code not in told and "Gå vidare" not in told and "Maja Lind" not in told
    assert "En jour." not in page(tova, "results", shop.pk).content.decode()
    for name, sent in (("move", {"till": "slut"}), ("slips", {}), ("deal", {"groups": "1"})):
        assert send(tova, name, shop.pk, **sent).status_code == 422, name
    refused = page(tova, "slips", shop.pk).content.decode()
    assert "Det gör en enhetschef eller kvalitetsutvecklaren" in refused
    assert not any(rules.in_fours(one) in refused for one in words(shop))
    with acting("vera") as vera:
        go_to(shop, None, by=vera, at=at)
    assert "En jour." in page(tova, "results", shop.pk).content.decode()


def test_one_who_was_not_asked_finds_nothing(browse, shop):
    liv = browse("liv")
    for name in ("workshop", "cluster", "results", "screen", "slips", "invite", "add_step"):
        assert page(liv, name, shop.pk).status_code == 404, name
    for name in ("move", "deal"):
        assert send(liv, name, shop.pk).status_code == 404, name


def test_a_politician_reads_when_it_is_over_and_sees_no_names(browse, shop, acting, at):
    with acting("vera") as vera:
        go_to(shop, None, by=vera, at=at)
    told = page(browse("bengt"), "results", shop.pk).content.decode()
    assert "En jour." in told
    assert not re.search("Maja Lind|Tova Hed|Bo Ek", told)


def test_the_pages_ask_the_database_a_few_times_however_many_notes(browse, shop, acting, at_a_phone, at):
    vera = browse("vera")
    with acting("vera") as viewer:
        step = queries.steps(viewer, shop)[0]
    counts = {}
    page(vera, "workshop", shop.pk)  # what is remembered for a while is asked once
    for turn in (1, 2):
        for name in ("workshop", "cluster", "results", "screen", "invite", "slips", "add_step"):
            with counting() as asked:
                assert page(vera, name, shop.pk).status_code == 200
            assert len(asked) + STAMP <= MOST, (name, len(asked))
            assert counts.setdefault(name, len(asked)) == len(asked), name
        with counting() as asked:
            assert page(vera, "workshops").status_code == 200
        assert len(asked) + STAMP <= MOST
        if turn == 1:
            with at_a_phone():
                said(shop, step.pk, [f"Lapp {n}" for n in range(40)], at=at, first=100)
            with acting("vera") as viewer:
                go_to(shop, StepKind.VOTE, by=viewer, at=at)


def test_one_who_was_asked_finds_it_on_her_day_and_then_what_came_of_it(browse, shop, acting, staff, at):
    def rows(username):
        with acting(username) as viewer:
            return queries.asked_to(viewer, swedish_day(at))

    assert [one.pk for one, _ in rows("maja")] == [shop.pk]
    assert rows("liv") == []
    day = reverse("desk:day")
    told = browse("maja").get(day).content.decode()
    there = reverse("workshops:workshop", args=[shop.pk])
    assert "Du är inbjuden" in told and there in told
    assert browse("maja").get(there).status_code == 200
    assert "Du är inbjuden" not in browse("liv").get(day).content.decode()
    with acting("vera") as vera:
        go_to(shop, None, by=vera, at=at)
    results = reverse("workshops:results", args=[shop.pk])
    assert results in browse("maja").get(day).content.decode()
    assert browse("maja").get(results).status_code == 200
