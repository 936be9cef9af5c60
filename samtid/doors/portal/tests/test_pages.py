"""The open pages, as somebody without a log-in meets them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from samtid.base.dossier.words import Need
from samtid.ground import clock
from samtid.ground.law import catalogue
from samtid.steps.intake.models import Report
from samtid.steps.intake.words import Kind, ReporterCategory

WRITTEN = {"who": "self", "text": "Vi klarar inte hyran den här månaden.", "reporter_name": "Elsa Berg"}
CHILD = {"who": "private", "text": "Barnet på tvåan gråter varje natt."}


@pytest.fixture(autouse=True)
def moment(monkeypatch, at, db):
    from samtid.ground import clock

    monkeypatch.setattr(clock, "_source", lambda: at)


def test_the_first_page_asks_for_the_need_and_names_no_unit(client):
    page = client.get("/").content.decode()
    assert page.count("/behov/") == len(Need)
    for unit in ("Mottagning<", "Biståndsbedömning", "LSS-handläggning", "Öppenvård"):
        assert unit not in page
    assert "Lämna sidan snabbt" in page
    assert "sessionid" not in client.cookies


def test_addresses_and_titles_do_not_tell_the_need(client):
    for need in Need:
        address = reverse("portal:need", args=[need])
        assert str(need) not in address
        page = client.get(address).content.decode()
        assert "<title>Berätta – " in page
        assert "Lämna sidan snabbt" in page


@pytest.mark.parametrize("need", list(Need))
def test_every_need_can_be_told_and_lands_in_the_queue(client, acting, at, need):
    fields = CHILD if need == Need.CHILD else WRITTEN
    answer = client.post(reverse("portal:need", args=[need]), fields)
    assert (answer.status_code, answer.url) == (303, "/kvitto/")
    with acting("maja"):
        report = Report.objects.get()
        assert (report.need, report.channel, report.received_at, report.registered_by) == (
            need,
            "web",
            at,
            None,
        )
        kinds = {Need.CHILD: Kind.REPORT, Need.QUESTION: Kind.QUESTION}
        assert report.kind == kinds.get(need, Kind.APPLICATION)


def test_the_receipt_is_shown_once_and_tells_nothing(client, acting):
    answer = client.post(
        reverse("portal:need", args=["child"]), CHILD | {"about_name": "Alva Nyström"}, follow=True
    )
    with acting("maja"):
        code = Report.objects.get().receipt
    page = answer.content.decode()
    assert code in page
    for secret in ("Alva", "barn", "gråter", "orolig"):
        assert secret not in page
    assert code not in client.get("/kvitto/").content.decode()
    money = client.post(reverse("portal:need", args=["money"]), WRITTEN, follow=True).content.decode()
    with acting("maja"):
        other = Report.objects.get(need="money").receipt
    main = [one.partition("<main")[2].replace(other, code) for one in (page, money)]
    assert main[0] == main[1], "the same page whatever was written"


@pytest.mark.parametrize(
    ("need", "fields", "sentence"),
    [
        ("child", CHILD | {"text": ""}, "Skriv något här."),
        ("child", CHILD | {"who": ""}, "Välj vem du är."),
        ("child", CHILD | {"text": "x" * 8001}, "Texten är 1 tecken för lång"),
        ("money", WRITTEN | {"who": "ingen"}, "Välj"),
        ("money", WRITTEN | {"reporter_name": "x" * 161}, "Texten är 1 tecken för lång"),
        ("question", {"text": "  "}, "Skriv något här."),
        ("violence", WRITTEN | {"webbsida": "robot"}, "Skicka igen."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(client, acting, need, fields, sentence):
    answer = client.post(reverse("portal:need", args=[need]), fields)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert fields["text"].strip()[:200] in page
    with acting("maja"):
        assert not Report.objects.exists()


def test_a_private_person_may_be_anonymous(client, acting):
    client.post(reverse("portal:need", args=["child"]), CHILD)
    with acting("maja"):
        assert Report.objects.get().is_anonymous


def test_an_authority_is_asked_for_its_name_once_and_never_turned_away(client, acting):
    address = reverse("portal:need", args=["child"])
    fields = CHILD | {"who": "work", "workplace": "school", "wants_feedback": "on"}
    answer = client.post(address, fields)
    assert answer.status_code == 422
    assert 'name="insist" value="1"' in answer.content.decode()
    assert client.post(address, fields | {"insist": "1"}).status_code == 303
    with acting("maja"):
        report = Report.objects.get()
        assert (report.reporter_category, report.is_anonymous) == (ReporterCategory.SCHOOL, False)
        assert report.wants_feedback


def test_siblings_become_a_report_each(client, acting):
    client.post(
        reverse("portal:need", args=["child"]),
        CHILD | {"about_name": "Alva", "other_children": "Elis\nLo 20150101"},
    )
    with acting("maja"):
        assert set(Report.objects.values_list("about_name", "about_age")) == {
            ("Alva", ""),
            ("Elis", ""),
            ("Lo", "född 2015-01-01"),
        }


def test_violence_is_urgent_and_says_how_to_be_reached(client, acting):
    fields = WRITTEN | {"safe_contact": "Ring min syster på dagtid.", "children_at_home": "yes"}
    client.post(reverse("portal:need", args=["violence"]), fields)
    with acting("maja"):
        report = Report.objects.get()
        assert report.is_urgent
        assert report.safe_contact == "Ring min syster på dagtid."
        assert "barn i hemmet? Ja." in report.told.text


def test_every_rule_is_listed_with_its_paragraph_and_found_by_words(client):
    page = client.get(reverse("law:list")).content.decode()
    for rule in catalogue.ALL:
        assert reverse("law:rule", args=[rule.id]) in page
    found = client.get(reverse("law:list"), {"sok": "forhandsbedomning 20:2"}).content.decode()
    assert "CH-02" in found
    assert "CH-05" not in found
    part = client.get(reverse("law:list"), {"sok": "finns inte alls"}, headers={"HX-Request": "true"})
    assert "Ingen regel innehåller orden." in part.content.decode()
    assert "<html" not in part.content.decode()


def test_the_rules_are_folded_by_area_until_one_searches_or_unfolds_them(client):
    address = reverse("law:list")
    folded, sought, whole = (
        client.get(address, query).content.decode() for query in ({}, {"sok": "lex sarah"}, {"visa": "alla"})
    )

    areas = len(catalogue.SECTIONS)
    assert sum(f'id="del-{number}">' in folded for number in range(1, areas + 1)) == areas
    assert 'id="del-1" open>' in sought, "what was found is seen at once"
    assert sum(f'id="del-{number}" open>' in whole for number in range(1, areas + 1)) == areas
    assert 'href="/frister/?visa=alla"' in folded and 'href="/frister/"' in whole, "without a script, too"


@pytest.mark.parametrize("rule_id", [rule.id for rule in catalogue.ALL])
def test_every_rule_has_a_page_that_counts(client, rule_id):
    answer = client.get(reverse("law:rule", args=[rule_id]), {"dag": "2026-11-21"})
    assert answer.status_code == 200


def test_the_legal_and_the_rolled_day_stand_apart(client):
    page = client.get(reverse("law:rule", args=["CH-02"]), {"dag": "2026-11-21"}).content.decode()
    assert "lördag 5 december 2026" in page
    assert "måndag 7 december 2026" in page


@pytest.mark.parametrize("day", ["2026-02-30", "häromdagen", "", "9999-12-31", "0001-01-01"])
def test_an_impossible_day_is_refused_in_words(client, day):
    answer = client.get(reverse("law:rule", args=["CH-05"]), {"dag": day})
    page = answer.content.decode()
    assert answer.status_code in (200, 422)
    assert any(
        words in page
        for words in (
            "Skriv en dag",
            "Skriv dagen så här",
            "bortom kalendern",
            "ingen lydelse",
            "kan inte stämma",
        )
    )


@pytest.mark.parametrize("day", ["0001-01-01", "2021-11-25", "2026-12-20", "2027-01-02", "9999-12-31"])
def test_no_rules_page_falls_for_a_day(client, day):
    is_a_mistake = day[:4] in ("0001", "9999")  # the field says so
    for rule in catalogue.ALL:
        answer = client.get(reverse("law:rule", args=[rule.id]), {"dag": day})
        assert answer.status_code == (422 if is_a_mistake else 200), rule.id


def counted(client, rule_id, day):
    """The part of the page that says when."""
    page = client.get(reverse("law:rule", args=[rule_id]), {"dag": day}).content.decode()
    return page[page.index('id="rakna"') : page.index("Uppgifter om regeln")]


def test_what_is_kept_until_a_day_is_never_said_to_be_due_then(client):
    """W40: an investigation about a child may be disposed of at thirty at the earliest."""
    said = counted(client, "RT-03", "2010-05-05")
    assert "Tidigast" in said and "Senast" not in said and "5 maj 2040" in said
    page = client.get(reverse("law:rule", args=["RT-03"])).content.decode()
    assert "enast vid 30" not in page and "idigast vid 30" in page


def test_a_report_about_a_quarter_is_not_due_on_its_last_day(client):
    said = counted(client, "EB-02", "2026-12-31")
    assert "1 januari 2027" in said and "Lagen nämner ingen dag" in said and "Senast" not in said


def test_before_new_year_lvu_stands_as_the_law_and_the_new_act_as_what_is_coming(client, at):
    with clock.set_to(lambda: at):
        page = client.get(reverse("law:rule", args=["LVU-02"])).content.decode()
    assert (
        page.index("LVU 7 §") < page.index("Beslutade ändringar") < page.index("Lag (2026:1600) 5 kap. 4 §")
    )
    assert "ärenden som redan pågår" in page and "(1990:52)" in page


def test_after_new_year_the_new_act_stands_as_the_law(client, at):
    with clock.set_to(lambda: at + timedelta(days=60)):
        page = client.get(reverse("law:rule", args=["LVU-02"])).content.decode()
    assert page.index("Lag (2026:1600) 5 kap. 4 §") < page.index("Tidigare lydelser") < page.rindex("LVU 7 §")


def test_a_case_that_changes_act_has_both_days_on_the_page(client):
    said = counted(client, "LVU-08", "2026-12-20")
    assert "LVU 13 §" in said and "Lag (2026:1600) 8 kap. 2 §" in said and "byter lag" in said


def test_what_samtid_does_not_watch_is_said_on_the_page_and_in_a_list(client):
    assert (
        "bevakar inte den här fristen än" in client.get(reverse("law:rule", args=["LVU-20"])).content.decode()
    )
    assert "Samtid räknar tiden" in client.get(reverse("law:rule", args=["CH-05"])).content.decode()
    listed = client.get(reverse("law:list"), {"bevakas": "nej"}).content.decode()
    assert (
        reverse("law:rule", args=["LVU-20"]) in listed and reverse("law:rule", args=["CH-05"]) not in listed
    )


def test_an_unknown_rule_is_not_found(client):
    assert client.get(reverse("law:rule", args=["FINNS-INTE"])).status_code == 404


def test_the_log_in_page_is_honest(client, settings, staff):
    assert reverse("demo:start") in client.get(reverse("portal:login")).content.decode()
    settings.DEMO = False
    page = client.get(reverse("portal:login")).content.decode()
    assert "Det går inte att logga in än" in page
    assert "/demo/" not in page
    settings.OIDC = settings.OIDC | {"issuer": "https://idp.example", "client_id": "samtid"}
    page = client.get(reverse("portal:login"), {"next": "/enheten/?vecka=47"}).content.decode()
    assert f'{reverse("oidc:start")}?next=%2Fenheten%2F%3Fvecka%3D47"' in page
    assert "Det går inte att logga in än" not in page


def test_logging_out_takes_a_post(client, staff):
    client.force_login(staff("maja"), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse("portal:logout")).status_code == 405
    client.post(reverse("portal:logout"))
    assert "_auth_user_id" not in client.session


def test_the_accessibility_page_says_what_is_not_known(client):
    assert (
        "inte granskats av någon utomstående" in client.get(reverse("portal:accessibility")).content.decode()
    )
