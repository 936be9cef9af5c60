"""Telefonen, steg för steg: in by a slip, sent once, and no way to anything else."""

from __future__ import annotations

import json
import re
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from samtid.quality.workshops import queries, rules
from samtid.quality.workshops.words import StepKind
from tests.test_query_counts import MOST, STAMP, counting

from .make import a_receipt, go_to, said, seat_in, three_more, words

RECEIPT = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")
NASTY = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&lt;"


@pytest.fixture
def running(prepared, acting, at):
    with acting("vera") as vera:
        return go_to(prepared, StepKind.WRITE, by=vera, at=at)


@pytest.fixture
def phone(browse, running) -> Client:
    """One that has come in by a slip."""
    visitor = browse()
    answer = visitor.post(
        reverse("seat:sit"), {"code": running.code.lower(), "word": rules.in_fours(words(running)[0])}
    )
    assert (answer.status_code, answer.url) == (303, "/stuga/")
    return visitor


def test_one_comes_in_by_the_code_and_the_word_and_holds_a_cookie_for_these_addresses_only(phone, running):
    page = phone.get("/stuga/").content.decode()
    assert "Vad skulle göra störst skillnad" in page
    assert "sessionid" not in phone.cookies
    cookie = phone.cookies["stuga"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/stuga/", True, "Strict")
    assert words(running)[0] not in cookie.value


@pytest.mark.parametrize(
    ("code", "word"), [("", ""), ("rätt", "AAAA-BBBB"), ("AAAAAA", "rätt"), ("å", "ö" * 400)]
)
def test_a_wrong_word_is_refused_at_its_field_and_what_was_written_stays(browse, running, code, word):
    sent = {
        "code": running.code if code == "rätt" else code,
        "word": words(running)[0] if word == "rätt" else word,
    }
    answer = browse().post(reverse("seat:sit"), sent)
    assert answer.status_code == 422
    assert "stuga" not in answer.cookies
    assert sent["word"] in answer.content.decode()


def test_a_note_is_sent_once_by_a_form_and_gives_a_receipt_once(phone, running, acting, at_a_phone, at):
    page = phone.get("/stuga/").content.decode()
    sent = {name: re.search(rf'name="{name}" value="([^"]*)"', page)[1] for name in ("step", "key")}
    for _ in range(2):
        answer = phone.post(reverse("seat:note"), sent | {"text": "En gemensam jour."})
        assert (answer.status_code, answer.url) == (303, "/stuga/lapp/tack/")
    code = RECEIPT.search(phone.get(answer.url).content.decode())[0]
    assert code == rules.in_fours(sent["key"])
    assert "ligger i lådan" in phone.post(reverse("seat:became"), {"code": code}).content.decode()
    assert not RECEIPT.search(phone.get(answer.url).content.decode())
    with at_a_phone():
        three_more(running, at=at)
    with acting("vera") as vera:
        shop = go_to(running, StepKind.CLUSTER, by=vera, at=at)
        assert [one.text for one in queries.notes(vera, shop)].count("En gemensam jour.") == 1
        assert (
            "går att läsa när stugan är avslutad"
            in phone.post(reverse("seat:became"), {"code": code}).content.decode()
        )
        go_to(shop, None, by=vera, at=at)
    told = phone.post(reverse("seat:became"), {"code": code.lower()}).content.decode()
    assert "ligger inte i något tema" in told


def test_a_script_sends_the_same_and_is_told_in_words(phone, running):
    def send(**said):
        return phone.post(reverse("seat:note"), json.dumps(said), content_type="application/json")

    step = str(running.now_id)
    assert send(step=step, key=a_receipt(1), text="Färre system.").json() == {"svar": "Mottaget."}
    assert "räknas en gång" in send(step=step, key=a_receipt(1), text="Färre system.").json()["svar"]
    asked = send(step=step, key=a_receipt(2), text="Fråga Anna Berg.")
    assert (asked.status_code, asked.json()["fraga"]) == (422, True)
    assert send(step=step, key=a_receipt(2), text="Fråga Anna Berg.", insist="1").status_code == 200
    number = send(step=step, key=a_receipt(3), text="Ring 20120314-2391.")
    assert (number.status_code, number.json()["fraga"]) == (422, False)
    for wrong in (
        {},
        {"step": "x"},
        {"step": step, "key": 7, "text": []},
        {"step": step, "key": "å", "text": "x"},
    ):
        assert send(**wrong).status_code in (409, 422, 200)
    assert phone.post(reverse("seat:note"), "[]", content_type="application/json").status_code == 422


def test_without_a_key_nothing_is_kept(phone, running, acting, at):
    for key in ("", "å", "kort"):
        answer = phone.post(reverse("seat:note"), {"step": str(running.now_id), "key": key, "text": "Lapp."})
        assert answer.status_code == 422, key


def test_votes_are_given_until_they_are_spent(phone, running, acting, at_a_phone, at):
    phone.post(reverse("seat:note"), {"step": str(running.now_id), "key": a_receipt(1), "text": "Jour."})
    with at_a_phone():
        three_more(running, at=at)
    with acting("vera") as vera:
        from samtid.quality.workshops import actions

        shop = go_to(running, StepKind.CLUSTER, by=vera, at=at)
        actions.gather(shop, [n.pk for n in queries.notes(vera, shop)], "Jour", None, by=vera, at=at)
        shop = go_to(shop, StepKind.VOTE, by=vera, at=at)
    theme = re.search(r'name="theme" value="([^"]*)"', phone.get("/stuga/").content.decode())[1]
    for n in range(4):
        sent = {"step": str(shop.now_id), "theme": theme, "key": a_receipt(10 + n)}
        answer = phone.post(reverse("seat:vote"), sent)
        assert answer.status_code == (302 if n < 3 else 422)
    assert "inga röster kvar" in answer.content.decode()
    with at_a_phone():
        for n in (2, 3, 4):
            actions.vote(seat_in(shop, 1, n), shop.now_id, UUID(theme), a_receipt(20 + n), by=None, at=at)
    with acting("vera") as vera:
        shop = go_to(shop, StepKind.DISCUSS, by=vera, at=at)
    assert "Jour: 6 röster" in phone.get("/stuga/").content.decode()


def test_nothing_written_runs_anywhere_it_is_shown(phone, running, acting, browse, at_a_phone, at):
    phone.post(reverse("seat:note"), {"step": str(running.now_id), "key": a_receipt(1), "text": NASTY})
    with at_a_phone():
        three_more(running, at=at)
    with acting("vera") as vera:
        from samtid.quality.workshops import actions

        shop = go_to(running, StepKind.CLUSTER, by=vera, at=at)
        rows = [n.pk for n in queries.notes(vera, shop) if n.text == NASTY]
        assert len(rows) == 1
        theme = actions.gather(shop, rows, NASTY[:100], None, by=vera, at=at)
        actions.pick(theme, NASTY[:100], NASTY, by=vera, at=at)
    vera = browse("vera")
    pages = [phone.get("/stuga/"), phone.post(reverse("seat:became"), {"code": a_receipt(1)})]
    pages += [
        vera.get(reverse(f"workshops:{n}", args=[shop.pk]))
        for n in ("workshop", "cluster", "screen", "results")
    ]
    pages += [vera.get(reverse("workshops:proposals")), vera.get(reverse("workshops:pick", args=[theme.pk]))]
    for page in pages:
        text = page.content.decode()
        assert page.status_code == 200
        assert "alert(1)" not in text or "&lt;script&gt;alert(1)" in text
        assert "<script>alert" not in text and "<img src=x" not in text
        assert "script-src 'self'" in page.headers["Content-Security-Policy"]


def test_a_guests_phone_comes_nowhere_but_to_this_workshop(phone, running):
    from tests.security.world import patterns

    tried = 0
    for name, entry in patterns():
        if entry.pattern.converters or name.split(":")[0] in (
            "seat",
            "portal",
            "law",
            "demo",
            "oidc",
            "look",
        ):
            continue
        for answer in (phone.get(reverse(name)), phone.post(reverse(name), {})):
            assert answer.status_code in (302, 401, 403, 404, 405), name
            assert answer.status_code != 302 or answer.url.startswith("/logga-in/"), (name, answer.url)
        tried += 1
    assert tried > 25
    for name in ("workshop", "cluster", "results", "screen", "slips"):
        answer = phone.get(reverse(f"workshops:{name}", args=[running.pk]))
        assert (answer.status_code, answer.url.startswith("/logga-in/")) == (302, True)
    assert "akt/" not in phone.get("/stuga/").content.decode()


def test_a_slip_is_worth_nothing_when_the_workshop_has_ended(phone, running, acting, at):
    with acting("vera") as vera:
        go_to(running, None, by=vera, at=at)
    assert "Ord på din lapp" in phone.get("/stuga/").content.decode()
    sent = {"step": str(running.now_id), "key": a_receipt(1), "text": "För sent."}
    assert phone.post(reverse("seat:note"), sent).status_code == 422
    assert phone.get(reverse("seat:now")).json() == {"steg": None}


def test_a_cookie_of_ones_own_making_opens_nothing(browse, running):
    visitor = browse()
    for value in ("", "x", seat_in(running), f"{seat_in(running)}:1:abc"):
        visitor.cookies["stuga"] = value
        assert "Ord på din lapp" in visitor.get("/stuga/").content.decode()


def test_eighty_mistakes_from_one_address_shut_nobody_out_and_a_machine_is_shut_out(
    browse, running, monkeypatch, acting, as_owner
):
    visitor = browse()
    for _ in range(80):
        visitor.post(reverse("seat:sit"), {"code": running.code, "word": "AAAA-BBBB"})
    right = {"code": running.code, "word": words(running)[0]}
    assert browse().post(reverse("seat:sit"), right).status_code == 303
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("update workshops_try set count = 3000")
    answer = visitor.post(reverse("seat:sit"), right)
    assert (answer.status_code, "för många gånger" in answer.content.decode()) == (422, True)
    elsewhere = Client(REMOTE_ADDR="192.0.2.9")
    assert elsewhere.post(reverse("seat:sit"), right).status_code == 303
    assert "för många gånger" in visitor.post(reverse("seat:became"), {"code": a_receipt(1)}).content.decode()


def test_a_form_from_another_site_is_refused(running):
    checked = Client(enforce_csrf_checks=True)
    assert (
        checked.post(reverse("seat:sit"), {"code": running.code, "word": words(running)[0]}).status_code
        == 403
    )


def test_the_phones_pages_ask_the_database_a_few_times_however_much_was_written(
    phone, running, at_a_phone, acting, at
):
    phone.get("/stuga/")  # what is remembered for a while is asked once
    with counting() as few:
        assert phone.get("/stuga/").status_code == 200
    with at_a_phone():
        said(running, running.now_id, [f"Lapp {n}" for n in range(60)], at=at)
    with acting("vera") as vera:
        go_to(running, StepKind.CLUSTER, by=vera, at=at)
    with counting() as many:
        assert "Lapp 59" in phone.get("/stuga/").content.decode()
    assert len(many) == len(few) <= MOST - STAMP


def test_a_right_slip_before_the_start_and_after_the_end_is_told_so_and_is_no_wrong_try(
    browse, prepared, acting, as_owner, at
):
    right = {"code": prepared.code, "word": words(prepared)[0]}
    early = browse().post(reverse("seat:sit"), right)
    assert (early.status_code, "har inte börjat" in early.content.decode()) == (422, True)
    with acting("vera") as vera:
        go_to(go_to(prepared, StepKind.WRITE, by=vera, at=at), None, by=vera, at=at)
    assert "stugan är över" in browse().post(reverse("seat:sit"), right).content.decode()
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("select count(*) from workshops_try")
        assert cursor.fetchone() == (0,)


def test_when_it_is_too_much_in_all_only_those_who_were_often_wrong_are_shut_out(running, as_owner, browse):
    right = {"code": running.code, "word": words(running)[0]}
    often, seldom = Client(REMOTE_ADDR="192.0.2.1"), Client(REMOTE_ADDR="192.0.2.2")
    browse().get("/stuga/")
    with as_owner(), connection.cursor() as cursor:
        for visitor, many in ((often, 20), (seldom, 1)):
            visitor.post(reverse("seat:sit"), {"code": running.code, "word": "AAAA-BBBB"})
            cursor.execute("update workshops_try set count = %s where count = 1", [many or 1])
            if many == 20:
                continue
        cursor.execute(
            "insert into workshops_try (id, source, hour, count) select gen_random_uuid(), 'x', hour, 200000 from workshops_try limit 1"
        )
    assert "för många gånger" in often.post(reverse("seat:sit"), right).content.decode()
    assert seldom.post(reverse("seat:sit"), right).status_code == 303


@pytest.mark.parametrize(
    "text", ["Det kostar 1200000000kr.", "Vi sparar 100000 2000kr.", "Nummer 181203151234."]
)
def test_what_the_table_would_refuse_is_refused_in_words(phone, running, text):
    sent = {"step": str(running.now_id), "key": a_receipt(1), "text": text}
    answer = phone.post(reverse("seat:note"), sent)
    assert (answer.status_code, "ser ut som ett personnummer" in answer.content.decode()) == (422, True)


def test_each_themes_button_has_a_key_of_its_own(phone, running, acting, at_a_phone, at):
    phone.post(reverse("seat:note"), {"step": str(running.now_id), "key": a_receipt(1), "text": "Jour."})
    with at_a_phone():
        three_more(running, at=at)
    with acting("vera") as vera:
        from samtid.quality.workshops import actions

        shop = go_to(running, StepKind.CLUSTER, by=vera, at=at)
        notes = [n.pk for n in queries.notes(vera, shop)]
        themes = [actions.gather(shop, notes[n : n + 1], f"Tema {n}", None, by=vera, at=at) for n in (0, 1)]
        shop = go_to(shop, StepKind.VOTE, by=vera, at=at)
    keys = re.findall(r'name="key" value="([^"]*)"', phone.get("/stuga/").content.decode())
    assert len(set(keys)) == len(keys) == 2
    with at_a_phone():
        held = seat_in(shop, 1, 4)
        told = [
            actions.vote(held, shop.now_id, one.pk, keys[0], by=None, at=at) for one in (*themes, themes[0])
        ]
    assert told == ["kept", "other", "already"]


def test_the_big_screen_is_bare_and_keeps_nobody_logged_in(running, browse):
    vera = browse("vera")
    address = reverse("workshops:screen", args=[running.pk])
    vera.get(reverse("workshops:workshop", args=[running.pk]))
    session = vera.session
    session["seen"] = long_ago = session["seen"] - 300
    session.save()
    told = vera.get(address).content.decode()
    assert "Vera Frisk" not in told and "Logga ut" not in told and running.code in told
    assert vera.session["seen"] == long_ago
    vera.get(reverse("workshops:workshop", args=[running.pk]))
    assert vera.session["seen"] > long_ago
