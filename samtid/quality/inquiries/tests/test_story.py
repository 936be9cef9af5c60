"""Från en siffra som sticker ut till vad det blev; vem som läser och skriver; vad som står."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from samtid.base.dossier.rules import is_draft_key
from samtid.base.organisation.models import Membership
from samtid.doors.systems.kolada import offers as kolada
from samtid.doors.systems.kolada import snapshot
from samtid.ground import clock
from samtid.ground.reasons import NotYet
from samtid.ground.sweden import swedish_day
from samtid.quality.indicators.figures import all_indicators
from samtid.quality.inquiries import actions, offers, queries
from samtid.quality.inquiries.models import Inquiry, Line
from samtid.quality.inquiries.rules import Written
from samtid.quality.inquiries.words import Kind, Result, Verdict

from .make import DEAR, a_closed_question, a_question


@pytest.fixture
def browse(staff, at):
    """``browse("vera", days=31)``: her browser, so many days on."""
    moment = [at]

    def client(username: str, days: int = 0) -> Client:
        moment[0] = at + timedelta(days=days)
        browser = Client()
        browser.force_login(staff(username))
        return browser

    with clock.set_to(lambda: moment[0]):
        yield client


def sent(browser: Client, address: str, **said: object) -> str:
    answer = browser.post(address, {"insist": "", **said})
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return str(answer.url)


def test_a_figure_that_sticks_out_becomes_a_result(browse, staff, at, as_owner):
    def the(model, **which):
        with as_owner():
            return model.objects.get(**which)

    vera = browse("vera")
    page = vera.get(reverse("kolada:indicator", args=["N35001"])).content.decode()
    assert reverse("kolada:why", args=["N35001"]) in page
    ask = reverse("kolada:why", args=["N35001"])
    refused = vera.post(ask, {"question": "", "owner": "", "look_again_on": ""})
    assert refused.status_code == 422 and "Skriv vad ni undrar" in refused.content.decode()
    again = swedish_day(at) + timedelta(days=30)
    here = sent(vera, ask, question="Varför dyrare?", owner=staff("vera").pk, look_again_on=again.isoformat())
    one = the(Inquiry)
    assert "N35001" in one.title and "riket" in one.seen, "what the page said is kept"
    write = lambda kind, **said: sent(vera, reverse("inquiries:write", args=[one.pk, kind]), **said)  # noqa: E731
    write("hypothesis", text="Tiden i vård är längre.")
    write("cut", text="Dygn per vistelse i tre år.")
    early = vera.post(reverse("inquiries:close", args=[one.pk]), {"result": "better", "text": "Bra."})
    assert early.status_code == 422 and "Pröva varje" in early.content.decode()
    cause = the(Line, kind=Kind.HYPOTHESIS)
    sent(vera, reverse("inquiries:weigh", args=[cause.pk]), verdict="holds", text="142 dygn mot 90.")
    twice = vera.post(reverse("inquiries:weigh", args=[cause.pk]), {"verdict": "fails", "text": "Nej."})
    assert twice.status_code == 422 and "redan besvarat" in twice.content.decode()
    write("finding", text="Tiden är orsaken.")
    write(
        "action", text="Uppföljning.", owner=staff("vera").pk, due_on=(again - timedelta(days=9)).isoformat()
    )
    act = the(Line, kind=Kind.ACTION)
    day = browse("vera", days=20).get(reverse("desk:day")).content.decode()
    assert reverse("inquiries:end", args=[act.pk]) in day, "no duty without somebody's day"
    sent(vera, reverse("inquiries:end", args=[act.pk]), kind="done", text="Görs nu varje kvartal.")
    soon = vera.post(reverse("inquiries:write", args=[one.pk, "looked"]), {"text": "Ser bra ut."})
    assert soon.status_code == 422 and "för tidigt" in soon.content.decode()
    vera = browse("vera", days=31)
    assert here in vera.get(reverse("desk:day")).content.decode()
    sent(vera, reverse("inquiries:write", args=[one.pk, "looked"]), text="Medianen är 96 dygn.")
    sent(vera, reverse("inquiries:close", args=[one.pk]), result="better", text="Kortare tid.")
    one = the(Inquiry)
    assert (one.result, one.closed_by) == (Result.BETTER, staff("vera"))
    assert (
        vera.post(reverse("inquiries:write", args=[one.pk, "finding"]), {"text": "Mer."}).status_code == 422
    )


def test_an_indicator_of_our_own_is_asked_about_in_the_same_way(browse, staff, at):
    karin = browse("karin")
    address = reverse("inquiries:ask", args=["continuity_visits"])
    if karin.get(address).status_code == 404:
        from samtid.quality.indicators.figures import all_indicators

        address = reverse("inquiries:ask", args=[next(iter(all_indicators()))])
    again = swedish_day(at) + timedelta(days=30)
    sent(karin, address, question="Varför?", owner=staff("karin").pk, look_again_on=again.isoformat())
    assert karin.get(reverse("inquiries:ask", args=["finns-inte"])).status_code == 404


def test_politicians_read_and_others_find_nothing(browse, acting, at):
    with acting("vera") as vera:
        one = a_question(by=vera, at=at)
    page = reverse("inquiries:inquiry", args=[one.pk])
    told = browse("bengt").get(page).content.decode()
    assert "Varför är det dyrare här?" in told and "Lägg till en tänkbar orsak" not in told
    assert browse("bengt").get(reverse("kolada:why", args=["N35001"])).status_code == 404
    write = reverse("inquiries:write", args=[one.pk, "finding"])
    assert browse("bengt").post(write, {"text": "Det är chefens fel."}).status_code == 422
    for other in ("bo", "tova", "ola", "nils"):
        assert browse(other).get(page).status_code == 404
        assert browse(other).get(reverse("inquiries:every")).status_code == 404


def test_a_text_that_names_somebody_is_asked_about_once_and_a_number_never_taken(browse, acting, at):
    with acting("vera") as vera:
        one = a_question(by=vera, at=at)
    browser, write = browse("vera"), reverse("inquiries:write", args=[one.pk, "cut"])
    asked = browser.post(write, {"text": "Familjen Nyström kostar mest.", "insist": ""})
    assert asked.status_code == 422 and 'name="insist" value="1"' in asked.content.decode()
    assert browser.post(write, {"text": "20120314-2391", "insist": "1"}).status_code == 422
    assert not Line.objects.filter(inquiry=one, kind=Kind.CUT).exists()


def test_what_lay_with_one_who_has_left_is_the_quality_developers(acting, at, staff, as_owner):
    with acting("karin") as karin:
        one = actions.ask(DEAR, "Varför?", karin, swedish_day(at) + timedelta(days=3), by=karin, at=at)
    soon, today = swedish_day(at) + timedelta(days=7), swedish_day(at)
    with acting("vera") as vera:
        assert not queries.to_look_at(vera, soon, today, ["quality"]).exists()
    with as_owner():
        Membership.objects.filter(staff=staff("karin")).update(valid_to=today - timedelta(days=1))
    with acting("vera") as vera:
        assert list(queries.to_look_at(vera, soon, today, ["quality"])) == [one]
        actions.hand_over(one, vera, by=vera, at=at)
        with pytest.raises(NotYet, match="är chef"):
            actions.hand_over(one, staff("karin"), by=vera, at=at)


def test_the_day_is_moved_with_a_reason_and_the_old_one_stands(acting, at):
    with acting("vera") as vera:
        one = a_question(by=vera, at=at)
        was, day = one.look_again_on, one.look_again_on + timedelta(days=60)
        with pytest.raises(NotYet, match="varför"):
            actions.put_off(one, day, " ", by=vera, at=at)
        actions.put_off(one, day, "Siffran kommer i mars.", by=vera, at=at)
        assert f"{was:%Y-%m-%d}" in Line.objects.get(kind=Kind.PUT_OFF).text


@pytest.mark.parametrize(
    "said",
    [
        "update inquiries_line set text = 'Annat' where kind = 'finding'",
        "delete from inquiries_line",
        "delete from inquiries_inquiry",
        "update inquiries_inquiry set seen = 'Bra'",
        "update inquiries_inquiry set question = 'Varför inte?'",
        "update inquiries_inquiry set result = 'better', closed_at = null where closed_at is not null",
        "update inquiries_inquiry set result = 'better', closed_at = access.at(), closed_by_id = access.me() where closed_at is null",
        "insert into inquiries_line (id, inquiry_id, kind, text, about_id, verdict, at, by_id) select gen_random_uuid(), i.id, 'finding', "
        "'Efteråt', null, '', access.at(), access.me() from inquiries_inquiry i where i.closed_at is not null",
        "insert into inquiries_line (id, inquiry_id, kind, text, about_id, verdict, at, by_id) select gen_random_uuid(), l.inquiry_id, "
        "'done', 'Klart', l.id, '', access.at(), access.me() from inquiries_line l where l.kind = 'hypothesis'",
        "insert into inquiries_line (id, inquiry_id, kind, text, about_id, verdict, at, by_id) select gen_random_uuid(), i.id, 'finding', "
        "'Någon annans', null, '', access.at(), i.owner_id + 1 from inquiries_inquiry i where i.closed_at is null",
    ],
)
def test_by_sql_nothing_that_was_said_is_changed(acting, at, said):
    with acting("vera") as vera:
        a_closed_question(by=vera, at=at)
        a_question(by=vera, at=at)
    for username in ("vera", "karin", "bengt"):
        with acting(username), connection.cursor() as cursor:
            before = (
                list(Line.objects.values_list().order_by("pk")),
                list(Inquiry.objects.values_list().order_by("pk")),
            )
            try:
                with transaction.atomic():
                    cursor.execute(said)
            except DatabaseError:
                pass
            after = (
                list(Line.objects.values_list().order_by("pk")),
                list(Inquiry.objects.values_list().order_by("pk")),
            )
            assert after == before and len(after[1]) == 2


@pytest.mark.parametrize(
    "changed",
    [
        {"closed_at": "access.at()", "closed_by_id": "access.me()", "result": "'better'"},
        {"source": "'x'"},
        {"question": "'20120314-2391'"},
        {"asked_by_id": "access.me() + 1"},
        {},
    ],
    ids=str,
)
def test_a_question_begins_open_in_words_that_are_known(acting, at, changed):
    row = {
        "id": "gen_random_uuid()", "source": "'kolada'", "key": "'N35001'", "title": "'x'", "seen": "'x'", "question": "'Varför?'",
        "owner_id": "access.me()", "look_again_on": "current_date + 9", "asked_at": "access.at()", "asked_by_id": "access.me()",
        "result": "''", "closed_at": "null", "closed_by_id": "null",
    } | changed  # fmt: skip
    said = f"insert into inquiries_inquiry ({', '.join(row)}) select {', '.join(row.values())}"
    with acting("vera"), connection.cursor() as cursor:
        if not changed:
            cursor.execute(said)  # its only fault was that one thing
            return
        with pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute(said)


def test_the_owner_closes_by_sql_only_what_the_rules_would_close(acting, at):
    with acting("vera") as vera:
        one = a_question(by=vera, at=at)
    shut = "update inquiries_inquiry set result = %s, closed_at = access.at(), closed_by_id = access.me() where id = %s"
    with acting("vera"), connection.cursor() as cursor:
        for result in ("better", "explained"):
            with pytest.raises(DatabaseError, match="closed by its owner"), transaction.atomic():
                cursor.execute(shut, [result, one.pk])
    with acting("karin"), connection.cursor() as cursor:
        with pytest.raises(DatabaseError, match="closed by its owner"), transaction.atomic():
            cursor.execute(shut, ["mistake", one.pk])
        with pytest.raises(DatabaseError, match="moved by whose it is"), transaction.atomic():
            cursor.execute(
                "update inquiries_inquiry set look_again_on = look_again_on + 99 where id = %s", [one.pk]
            )


def test_what_was_asked_by_mistake_is_closed_as_such_and_only_by_its_owner(acting, at):
    with acting("vera") as vera:
        one = a_question(by=vera, at=at)
    with acting("karin") as karin:
        for moved in (
            lambda: actions.put_off(one, one.look_again_on + timedelta(days=9), "Senare.", by=karin, at=at),
            lambda: actions.hand_over(one, karin, by=karin, at=at),
        ):
            with pytest.raises(NotYet, match="har hand om frågan"):
                moved()
    with acting("vera") as vera:
        actions.close(one, Result.MISTAKE, "Fel nyckeltal.", by=vera, at=at)


def test_open_questions_stand_first(acting, at):
    with acting("vera") as vera:
        a_closed_question(by=vera, at=at)
        open_one = a_question(by=vera, at=at)
        assert queries.inquiries(vera)[0] == open_one


def test_the_longest_text_closes_and_one_more_is_refused_at_the_field(acting, at):
    from samtid.quality.inquiries.rules import SHORTER

    with acting("vera") as vera:
        one = a_question(by=vera, at=at)
        with pytest.raises(NotYet, match="kortare"):
            actions.close(one, Result.MISTAKE, "x" * (SHORTER + 1), by=vera, at=at)
        actions.close(one, Result.MISTAKE, "x" * SHORTER, by=vera, at=at)


def test_the_year_one_looks_at_is_the_year_one_asks_about(browse):
    page = browse("karin").get(reverse("kolada:why", args=["N33816"]) + "?ar=2018").content.decode()
    assert "2018:" in page


def test_two_who_answer_at_once_are_one_and_a_refusal(acting, at):
    with acting("vera") as vera:
        one = a_question(by=vera, at=at)
        [open_] = [
            line
            for line in Line.objects.filter(kind=Kind.HYPOTHESIS)
            if not Line.objects.filter(about=line).exists()
        ]
        answer = Written(Kind.WEIGHED, "Stämmer.", open_.pk, Verdict.HOLDS)
        actions.write(one, answer, by=vera, at=at)
        with pytest.raises(NotYet, match="redan besvarat"):
            actions.write(one, answer, by=vera, at=at)


def test_a_question_that_was_begun_is_found_again_on_ones_day(browse):
    """Whichever figure it is about: a draft's name is in small letters, a key figure's is not."""
    keys = [kolada.WHY.key(kpi.lower()) for kpi in snapshot.catalogue()] + [
        offers.ASK.key(key) for key in all_indicators()
    ]
    assert [key for key in keys if not is_draft_key(key)] == []
    browser = browse("vera")
    half = {
        "question": "Varför ökar det för oss?",
        "owner": "",
        "draft_key": kolada.WHY.key("n35001"),
        "draft_page": "a1",
    }
    assert browser.post(reverse("kolada:why", args=["N35001"]), half).status_code == 422
    [there] = re.findall(
        r'href="(/jamfor/[^"]+/varfor/[^"]*)"', browser.get(reverse("desk:day")).content.decode()
    )
    assert "Varför ökar det för oss?" in browser.get(there).content.decode()
