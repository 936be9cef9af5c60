"""Sidorna, som den som läser, den som skriver och den som beslutar."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from samtid.base.organisation.models import Unit
from samtid.ground import clock
from samtid.ground.sweden import swedish_day
from samtid.quality.deviations.models import Report
from samtid.quality.routines import actions
from samtid.quality.routines.models import Routine, Version
from tests.test_query_counts import MOST, STAMP, counting

from .make import a_routine, words, write_routines

DAY = timedelta(days=1)
FILLED = {
    "place": "investigations:hear_child", "title": "Samtal med barnet", "text": "# Före\n- Låt barnet välja plats",
    "checklist": "Barnet vet varför", "why": "Ny.", "wanted_from": "2026-12-01", "next_on": "2027-06-01",
}  # fmt: skip


def read(browser: Client, name: str, *arguments: object, more: str = "") -> str:
    answer = browser.get(reverse(name, args=arguments) + more)
    assert answer.status_code == 200, (name, answer.status_code)
    return answer.content.decode()


def sent(browser: Client, address: str, /, *arguments: object, **fields: object) -> tuple[int, str]:
    answer = browser.post(reverse(address, args=arguments), fields)
    return answer.status_code, answer.content.decode() if answer.status_code != 302 else answer.url


def test_every_page_leads_to_how_we_do_it_here_and_asks_nothing_of_the_database_for_it(browse, decided):
    tova = browse("tova")
    page = tova.get(reverse("visits:today")).content.decode()
    assert 'href="/rutiner/sa-gor-vi/?steg=visits:today"' in page
    assert decided.title not in page


def test_the_step_shows_what_holds_today_with_its_checklist(browse, decided):
    page = read(browse("bo"), "routines:here", more="?steg=investigations:hear_child")
    for said in (
        "Skyddsbedömning samma dag",
        "<li>Sök syskon</li>",
        "Anmälan är läst",
        "Inte läst",
        "av chef, Utredning barn och unga",
    ):
        assert said in page, said
    assert "?steg=investigations:hear_child&amp;rutin=" in page
    # another unit's is told of beneath, and a page without a step leads to the map
    assert "Så gör andra enheter" in read(browse("tova"), "routines:here", more="?steg=investigations:plan")
    for asked in ("", "?steg=", "?steg=x:y", "?steg=<b>&steg=%2F", f"?steg={'x' * 500}"):
        assert "Alla steg och rutiner" in read(browse("bo"), "routines:here", more=asked)


def test_one_who_has_read_sees_what_has_changed_since(browse, decided, acting, at):
    bo = browse("bo")
    status, where = sent(bo, "routines:mark_read", decided.pk)
    assert (status, where) == (302, reverse("routines:routine", args=[decided.routine_id]))
    here = "?steg=investigations:hear_child"
    assert "Ändrat sedan" not in read(bo, "routines:here", more=here)
    with acting("vera") as vera:
        new = actions.propose(
            decided.routine, words(at, why="Halvsyskon", text="Sök halvsyskon."), by=vera, at=at
        )
    assert "Ändrat sedan" not in read(bo, "routines:here", more=here), "a draft is nothing to read"
    with acting("karin") as karin:
        actions.decide(new, swedish_day(at), by=karin, at=at)
    page = read(bo, "routines:here", more=here)
    assert "Ändrat sedan du senast läste" in page and f"{new.pk}/?fran=1" in page
    difference = read(bo, "routines:version", new.pk, more="?fran=1")
    assert "<del>Läs hela anmälan.</del>" in difference and "<ins>Sök halvsyskon.</ins>" in difference
    assert "Ändrat sedan" in read(browse("bo"), "routines:routine", decided.routine_id)


def test_from_writing_to_deciding_and_what_is_refused_keeps_what_was_written(browse, staff, acting):
    vera, karin = browse("vera"), browse("karin")
    with acting("vera"):
        unit = str(Unit.objects.get(name="Utredning barn och unga").pk)
    assert "Hela kommunen" in read(vera, "routines:write", more="?steg=visits")
    assert "Hela kommunen" not in read(karin, "routines:write")
    filled = FILLED | {"covers": unit, "owner": str(staff("karin").pk)}
    status, page = sent(
        vera, "routines:write", **filled | {"text": "Barnet 20120314-2391", "place": "finns-inte"}
    )
    assert (status, "Barnet 20120314-2391" in page, "Välj ett steg" in page) == (422, True, True)
    status, page = sent(vera, "routines:write", **filled | {"text": "Barnet 20120314-2391"})
    assert (status, "ser ut som ett personnummer" in page) == (422, True)
    status, page = sent(karin, "routines:write", **filled | {"covers": "hela"})
    assert (status, "Välj en enhet i listan" in page) == (422, True)
    status, where = sent(vera, "routines:write", **filled)
    assert status == 302
    page = vera.get(where).content.decode()
    assert "Den gäller inte" in page and "någon annan beslutar" in page
    day = karin.get("/min-dag/").content.decode()
    assert "Besluta eller skicka tillbaka" in day and "Samtal med barnet" in day
    assert "Rutiner</h2>" not in vera.get("/min-dag/").content.decode()
    with acting("vera"):
        [draft] = Version.objects.filter(title="Samtal med barnet")
    assert 'value="2026-12-01"' in read(karin, "routines:decide", draft.pk)
    status, page = sent(karin, "routines:decide", draft.pk, valid_from="2026-11-01")
    assert (status, "Dagen har varit" in page, 'value="2026-11-01"' in page) == (422, True, True)
    assert sent(vera, "routines:decide", draft.pk, valid_from="2026-12-01")[0] == 422
    assert sent(karin, "routines:decide", draft.pk, valid_from="2026-12-01")[0] == 302
    assert "redan avgjord" in read(karin, "routines:decide", draft.pk)


def test_those_who_do_not_write_find_no_form_and_see_no_draft(browse, draft, decided):
    bo = browse("bo")
    for name, pk in (
        ("write", ()), ("propose", (decided.routine_id,)), ("review", (decided.routine_id,)), ("withdraw", (decided.routine_id,)),
        ("decide", (decided.pk,)), ("send_back", (decided.pk,)),
    ):  # fmt: skip
        assert bo.get(reverse(f"routines:{name}", args=pk)).status_code == 404, name
    page = read(bo, "routines:routine", decided.routine_id)
    assert "Se över" not in page.replace("Ses över", "") and "Läst av" not in page
    assert "Läst av färre än fem" in read(browse("karin"), "routines:routine", decided.routine_id)
    assert reverse("routines:write") not in read(bo, "routines:start")


def test_a_review_and_a_withdrawal_are_refused_in_words_and_kept(browse, decided, acting):
    karin, routine = browse("karin"), decided.routine_id
    status, page = sent(karin, "routines:review", routine, said="Följs.", next_on="2020-01-01", owner="")
    assert (status, "Dagen har varit" in page or "Välj vem" in page, "Följs." in page) == (422, True, True)
    with acting("karin") as one:
        owner = str(one.pk)
    assert (
        sent(karin, "routines:review", routine, said="Följs.", next_on="2027-03-01", owner=owner, seen="0")[0]
        == 302
    )
    status, page = sent(karin, "routines:withdraw", routine, said="Behövs inte.", seen="0")
    assert (status, "hann före" in page, "Behövs inte." in page) == (422, True, True)
    assert sent(karin, "routines:withdraw", routine, said="Behövs inte.", seen="1")[0] == 302
    assert "Upphävd" in read(browse("bo"), "routines:routine", routine)
    assert "Ingen rutin gäller här" in read(browse("bo"), "routines:here", more="?steg=investigations")


def test_the_words_are_never_markup(browse, acting, staff, at):
    with acting("vera") as vera:
        one = a_routine(
            staff("karin"),
            by=vera,
            at=at,
            title="<b>x</b>",
            text="# <script>\n- <img src=x>\nord",
            checklist="<i>",
        )
    with acting("karin") as karin:
        actions.decide(one, swedish_day(at), by=karin, at=at)
    page = read(browse("bo"), "routines:here", more="?steg=investigations")
    for said in ("<b>x", "<script>\n", "<img src=x", "<i>"):
        assert said not in page.split("<main", 1)[1].split("</main>")[0], said


def test_a_deviation_has_the_step_and_the_version_that_was_read(browse, decided, acting):
    tova = browse("tova")
    address = reverse("deviations:report") + f"?steg=investigations:hear_child&rutin={decided.pk}"
    page = tova.get(address).content.decode()
    assert "Rutinen du läste följer med" in page and f'value="{decided.pk}"' in page
    with acting("tova"):
        unit = Unit.objects.get(name="Hemtjänst").pk
    filled = {
        "page": "investigations:hear_child", "routine": str(decided.pk), "text": "Ingen frågade barnet.", "unit": unit,
        "informed_at": "2026-11-21 08:00", "tracks": ["deviation"],
    }  # fmt: skip
    answer = tova.post(reverse("deviations:report"), filled)
    assert answer.status_code == 302
    with acting("tova"):
        [report] = Report.objects.all()
    assert (report.routine, report.step) == (decided.pk, "investigations")
    way = f"{reverse('routines:here')}?version={decided.pk}"
    assert way in tova.get(answer.url).content.decode()
    assert tova.get(way).url == reverse("routines:version", args=[decided.pk])
    # what is no key goes along nowhere, and a step without a routine carries none from before
    assert tova.post(reverse("deviations:report"), filled | {"routine": "<b>"}).status_code == 302
    assert (
        str(decided.pk) not in tova.get(reverse("deviations:report") + "?steg=visits:today").content.decode()
    )


def test_a_report_leads_to_no_row_that_is_not_a_decided_version(browse, draft, decided, acting, at):
    with acting("karin") as karin:
        waiting = actions.propose(decided.routine, words(at), by=karin, at=at)
    for username, key in (("vera", waiting.pk), ("vera", decided.routine_id), ("bo", "<b>"), ("bo", "")):
        page = read(browse(username), "routines:here", more=f"?version={key}")
        assert "finns inte bland det som är beslutat" in page, key


def test_a_step_without_a_routine_is_said_to_lack_one_with_its_name(browse):
    page = read(browse("bo"), "routines:here", more="?steg=fees:decide")
    assert f"{reverse('improvement:hard')}?steg=fees:" in page and "Säg att en rutin saknas" in page


def test_from_a_page_of_a_whole_file_one_comes_to_the_step_one_is_in(browse, decided):
    bo = browse("bo")
    for asked in ("desk:dossier", "dossier:write_note", ""):
        assert '?steg=investigations"' in read(bo, "routines:here", more=f"?steg={asked}"), asked
    assert "Välj det du står i" not in read(bo, "routines:here", more="?steg=investigations:plan")


def test_what_is_for_the_department_is_for_its_units_too(browse, decided, acting, staff, at, as_owner):
    here = "?steg=investigations:hear_child"
    assert "Så gör andra enheter" in read(browse("tova"), "routines:here", more=here)
    with as_owner():
        Unit.objects.filter(name="Hemtjänst").update(parent=decided.routine.covers_id)
    page = read(browse("tova"), "routines:here", more=here)
    assert "Så gör andra enheter" not in page and "Anmälan är läst" in page


def test_who_has_read_comes_back_to_the_step_she_stood_in(browse, decided):
    bo, here = browse("bo"), "?steg=investigations:hear_child"
    assert 'name="steg" value="investigations:hear_child"' in read(bo, "routines:here", more=here)
    status, where = sent(bo, "routines:mark_read", decided.pk, steg="investigations:hear_child")
    assert (status, where) == (302, reverse("routines:here") + "?steg=investigations%3Ahear_child")
    for odd in ("//elsewhere.example", "x:y", "<b>"):
        where = sent(bo, "routines:mark_read", decided.pk, steg=odd)[1]
        assert where == reverse("routines:routine", args=[decided.routine_id])


def test_whoever_decides_is_told_what_all_may_read_what_may_be_a_name_and_what_never_comes_to_hold(
    browse, decided, acting, staff, at
):
    with acting("karin") as karin:
        coming = actions.propose(decided.routine, words(at), by=karin, at=at)
    with acting("vera") as vera:
        actions.decide(coming, swedish_day(at) + 100 * DAY, by=vera, at=at)
        said = words(at, is_public=True, text="Fråga Anna Svensson först.")
        one = actions.propose(decided.routine, said, True, by=vera, at=at)
    page = read(browse("karin"), "routines:decide", one.pk)
    for told in ("Rubriken, texten och checklistan", "läsbar för alla", "namn på någon: Anna.", "Version 2 är beslutad från"):  # fmt: skip
        assert told in page, told
    assert "alla, i det öppna registret" in read(browse("vera"), "routines:write")


def test_whoever_writes_is_told_what_it_takes_the_place_of(browse, decided, acting, at):
    with acting("karin") as karin:
        waiting = actions.propose(decided.routine, words(at), by=karin, at=at)
    page = read(browse("vera"), "routines:propose", decided.routine_id)
    assert "Version 2 av Karin Berg väntar på beslut" in page
    with acting("vera") as vera:
        actions.send_back(waiting, "Skriv var.", by=vera, at=at)
    page = read(browse("karin"), "routines:propose", decided.routine_id)
    assert "som Vera Frisk skickade tillbaka: Skriv var." in page
    assert "Skickade tillbaka" in read(browse("karin"), "routines:start")


def test_one_who_was_not_first_is_led_to_what_stands_now(browse, decided, acting, at):
    with acting("karin") as karin:
        newer = actions.propose(decided.routine, words(at), by=karin, at=at)
    for seen in ({"seen": "1"}, {}):
        status, page = sent(browse("vera"), "routines:propose", decided.routine_id, **FILLED, **seen)
        assert (status, "hann före" in page) == (422, True)
        assert f'{reverse("routines:version", args=[newer.pk])}">Läs det som står nu' in page


def test_the_writer_is_told_when_nobody_else_can_decide(browse, staff, at, left):
    filled = FILLED | {"covers": "hela", "owner": str(staff("vera").pk)}
    vera = browse("vera")
    where = sent(vera, "routines:write", **filled)[1]
    assert "Ingen annan än du kan besluta" in vera.get(where).content.decode()
    unit = str(staff("karin").memberships.get().unit_id)
    where = sent(vera, "routines:write", **filled | {"covers": unit})[1]
    assert "ser det på Min dag" in vera.get(where).content.decode()


def test_a_routine_whose_owner_has_left_is_on_the_quality_developers_day(browse, decided, staff, at, left):
    left(staff("karin"), swedish_day(at))
    with clock.set_to(lambda: at + 2 * DAY):
        day = browse("vera").get("/min-dag/").content.decode()
        assert "Rutinen behöver någon som ansvarar" in day and "Efter Karin Berg" in day
        page = read(browse("vera"), "routines:review", decided.routine_id)
        assert "har slutat ansvara" in page
        status, page = sent(browse("vera"), "routines:review", decided.routine_id, said="Sedd.", next_on="2027-03-01", owner=str(staff("karin").pk))  # fmt: skip
        assert (status, "Välj en chef eller kvalitetsutvecklare" in page) == (422, True)


def test_everybody_reads_the_open_register_and_no_name(browse, decided):
    visitor = Client()
    page = visitor.get(reverse("portal:open_routines")).content.decode()
    assert "Skyddsbedömning samma dag" in page and "Chef, Utredning barn och unga" in page
    assert "Läs hela anmälan" not in page and "Karin" not in page
    file = visitor.get(reverse("portal:open_routines_csv"))
    assert file["Content-Type"].startswith("text/csv") and "Skyddsbedömning" in file.content.decode()
    assert reverse("portal:open_routines") in visitor.get(reverse("portal:open")).content.decode()


@pytest.mark.parametrize("many", [1, 12])
def test_the_pages_ask_as_often_with_many_as_with_few(browse, acting, staff, at, many):
    with acting("vera") as vera:
        made = [a_routine(staff("karin"), by=vera, at=at, title=f"Rutin {n}") for n in range(many)]
    with acting("karin") as karin:
        for one in made:
            actions.decide(one, swedish_day(at), by=karin, at=at)
    for username, name, arguments in (
        ("bo", "routines:start", ()), ("karin", "routines:start", ()), ("bo", "routines:here", ()),
        ("karin", "routines:routine", (made[0].routine_id,)), ("karin", "routines:version", (made[0].pk,)),
        ("vera", "routines:write", ()), ("karin", "routines:review", (made[0].routine_id,)),
    ):  # fmt: skip
        browser = browse(username)
        with counting() as asked:
            read(browser, name, *arguments, more="?steg=investigations" if name == "routines:here" else "")
        assert len(asked) <= MOST + STAMP, (name, len(asked), asked)


def test_the_lived_in_town_has_one_of_each(db, at, as_owner):
    write_routines(at)
    with as_owner():
        assert Routine.objects.filter(withdrawn_on=None).count() == 3
        assert Version.objects.exclude(returned_at=None).count() == 1
        assert Version.objects.filter(decided_at=None, returned_at=None).count() == 2
