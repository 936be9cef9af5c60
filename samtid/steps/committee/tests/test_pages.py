"""Sammanträdenas sidor: what each sees, and what bad input leaves as it was."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

from django.urls import reverse
from pypdf import PdfReader

from samtid.base.dossier.actions import set_protection
from samtid.base.people.words import Protection
from samtid.steps.committee import actions, queries
from samtid.steps.committee.models import AgendaLine, Meeting
from samtid.steps.committee.words import Outcome
from samtid.steps.decisions.models import Decision
from samtid.steps.investigations.tests.make import a_childs_investigation, an_elders_investigation

from .make import a_line, a_meeting, a_placement, decided, held


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def address(name, about=None) -> str:
    return reverse(f"committee:{name}", args=[about.pk] if about is not None else [])


def test_a_whole_meeting_in_the_browser(browse, acting, at, later, childs):
    karin = browse("karin")
    form = {
        "committee": Meeting._meta.get_field("committee").related_model.objects.get().pk,
        "level": "committee",
        "short": "SN AU",
        "starts_at": "2026-11-24 10:30",
        "place": "Stadshuset",
    }
    assert karin.post(address("new"), form).status_code == 302
    with acting("bo") as bo:
        draft = a_placement(childs, by=bo, at=at)
        meeting = Meeting.objects.get()
    bo = browse("bo")
    assert "Anmäl till ett sammanträde" in text_of(bo.get(reverse("decisions:decision", args=[draft.pk])))
    raised = bo.post(address("raise", draft), {"meeting": meeting.pk, "extra_why": ""})
    assert raised.status_code == 302
    assert bo.get(address("raise", draft)).status_code == 302
    karin = browse("karin")
    assert "Alva" in text_of(karin.get(address("meeting", meeting)))
    assert karin.post(address("call", meeting)).status_code == 302
    karin = browse("karin", later)
    who = {"chair": "Berit Provdal", "present": "Berit Provdal", "adjuster": "Sten Provberg"}
    assert karin.post(address("hold", meeting), who).status_code == 302
    with acting("karin", at=later):
        line = AgendaLine.objects.get()
    page = text_of(karin.get(address("settle", line)))
    assert "Alva och hennes familj" in page
    said = {"outcome": "decided", "paragraph": "12", "is_certified": "on"}
    assert karin.post(address("settle", line), said).status_code == 302
    assert "Registrera beslutet" in text_of(karin.get(address("matter", line)))
    assert "Registrera beslutet" in text_of(karin.get(reverse("desk:day")))
    assert karin.post(address("register", line), {"version": draft.version}).status_code == 302
    with acting("karin", at=later):
        assert Decision.objects.get(pk=draft.pk).minute == "SN AU 2026-11-24 § 12"
    assert karin.post(address("adjust", meeting)).status_code == 302
    assert "Protokollet justerat" in text_of(karin.get(address("list")))


def test_bad_input_is_said_at_the_field_and_changes_nothing(browse, acting, later, line):
    karin = browse("karin")
    for name, about, sent, said in (
        ("new", None, {"starts_at": "2025-01-01 10:00", "short": "SN AU"}, "Välj nämnd"),
        ("move", line.meeting, {"starts_at": "2026-11-20 10:00"}, "inte har varit"),
        ("cancel", line.meeting, {"why": "Ordföranden är sjuk."}, "står på föredragningslistan"),
        ("hold", line.meeting, {"chair": "B", "present": "B", "adjuster": "S"}, "inte gått ut"),
        ("hold", line.meeting, {"chair": "850101-2382", "present": "B", "adjuster": "S"}, "personnummer"),
        ("settle", line, {"outcome": "x", "paragraph": "0"}, "Paragraferna börjar på 1"),
        ("settle", line, {"outcome": "decided", "paragraph": "5"}, "Skriv först att sammanträdet är hållet"),
        ("withdraw", line, {"why": ""}, "Skriv varför"),
        ("move_matter", line, {"next_meeting": str(line.pk), "why": "Skolan svarar inte."}, "giltig"),
        ("correct", line, {"text": "Det var en annan dag."}, "inget skrivet"),
    ):
        answer = karin.post(address(name, about), sent)
        assert answer.status_code == 422, (name, sent)
        assert said.lower() in text_of(answer).lower(), (name, sent)
    assert karin.post(address("adjust", line.meeting)).status_code == 422
    assert karin.get(address("extract", line)).status_code == 422
    assert karin.post(address("register", line), {}).status_code == 422
    with acting("karin"):
        now = Meeting.objects.get()
        assert now.state == "planned" and queries.lines(now.planned_by).get().is_open


def test_a_caseworker_reads_the_list_and_does_not_keep_it(browse, line):
    bo = browse("bo")
    page = text_of(bo.get(address("meeting", line.meeting)))
    assert "Alva" in page and "Kallelsen har gått ut</button>" not in page
    assert bo.post(address("call", line.meeting)).status_code == 422
    assert bo.get(address("new")).status_code == 200
    assert "sköts av en enhetschef" in text_of(bo.get(address("new")))


def test_those_without_a_key_find_a_place_and_no_person(browse, line):
    gun = browse("gun")
    page = text_of(gun.get(address("meeting", line.meeting)))
    assert "ett ärende du inte har nyckel till" in page
    assert "Alva" not in page and line.case.number not in page
    assert gun.get(address("minutes", line.meeting)).status_code == 422
    for name in ("matter", "settle", "withdraw", "move_matter", "correct", "extract"):
        assert gun.get(address(name, line)).status_code == 404, name
    assert gun.get(address("raise", line.decision)).status_code == 404
    for username in ("bengt", "vera", "ola", "tova", "kurt"):
        assert browse(username).get(address("meeting", line.meeting)).status_code == 404, username
        assert browse(username).get(address("list")).status_code == 404, username


def test_an_extract_shows_one_persons_matter_and_the_minutes_are_for_those_who_see_all(
    browse, acting, at, later, staff, line
):
    from samtid.steps.decisions.tests.make import a_draft

    elder = an_elders_investigation(maja=staff("maja"), ulf=staff("ulf"), at=at)
    with acting("ulf") as ulf:
        other = actions.raise_matter(a_draft(elder, by=ulf, at=at), line.meeting, by=ulf, at=at)
    with acting("karin", at=later) as karin:
        held(line.meeting, by=karin, at=later)
        actions.settle(line, decided(12, left_room="Karl Testlund"), by=karin, at=later)
    with acting("gun", at=later) as gun:
        actions.settle(other, decided(13), by=gun, at=later)
    answer = browse("karin", later).get(address("extract", line))
    said = " ".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)
    assert "§ 12" in said and "Alva" in said and "Karl Testlund" in said
    assert "Elsa" not in said and "§ 13" not in said
    assert browse("karin", later).get(address("minutes", line.meeting)).status_code == 422


def test_the_whole_minutes_are_printed_by_one_who_has_every_key(browse, acting, later, line):
    with acting("karin", at=later) as karin:
        held(line.meeting, by=karin, at=later)
        actions.settle(line, decided(12), by=karin, at=later)
    answer = browse("karin", later).get(address("minutes", line.meeting))
    assert answer.status_code == 200 and answer["Content-Type"] == "application/pdf"


def test_a_protected_matter_leaves_no_name_with_the_manager(browse, acting, at, line):
    with acting("bo") as bo:
        set_protection(line.case, Protection.MARKED, by=bo, at=at)
    page = text_of(browse("karin").get(address("meeting", line.meeting)))
    assert "Alva" not in page and "ett ärende du inte har nyckel till" in page
    assert "Alva" in text_of(browse("bo").get(address("meeting", line.meeting)))


def test_what_is_late_is_on_the_day_of_whoever_keeps_the_meeting(browse, acting, later, line):
    assert "Skriv att det är hållet" in text_of(browse("karin", later).get(reverse("desk:day")))
    with acting("karin", at=later) as karin:
        held(line.meeting, by=karin, at=later)
    assert "Protokollet ska justeras" in text_of(browse("karin", later).get(reverse("desk:day")))
    assert "Protokollet ska justeras" not in text_of(browse("rut", later).get(reverse("desk:day")))


def test_a_returned_draft_is_told_its_writer_on_the_day(browse, acting, later, line):
    from samtid.steps.committee import rules

    said = rules.Said(outcome=Outcome.RETURNED, paragraph=12, text="Barnets egen vilja framgår inte.")
    with acting("karin", at=later) as karin:
        held(line.meeting, by=karin, at=later)
        actions.settle(line, said, by=karin, at=later)
    assert "Barnets egen vilja" in text_of(browse("bo", later).get(reverse("desk:day")))


def test_a_clock_that_breaks_is_on_the_managers_day(browse, acting, at, line):
    with acting("karin") as karin:
        far = a_meeting(by=karin, at=at, after=timedelta(days=200))
    with acting("bo") as bo:
        actions.move_matter(line, far, "Skolan svarar först i vår.", by=bo, at=at)
    assert "En frist går ut före sammanträdet" in text_of(browse("karin").get(reverse("desk:day")))
    assert "före sammanträdet" in text_of(browse("karin").get(address("meeting", far)))


# What pytest's own transaction adds to the fifteen questions a page may ask, less the stamp, which is not counted.
AROUND = 2 - 1


def test_the_pages_ask_little_however_long_the_list(
    browse, acting, at, later, staff, line, django_assert_max_num_queries
):
    from samtid.base.people.actions import Details
    from samtid.base.people.words import NumberKind

    brother = Details("Nils", "Nyström", number="201001022381", number_kind=NumberKind.PERSONNUMMER)
    found = a_childs_investigation(maja=staff("maja"), bo=staff("bo"), at=at, person=brother)
    with acting("bo") as bo:
        a_line(found, line.meeting, by=bo, at=at)
    karin = browse("karin")
    for address_ in (address("meeting", line.meeting), address("matter", line), address("list")):
        karin.get(address_)
        with django_assert_max_num_queries(15 + AROUND):
            assert karin.get(address_).status_code == 200
