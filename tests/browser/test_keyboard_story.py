"""One need walks the whole way through the pages, and nobody who helps has a mouse.

The same story as tests/test_main_path.py, told to the pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import SATURDAY
from .keyboard import Keyboard
from .site import Site

WORRY = "Alva har kommit hungrig till skolan fyra dagar av fem och vill inte gå hem."


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    """A window at the open door."""
    with browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce") as context:
        opened = context.new_page()
        opened.set_default_timeout(60_000)
        opened.goto(site.address + "/")
        yield opened


class Day:
    """The clock of the story, and who sits at the keyboard."""

    def __init__(self, site: Site, keys: Keyboard) -> None:
        self.site, self.keys = site, keys

    def number(self, day: float) -> None:
        self.site.set_clock(SATURDAY + timedelta(days=day))

    def becomes(self, name: str, *, logged_in: bool = True) -> None:
        """Log out if somebody is logged in, and log in as ``name`` by the demo's start page."""
        if logged_in:
            self.keys.press("Logga ut", "button")
        self.keys.press("För medarbetare", "link")
        self.keys.press("Välj medarbetare", "link")
        self.keys.press(name, "button")


def test_a_need_from_report_to_answer_without_a_mouse(page: Page, site: Site) -> None:
    keys = Keyboard(page)
    day = Day(site, keys)
    a_school_tells(page, keys)
    day.number(0.1)
    day.becomes("Maja Lind", logged_in=False)
    the_reception_opens(page, keys)
    day.number(20)
    day.becomes("Bo Ek")
    it_is_investigated(page, keys)
    day.number(37)
    it_is_decided(page, keys)
    the_service_begins(page, keys)
    day.number(38)
    day.becomes("Omar Haddad")
    a_visit_is_agreed(page, keys)
    day.number(40.1)
    it_is_carried_out(page, keys)
    day.number(115)
    day.becomes("Bo Ek")
    it_is_followed_up_and_answered(page, keys)
    assert not keys.unseen, "\n".join(keys.unseen)


def a_school_tells(page: Page, keys: Keyboard) -> None:
    page.keyboard.press("Tab")
    assert keys.focus().name == "Hoppa till innehållet"
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    keys.press("Jag är orolig för ett barn", "link")
    keys.write("Vad är du orolig för?", WORRY)
    keys.press("Skicka", "button")
    # refused: the summary has the focus, it leads to the field, and what was written is still there
    expect(page.locator(".ds-error-summary")).to_be_focused()
    expect(page.get_by_label("Vad är du orolig för?")).to_have_value(WORRY)
    keys.tab_to("Vem är du? – Välj vem du är.", "link")
    page.keyboard.press("Enter")
    keys.pick("Vem är du?", "Jag skriver i mitt arbete")
    keys.choose("Var arbetar du?", "Skola")
    keys.write("Vad heter barnet?", "Alva Nyström")
    keys.write("Barnets ålder eller personnummer", "20120314-2391")
    keys.write("Ditt namn", "Kurator på Björkskolan")
    keys.tick("Jag skriver i mitt arbete och vill få veta")
    keys.press("Skicka", "button")
    expect(page.locator("h1")).to_have_text("Tack. Vi har tagit emot det du skrev.")


def the_reception_opens(page: Page, keys: Keyboard) -> None:
    keys.press("Gör skyddsbedömning för Alva Nyström", "link")
    keys.press("Leta upp eller fyll i personen", "link")
    keys.write("Förnamn", "Alva")
    keys.write("Efternamn", "Nyström")
    keys.write("Identitetsnummer", "20120314-2391")
    keys.pick("Skyddade personuppgifter", "Inget skydd")
    keys.press("Det är den här personen", "button")
    keys.press("Rätt person, öppna ärendet", "button")
    keys.press("Lägg till vårdnadshavare eller syskon", "link")
    keys.choose("Är", "Vårdnadshavare")
    keys.write("Förnamn", "Mia")
    keys.write("Efternamn", "Nyström")
    keys.pick("Skyddade personuppgifter", "Inget skydd")
    keys.write("Telefon", "070-1740605")
    keys.press("Lägg till", "button")
    keys.press("Rätt person, anteckna", "button")
    keys.press("Klar", "link")
    # not answered: the sentence stands at the question, and the text is kept
    keys.write("Vad bygger bedömningen på", "Alva är hos mormor över helgen. Inget akut.")
    keys.press("Spara skyddsbedömningen", "button")
    expect(page.locator(".ds-error-summary")).to_be_focused()
    question = keys.tab_to("", "radio", group="Behöver barnet eller den unge skydd redan nu?")
    assert question.invalid
    expect(page.get_by_label("Vad bygger bedömningen på")).to_have_value(
        "Alva är hos mormor över helgen. Inget akut."
    )
    keys.pick("Behöver barnet eller den unge skydd redan nu?", "Nej, inte i dag")
    keys.press("Spara skyddsbedömningen", "button")
    keys.press("Inled utredning", "link")
    keys.write("Vad ska utredningen ta reda på?", "Hur Alva har det hemma om mornarna.")
    keys.pick("Metod", "BBIC")
    keys.choose("Enhet", "Utredning barn och unga")
    keys.choose("Handläggare", "Bo Ek")
    keys.press("Inled utredning", "button")
    assert "Alva" not in page.content(), "the reception has lost sight of her"


def it_is_investigated(page: Page, keys: Keyboard) -> None:
    keys.press("Fortsätt utredningen för Alva Nyström", "link")
    keys.press("Informera dem som berörs", "link")
    keys.pick("Vet de som berörs om utredningen?", "Ja")
    keys.write("När fick de veta?", "2026-12-11 09:00")
    keys.pick("Hur?", "Per telefon")
    keys.press("Spara", "button")
    keys.press("Skriv utredningsplan", "link")
    keys.write("Plan", "Samtal med Alva, mamma och skolan. Hembesök.")
    keys.press("Spara planen", "button")
    keys.press("Lägg till uppgift", "link")
    keys.choose("Område", "Grundläggande omsorg")
    keys.write("Uppgift", "Hungrig fyra av fem morgnar. Äter skolfrukost sedan i måndags.")
    keys.choose("Källa", "Skola")
    keys.write("Vem, med roll", "Kurator på Björkskolan")
    keys.write("När lämnades uppgiften?", "2026-12-11 09:30")
    keys.press("Lägg till", "button")
    keys.press("Barnets egna ord", "link")
    keys.pick("Har barnet fått berätta?", "Ja")
    keys.write("Barnets ord", "«Jag vill att mamma ska vara glad igen.»")
    keys.write("När?", "2026-12-11 09:45")
    keys.write("Hur många minuter?", "40")
    keys.tick("Utan vårdnadshavare i rummet")
    keys.press("Spara", "button")
    keys.press("Skriv bedömning och förslag", "link")
    keys.write("Bedömning", "Mamma orkar inte med mornarna sedan hon blev sjuk.")
    keys.write("Barnets bästa", "Bäst för Alva är att bo hemma med stöd, vilket hon själv vill.")
    keys.pick("Vad är ditt förslag?", "Bevilja en insats")
    keys.write("Beskriv förslaget", "Familjebehandling två gånger i veckan.")
    keys.choose("Insats", "Familjebehandling")
    keys.choose("Lagrum", "SoL 11 kap. 1 §")
    keys.press("Spara bedömning och förslag", "button")
    keys.press("Kommunicera underlaget", "link")
    keys.pick("Har den enskilde fått se allt", "Ja")
    keys.write("När?", "2026-12-11 10:00")
    keys.pick("Hur?", "Vid ett möte")
    keys.write("Svar senast", "2026-12-21")
    keys.press("Spara", "button")
    keys.press("Skriv in synpunkterna", "link")
    keys.write("Vad sade den enskilde?", "Vi vill ha hjälpen.")
    keys.write("När?", "2026-12-11 10:10")
    keys.press("Spara synpunkterna", "button")


def it_is_decided(page: Page, keys: Keyboard) -> None:
    keys.press("Skriv beslut", "link")
    keys.write("Skäl", "Alva har flera dagar kommit hungrig till skolan. Mamma orkar inte utan stöd just nu.")
    keys.write("Omfattning", "två besök i veckan")
    keys.write("Gäller från", "2026-12-28")
    keys.pick("Samtycke till insatsen", "Vårdnadshavarna samtycker")
    keys.write("Mål", "Alva äter frukost varje skoldag.")
    keys.write("Följs upp senast", "2027-03-20")
    keys.press("Spara och läs igenom", "button")
    keys.press("Skriv under och besluta", "button")
    keys.write("När fick den enskilde del av beslutet?", "nu")
    keys.pick("Hur?", "Överlämnat personligen")
    keys.press("Spara", "button")
    expect(page.get_by_role("heading", name="Den enskilde har fått del av beslutet")).to_be_visible()


def the_service_begins(page: Page, keys: Keyboard) -> None:
    keys.press("Starta insatsen", "link")
    keys.choose("Vem utför insatsen?", "Öppenvård")
    keys.write("Börjar", "2026-12-28")
    keys.write("Vad ska bli annorlunda?", "Alva äter frukost varje skoldag")
    keys.choose("Del av livet", "Hem och vardag")
    keys.choose("Hur är det nu?", "2")
    keys.choose("Hur bra ska det bli?", "9")
    keys.press("Starta insatsen", "button")
    expect(page.locator("h1")).to_have_text("Alva Nyström")


def a_visit_is_agreed(page: Page, keys: Keyboard) -> None:
    keys.press("Besök", "link")
    keys.press("Insatser som pågår", "link")
    keys.press("Alva Nyström", "link")
    keys.press("Avtala besök", "link")
    keys.write("Vad gäller besöket?", "Samtal hemma om mornarna")
    keys.write("Dag", "2026-12-31")
    keys.write("Tid", "9.30")
    keys.write("Minuter", "60")
    keys.choose("Vem går", "Omar Haddad")
    keys.press("Avtala besök", "button")


def it_is_carried_out(page: Page, keys: Keyboard) -> None:
    keys.press("Besök", "link")
    keys.press("Utfört klockan", "button")
    expect(page.get_by_text("Klara")).to_be_visible()


def it_is_followed_up_and_answered(page: Page, keys: Keyboard) -> None:
    keys.press("Följ upp för Alva Nyström", "link")
    keys.choose("Den enskilde bedömer", "Målet är nått")
    keys.write("Den enskilde säger", "Vi äter gröt nu.")
    keys.choose("Personalen bedömer", "Målet är nått")
    keys.write("Personalen säger", "Frukost alla skoldagar i fyra veckor.")
    keys.write("Vad visar uppföljningen?", "Mornarna fungerar. Familjen vill fortsätta till sommaren.")
    keys.pick("Vad händer nu?", "Fortsätter som nu")
    keys.write("Nästa uppföljning", "2027-06-01")
    keys.press("Spara uppföljningen", "button")
    keys.press("Svara den enskilde", "link")
    keys.write("Svaret till personen", "Ni har nått målet om frukost. Stödet fortsätter till sommaren.")
    keys.pick("Hur fick personen svaret?", "I ett möte")
    keys.press("Spara svaret", "button")
    expect(page.get_by_text("Ni har nått målet om frukost.")).to_be_visible()
