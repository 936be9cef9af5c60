"""An application, decided and carried out day by day; an investigation that ends otherwise; a decision that stands."""

from __future__ import annotations

from datetime import timedelta

from samtid.ground.sweden import swedish_day
from tests.real_login.conftest import Town
from tests.real_login.hand import days, linked, said

ELSA = {"given_name": "Elsa", "family_name": "Hed", "number": "19390130-8308", "protection": "none"}
CAME = {
    "kind": "application",
    "need": "elderly",
    "channel": "phone",
    "text": "Jag vågar inte duscha själv.",
    "reporter_category": "self",
}


def applied(town: Town, **person: str) -> tuple[str, str]:
    """Elsa has called, and Ulf investigates: her dossier, and the investigation."""
    maja, ulf = town("maja"), town("ulf")
    receipt = maja.press("/inkommet/registrera/", received_at=said(town), **CAME)
    report = linked(maja.look(receipt), "/inkommet/*/")
    maja.press(maja.press(f"{report}vem/", **(ELSA | person)))
    dossier = linked(maja.look(report), "/akt/*/")
    maja.press(
        report.replace("/inkommet/", "/utredningar/inled/"), method="ibic", reason="Vilken hjälp hon behöver.",
        unit="Biståndsbedömning", caseworker="Ulf Dahl",
    )  # fmt: skip
    return dossier, linked(ulf.look(dossier), "/utredningar/*/")


def investigated(town: Town, inquiry: str, recommendation: str) -> str:
    """Heard, proposed, answered: the address where the decision is written."""
    ulf, now = town("ulf"), said(town)
    ulf.press(f"{inquiry}plan/", plan="Hembesök och samtal.")
    ulf.press(
        f"{inquiry}uppgift/", area="self_care", text="Ramlade i badrummet.", source_kind="person", source="Elsa",
        obtained_at=now,
    )  # fmt: skip
    ulf.press(
        f"{inquiry}forslag/", assessment="Hon klarar det inte själv.", recommendation=recommendation,
        proposal="Hjälp att duscha två gånger i veckan.", service_code="home_care_personal", legal_basis="SoL 11:1",
    )  # fmt: skip
    ulf.press(
        f"{inquiry}kommunicera/", done="yes", communicated_at=now, how="meeting", answer_by=days(town, 14)
    )
    ulf.press(f"{inquiry}svar/", text="Det låter bra.", answered_at=now)
    return linked(ulf.look(inquiry), "/beslut/skriv/*/")


def test_help_is_given_planned_and_interrupted(town: Town) -> None:
    town.day(200)
    ulf, nils, tova = town("ulf"), town("nils"), town("tova")
    _, inquiry = applied(town)
    decision = ulf.press(
        investigated(town, inquiry, "grant"), reasons="Hon har ramlat och vågar inte duscha.", extent="två gånger",
        valid_from=days(town, 0), goal="Hon duschar tryggt.", follow_up_on=days(town, 90),
    )  # fmt: skip
    ulf.press(decision, f"{decision}skriv-under/")
    ulf.press(decision, f"{decision}underratta/", told_at=said(town), how="handed")
    service = ulf.press(
        f"/insatser{decision}starta/", unit="Hemtjänst", starts_on=days(town, 0), goal_1_text="Duscha tryggt",
        goal_1_area="home", goal_1_start_level="2", goal_1_wanted_level="8",
    )  # fmt: skip
    agree = service.replace("/insatser/", "/besok/insats/") + "avtala/"
    tomorrow = days(town, 1)
    nils.press(agree, day=tomorrow, clock="10.00", what="Dusch", minutes="30", place="home")
    plan = linked(nils.look(f"/besok/enhet/?dag={tomorrow}"), r"/besok/enhet/\d+/")
    nils.press(f"{plan}?dag={tomorrow}", staff="Tova Hed")
    weekday = str((swedish_day(town.now) + timedelta(days=8)).weekday())
    nils.press(
        agree, day=days(town, 8), clock="10.00", what="Dusch", minutes="30", place="home", staff="Tova Hed",
        weekdays=[weekday], weeks="3",
    )  # fmt: skip
    town.day(201)
    visit = linked(tova.look("/besok/"), "/besok/*/")
    nils.press(visit, f"{visit}flytta/", day=tomorrow, clock="11.00", minutes="45")
    nils.press(visit, f"{visit}vem/", staff="Tova Hed")
    town.day(201.2)
    tova.press(visit, f"{visit}utfort/", minutes_done="40", note="Handtaget är löst.")
    town.day(208.2)
    missed = linked(tova.look("/besok/"), "/besok/*/")
    tova.press("/besok/", f"{missed}inte-av/", button="reason")
    town.day(210)
    later = linked(nils.look(service.replace("/insatser/", "/besok/insats/")), "/besok/*/")
    nils.press(later, f"{later}avboka-resten/")
    ulf.press(f"{service}avsluta/", reason="interrupted", ended_on=days(town, 0), comment="Utföraren slutar.")


def test_a_refusal_stands_when_nobody_appeals(town: Town) -> None:
    town.day(300)
    ulf = town("ulf")
    _, inquiry = applied(town, given_name="Ebba", number="", born_on="1941-02-03")
    decision = ulf.press(
        investigated(town, inquiry, "refuse"), reasons="Behovet är tillgodosett på annat sätt."
    )
    ulf.press(decision, f"{decision}skriv-under/")
    ulf.press(decision, f"{decision}underratta/", told_at=said(town), how="letter")
    town.day(330)
    ulf.press(decision, f"{decision}laga-kraft/")


def test_an_application_is_taken_back(town: Town) -> None:
    town.day(400)
    _, inquiry = applied(town, given_name="Edla", number="", born_on="1942-02-03")
    town("gun").press(f"{inquiry}avsluta/", reason="Edla ringde och tog tillbaka sin ansökan.")


def test_what_comes_while_it_is_investigated_is_added_and_read(town: Town) -> None:
    town.day(410)
    maja, ulf = town("maja"), town("ulf")
    _, inquiry = applied(town, given_name="Elin", number="19380102-9202")
    receipt = maja.press("/inkommet/registrera/", received_at=said(town), **CAME)
    report = linked(maja.look(receipt), "/inkommet/*/")
    maja.press(maja.press(f"{report}vem/", **(ELSA | {"given_name": "Elin", "number": "19380102-9202"})))
    add = report.replace("/inkommet/", "/utredningar/tillfor/")
    maja.press(report.replace("/inkommet/", "/utredningar/pagar/"), add)
    assert ulf.look(inquiry)
