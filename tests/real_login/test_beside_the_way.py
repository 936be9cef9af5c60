"""What stands beside the way: keys, protection, alarms, other endings, the organisation; each button once."""

from __future__ import annotations

from django.db import transaction

from samtid.base.access.identity import Identity, acting_as
from samtid.base.access.words import Purpose
from samtid.base.dossier import openings
from samtid.base.organisation.models import Membership, Staff, Unit
from samtid.doors.cli import place
from samtid.doors.systems.oidc.models import Link
from tests.elsewhere import standing_in
from tests.real_login.conftest import Town
from tests.real_login.hand import days, linked, said

BEN = {"given_name": "Ben", "family_name": "Ek", "born_on": "2014-05-02", "protection": "none"}
NEW = {
    "name": "Nea Ny",
    "username": "nea",
    "title": "Socialsekreterare",
    "reason": "Avtal",
}
DECIDED = {
    "approved": {"utfall": "approved"},
    "refused": {"utfall": "refused", "why": "Tjänsten finns inte."},
    "withdrawn": {"utfall": "withdrawn"},
}
CAME = {
    "kind": "report",
    "need": "child",
    "channel": "phone",
    "text": "Ben vill inte gå hem.",
    "reporter_category": "school",
    "reporter_name": "Kurator",
}


def something_came(town: Town, **other: str) -> str:
    """The reception takes a call: the address of what was said."""
    maja = town("maja")
    receipt = maja.press("/inkommet/registrera/", received_at=said(town), **(CAME | other))
    return linked(maja.look(receipt), "/inkommet/*/")


def a_case(town: Town, **person: str) -> tuple[str, str, str]:
    """The report, the dossier and the case of somebody whom the reception knows."""
    maja, report = town("maja"), something_came(town)
    maja.press(maja.press(f"{report}vem/", **(BEN | person)))
    dossier = linked(maja.look(report), "/akt/*/")
    return report, dossier, linked(maja.look(dossier), "/arende/*/")


def test_keys_are_given_taken_back_and_handed_over(town: Town) -> None:
    _, dossier, case = a_case(town)
    maja, rut = town("maja"), town("rut")
    maja.press(
        f"{case}nycklar/", f"{case}nyckel/", receiver="Rut Sandberg", days="30", reason="Semester i jul."
    )
    rut.press(f"{case}nycklar/", linked(rut.look(f"{case}nycklar/"), "/nyckel/*/ta-tillbaka/"))
    rut.press(f"{case}nycklar/", f"{case}lamna-over/", receiver="Rut Sandberg")
    rut.press("/enheten/", f"{case}lamna-over/", receiver="Maja Lind")
    rut.look("/enheten/nycklar/")
    assert maja.look(dossier)


def test_the_protected_is_guarded_and_lowered_by_two(town: Town) -> None:
    saga = {"given_name": "Saga", "family_name": "Gömd", "number": "201001022381", "born_on": ""}
    _, dossier, case = a_case(town, **saga)
    maja, rut, pelle = town("maja"), town("rut"), town("pelle")
    maja.press(f"{case}skydd/", level="marked")
    pelle.press("/nodoppning/", number="20100102-2381", reason="Akut: mamman ligger på sjukhus.", hours="1")
    elsewhere = something_came(town, need="money", text="Saga har inte råd med hyran.")
    maja.press(elsewhere, f"{elsewhere}skicka/", unit="Ekonomiskt bistånd", reason="Gäller pengar.")
    ticket = pelle.press(f"{elsewhere}vem/", **(BEN | saga))
    # the case goes to those who hold her already: Pelle is told so, and is back at the queue
    pelle.press(ticket)
    maja.press(linked(maja.look("/min-dag/"), "/larm/*/"))
    maja.press(f"{case}skydd/", level="none", why="Beslutet har upphört.")
    rut.press(linked(rut.look("/min-dag/"), "/skydd/*/"), answer="yes")
    assert maja.look(dossier)


def test_children_in_an_adults_home_are_reported_and_what_it_is_is_corrected(town: Town) -> None:
    maja = town("maja")
    told = {"need": "violence", "kind": "question", "reporter_category": "self", "children_at_home": "yes"}
    adult, other = something_came(town, **told), something_came(town, **told | {"kind": "application"})
    maja.press(adult, f"{adult}slag/", kind="application", reason="Hon ber om hjälp.")
    maja.press(adult, f"{adult}behov/", need="substance", reason="Det är spelen det gäller.")
    maja.press(adult, f"{adult}barn/", other_children="Max Lind, 9 år")
    maja.press(other, f"{other}barn/", button="no_need", reason="Samma barn som i den förra.")
    child = linked(maja.look(adult), "/inkommet/*/")
    assert "Max Lind" in maja.look(adult) and "Samma barn" in maja.look(other) and child
    maja.look("/utredningar/")
    maja.look("/beslut/")


def test_what_came_in_ends_in_other_ways(town: Town) -> None:
    maja, rut = town("maja"), town("rut")
    question = something_came(town, kind="question", need="support")
    maja.press(question, f"{question}svara/", text="Ring Familjecentralen.")
    sent_on = something_came(town, kind="question", need="elderly")
    maja.press(sent_on, f"{sent_on}skicka/", unit="Biståndsbedömning", reason="Gäller hemtjänst.")
    report, _, _ = a_case(town, given_name="Cia", family_name="Lund")
    maja.press(report, f"{report}skyddsbedomning/", danger="no", text="Hon är trygg hos mormor.")
    maja.press(
        report, f"{report}avsluta/", outcome="no_investigation", reason="Oron gällde frukosten, som är löst."
    )
    rut.press(
        report, f"{report}avsluta/", outcome="no_investigation", reason="Oron gällde frukosten, som är löst."
    )
    maja.press(report, f"{report}besked/", text="Vi har tagit emot det ni berättade.")


def test_the_log_is_reviewed(town: Town) -> None:
    with transaction.atomic():
        liv = Staff.objects.get(username="liv")
    with acting_as(Identity(liv.pk, Purpose.WEB, town.now)), transaction.atomic():
        openings.pick_for_review(town.now.date(), seed="en lott", by=liv, at=town.now)
    hand = town("liv")
    review = linked(hand.look("/loggen/granska/"), "/loggen/granska/*/")
    hand.press(review, verdict="unclear", note="Varför öppnades den på kvällen?")
    hand.press(review, measure="Samtal med chefen.")


def test_the_organisation_is_changed_by_two(town: Town) -> None:
    with standing_in(
        town.url, assume_role=place.OWNER
    ):  # somebody else who looks after it, as after the first day
        since = {"valid_from": "2020-01-01"}
        disa = Staff.objects.create(username="disa", name="Disa Lund", title="Systemförvaltare", **since)
        Membership.objects.create(staff=disa, unit=Unit.objects.get(name="Stab"), role="operator", **since)
        for one in (disa, Staff.objects.get(username="ola")):
            Link.objects.create(staff=one, issuer="https://idp.example", subject=one.username, **since)
    ola = town("ola")
    for number, (who, outcome) in enumerate(
        (("disa", "approved"), ("disa", "refused"), ("ola", "withdrawn"))
    ):
        new = NEW | {"username": f"nea{number}", "from_on": days(town, 1)}
        proposal = ola.press("/organisation/ny/staff/", **new, unit="Mottagning", role="reception")
        town(who).press(proposal, f"{proposal}avgor/", **DECIDED[outcome])


def test_the_rest_is_pressed(town: Town) -> None:
    maja = town("maja")
    maja.press("/forslag/", sentence="Det är svårt att hitta rätt enhet.", gains="staff")
    maja.press("/jag/", "/logga-ut/overallt/")


def test_the_roster_is_laid_changed_and_called_off_and_somebody_is_ill(town: Town) -> None:
    nils, inga, tova = town("nils"), town("inga"), town("tova")
    with transaction.atomic():
        home = f"/schema/enhet/{Unit.objects.get(name='Hemtjänst').pk}/"
    for day in (1, 2):
        nils.press(f"{home}pass/", staff="Tova Hed", day=days(town, day))
    first = linked(nils.look(f"{home}?dag={days(town, 1)}"), "/schema/pass/*/")
    nils.press(first, first, starts="08:00", ends="17:00")
    last = linked(nils.look(f"{home}?dag={days(town, 2)}"), "/schema/pass/*/")
    nils.press(last, f"{last}stall-in/", why="Utbildningen flyttades.")
    inga.press(home, f"{home}avtal/?dag=2026-11-16", staff="Tova Hed", hours="37", from_on=days(town, 0))
    tova.press("/schema/mitt/", "/schema/mitt/", kind="sick", first=days(town, 4), last=days(town, 5))
    away = linked(tova.look("/schema/mitt/"), "/schema/borta/*/")
    tova.press(away, away, day=days(town, 5))
    gone = nils.press(
        f"{home}borta/", staff="Tova Hed", kind="holiday", first=days(town, 8), last=days(town, 9)
    )
    nils.press(gone, f"{gone}inte-sa/")
