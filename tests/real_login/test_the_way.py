"""Each button of the way, once, as the program runs: a fault that only the real log-in meets is met here.

The rooms' own tests say what each button does. This one says that it may be pressed.
"""

from __future__ import annotations

from django.urls import reverse

from tests.real_login.conftest import Town
from tests.real_login.hand import days, linked, said

WORRY = "Alva har kommit hungrig till skolan fyra dagar av fem och vill inte gå hem."
CHILD = {"given_name": "Alva", "family_name": "Nyström", "number": "20120314-2391", "protection": "none"}
MOTHER = {"given_name": "Mia", "family_name": "Nyström", "protection": "none"}


def test_a_childs_need_from_report_to_answer(town: Town) -> None:
    report = a_school_tells(town)
    dossier, case = it_is_identified(town, report)
    notes_are_written(town, dossier, case)
    inquiry = it_is_opened(town, report, dossier)
    decision = it_is_investigated(town, inquiry, case)
    it_is_decided(town, decision)
    service = it_begins(town, decision)
    visits_are_agreed_and_reported(town, service)
    it_is_appealed(town, decision)
    it_is_followed_up(town, service)


def a_school_tells(town: Town) -> str:
    town().press(
        reverse("portal:need", args=["child"]), who="work", workplace="school", text=WORRY, about_name="Alva Nyström",
        about_number="20120314-2391", reporter_name="Kurator på Björkskolan", wants_feedback="on",
    )  # fmt: skip
    town.day(0.1)
    maja = town("maja")
    report = linked(maja.look("/inkommet/"), "/inkommet/*/")
    maja.press(
        report, f"{report}ankomst/", received_at="2026-11-20 16:20", reason="Brevet låg i lådan i går."
    )
    return report


def it_is_identified(town: Town, report: str) -> tuple[str, str]:
    maja = town("maja")
    maja.press(maja.press(f"{report}vem/", **CHILD))
    maja.press(maja.press(f"{report}nara/", bond="guardian", **MOTHER))
    maja.press(
        report, f"{report}skyddsbedomning/", danger="no", text="Hon är hos mormor över helgen. Inget akut."
    )
    page = maja.look(report)
    return linked(page, "/akt/*/"), linked(maja.look(linked(page, "/akt/*/")), "/arende/*/")


def notes_are_written(town: Town, dossier: str, case: str) -> None:
    maja, note = town("maja"), {"kind": "contact", "happened_at": said(town), "text": "Mormor ringde."}
    kept = maja.press(f"{case}anteckning/", button="keep", **note)
    maja.press(f"{kept}andra/", button="keep", text="Mormor ringde igen.")
    maja.press(kept, f"{kept}lagg-undan/")
    maja.press(kept, f"{kept}ta-tillbaka/")
    maja.press(kept, f"{kept}skriv-under/")
    maja.press(f"{kept}ratta/", text="Det var farmor som ringde.")
    maja.press(f"{case}anteckning/", button="sign", **note)
    maja.press("/sok/", lands=200, words="alva")


def it_is_opened(town: Town, report: str, dossier: str) -> str:
    town.day(3)
    open_it = report.replace("/inkommet/", "/utredningar/inled/")
    town("maja").press(
        open_it,
        method="bbic",
        reason="Hur Alva har det hemma om mornarna.",
        unit="Utredning barn och unga",
        caseworker="Bo Ek",
    )
    town.day(20)
    bo = town("bo")
    return linked(bo.look(dossier), "/utredningar/*/")


def it_is_investigated(town: Town, inquiry: str, case: str) -> str:
    bo, now = town("bo"), said(town)
    bo.press(f"{inquiry}plan/", plan="Samtal med Alva, mamma och skolan. Hembesök.")
    bo.press(f"{inquiry}informera/", done="yes", informed_at=now, how="phone")
    bo.press(
        f"{inquiry}informera/ratta/", done="yes", informed_at=now, how="meeting", reason="Det var ett möte."
    )
    finding = {"area": "basic_care", "text": "Hungrig fyra av fem morgnar.", "source_kind": "school"}
    bo.press(f"{inquiry}uppgift/", source="Kurator", obtained_at=now, **finding)
    wrong = linked(bo.look(inquiry), "/utredningar/uppgift/*/ratta/")
    bo.press(wrong, text="Hungrig tre av fem morgnar.", obtained_at=now)
    bo.press(
        f"{inquiry}barnets-ord/",
        heard="yes",
        text="Jag vill att mamma ska vara glad.",
        heard_at=now,
        minutes="40",
        alone="on",
    )
    bo.press(
        f"{inquiry}forslag/", assessment="Mamma orkar inte med mornarna sedan hon blev sjuk.",
        best_interests="Bäst för Alva är att bo hemma med stöd, vilket hon själv vill.", recommendation="grant",
        proposal="Familjebehandling två gånger i veckan.", service_code="family_treatment", legal_basis="SoL 11:1",
    )  # fmt: skip
    bo.press(f"{inquiry}kommunicera/", done="yes", communicated_at=now, how="meeting", answer_by="2026-12-21")
    bo.press(f"{inquiry}svar/", text="Vi vill ha hjälpen.", answered_at=now)
    town("karin").press(
        f"{inquiry}forlang/", to="2027-04-20", reason="Skolans svar dröjer över jul och nyår."
    )
    town.day(31)
    return bo.press(
        linked(bo.look(inquiry), "/beslut/skriv/*/"), reasons="Mamma orkar inte utan stöd just nu.", extent="två besök i veckan",
        valid_from="2026-12-28", consent="guardians", goal="Alva äter frukost varje skoldag.", follow_up_on="2027-03-20",
    )  # fmt: skip


def it_is_decided(town: Town, decision: str) -> None:
    bo = town("bo")
    bo.press(f"{decision}andra/", conditions="Mamma är med.")
    bo.press(decision, f"{decision}lamna-over/", to="Karin Berg")
    town("karin").press(decision, f"{decision}skriv-under/")
    bo.press(decision, f"{decision}underratta/", told_at=said(town), how="letter")
    bo.press(
        decision,
        f"{decision}underratta/ratta/",
        told_at="2026-12-22 09:00",
        how="handed",
        reason="Mamma har kvittot.",
    )


def it_begins(town: Town, decision: str) -> str:
    town.day(32)
    bo = town("bo")
    goal = {
        "text": "Alva äter frukost varje skoldag",
        "area": "home",
        "start_level": "2",
        "wanted_level": "9",
    }
    service = bo.press(
        f"/insatser{decision}starta/",
        unit="Öppenvård",
        starts_on="2026-12-28",
        **{f"goal_1_{k}": v for k, v in goal.items()},
    )
    town.day(38)
    bo.press(service, f"{service}borjade/", began_on="2026-12-28")
    bo.press(f"{service}mal/", text="Alva kommer i tid", area="home", start_level="3", wanted_level="8")
    return service


def visits_are_agreed_and_reported(town: Town, service: str) -> None:
    omar, lena = town("omar"), town("lena")
    agree = service.replace("/insatser/", "/besok/insats/") + "avtala/"
    visit = {"what": "Samtal hemma", "minutes": "60", "place": "home", "staff": "Omar Haddad"}
    omar.press(agree, day="2026-12-30", clock="9.30", **visit)
    omar.press(agree, day="2026-12-31", clock="9.30", **visit)
    lena.press(agree, day="2027-01-04", clock="9.30", weekdays=["0"], weeks="3", **visit)
    town.day(39.2)
    done = linked(omar.look("/besok/"), "/besok/*/")
    omar.press("/besok/", f"{done}utfort/")
    town.day(40.2)
    missed = linked(omar.look("/besok/"), "/besok/*/")
    omar.press(missed, f"{missed}inte-av/", reason="not_home", note="Ringde på två gånger.")


def it_is_followed_up(town: Town, service: str) -> None:
    town.day(115)
    bo = town("bo")
    seen = bo.press(
        service.replace("/insatser/", "/uppfoljning/insats/") + "folj-upp/", summary="Mornarna fungerar.", staff_level="3", staff_says="Frukost alla dagar.",
        not_heard_reason="Alva ville vara i skolan.", next_step="continue", next_on="2027-06-01",
    )  # fmt: skip
    bo.press(
        f"{seen}svar/",
        text="Ni har nått målet om frukost. Stödet slutar nu, och ni får gärna höra av er igen.",
        how="talk",
    )
    reply = linked(bo.look(seen), "/uppfoljning/svar/*/")
    bo.press(seen, reply, reply="yes", says="Skönt att höra.")
    bo.press(f"{service}avsluta/", reason="goal_reached", ended_on=days(town, 0), comment="Målen är nådda.")


def it_is_appealed(town: Town, decision: str) -> None:
    town.day(45)
    bo = town("bo")
    bo.press(decision, f"{decision}overklagat/", received_at=said(town), note="Mamman vill ha mer hjälp.")
    bo.press(decision, linked(bo.look(decision), "/beslut/overklagande/*/"))
