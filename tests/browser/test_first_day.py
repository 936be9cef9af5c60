"""Första dagen: from an empty database to a manager who has logged in, with the pages, one command and an e-legitimation."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Browser, Page, expect

from samtid.doors.cli import place
from samtid.doors.systems.oidc.tests.provider import CLIENT, Provider, running

from .site import ROOT, Site

SHOTS = os.environ.get("SAMTID_SHOTS", "")  # a folder to keep pictures of the pages in, to look at
# the test town, taken away again
EMPTY = (
    *("organisation_membership", "organisation_delegation", "organisation_staffskill", "access_holding"),
    *("access_compartment", "organisation_staff", "organisation_unit", "organisation_committee"),
)


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    """The municipality's own identity provider."""
    with running() as found:
        yield found


@pytest.fixture(scope="module")
def empty_site(chromium: str, provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Samtid as an operator has just put it there: migrated, an identity provider set up, and nobody in it."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    site = Site(f"samtid_empty_{worker}", tmp_path_factory.mktemp("empty"), datetime.now(UTC))
    with psycopg.connect(site.admin, autocommit=True) as connection:
        for table in EMPTY:
            connection.execute(f"delete from {table}")
        connection.execute(f"comment on database {site.name} is null")  # not a demonstration
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("SAMTID_OIDC_ISSUER", provider.address)
        patched.setenv("SAMTID_OIDC_CLIENT_ID", CLIENT)
        patched.setenv("SAMTID_OIDC_CLIENT_SECRET", "only-for-tests")
        try:
            site.start(demo=False)
            yield site
        finally:
            site.close()
    assert "Traceback" not in (log := site.log.read_text()), log


def command(site: Site, *words: str) -> str:
    """An operator's command, in a process of its own."""
    # production's way in, so no demonstration
    environment = {name: value for name, value in os.environ.items() if name != "SAMTID_DEMO"} | {
        "SAMTID_DATABASE_URL": site.admin + f"?assume_role={place.APP}",
        "SAMTID_ADMIN_URL": site.admin,
    }
    program = "import sys; from samtid.doors.cli import main; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", program, *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_twenty_minutes_from_an_empty_database(empty_site: Site, provider: Provider, browser: Browser):
    said = command(empty_site, "staff", "first", "anna.berg", "--name", "Anna Berg")
    code = re.search(r"(?:[0-9A-F]{4}-){7}[0-9A-F]{4}", said)
    assert code, said

    with browser.new_context(base_url=empty_site.address) as context:
        page = context.new_page()
        log_in(page, provider, code[0], "employee-1")
        page.get_by_role("link", name="Organisationen").first.click()
        expect(page.locator("h1")).to_have_text("Kom i gång")
        shoot(page, "start")

        the_municipality(page)
        a_unit(page)
        the_delegation_order(page)
        employ(page, "Anställ en enhetschef", "Åsa Öst", "asa.ost", "Enhetschef", "Mottagning")
        employ(page, "Anställ", "Moa Lind", "moa.lind", "Mottagning", "Mottagning")
        employ(
            page,
            "Anställ en systemförvaltare till",
            "Per Ek",
            "per.ek",
            "Systemförvaltare",
            "Systemförvaltning",
        )
        expect(page.get_by_text("Återstår")).to_have_count(0)
        shoot(page, "start-klar")
        hers = a_code_for(page, "Åsa Öst")
        his = a_code_for(page, "Per Ek")

    with browser.new_context(base_url=empty_site.address) as context:
        page = context.new_page()
        log_in(page, provider, hers, "employee-2")
        expect(page.locator("h1")).to_have_text("Min dag")
        page.goto("/enheten/")
        expect(page.get_by_text("Moa Lind").first).to_be_visible()

    # the second one has come: from now on it takes two
    with browser.new_context(base_url=empty_site.address) as context:
        page = context.new_page()
        log_in(page, provider, his, "employee-3")
        page.get_by_role("link", name="Organisationen").first.click()
        expect(page.locator("h1")).to_have_text("Organisationen")
        shoot(page, "organisationen")
        page.get_by_role("link", name="Medarbetare").first.click()
        shoot(page, "medarbetare")
        page.get_by_role("link", name="Moa Lind").click()
        shoot(page, "medarbetare-en")
        page.get_by_role("link", name="Anställningen upphör…").click()
        page.get_by_role("button", name="Föreslå").click()
        expect(page.get_by_text("Skriv den sista dagen.").first).to_be_visible()
        shoot(page, "formular-fel")
        page.get_by_label("Sista dag").fill("2030-01-31")
        page.get_by_label("Varför?").fill("Slutar på egen begäran")
        page.get_by_role("button", name="Föreslå").click()
        expect(page.locator("h1")).to_have_text("Anställningen upphör: Moa Lind")
        expect(page.get_by_text("Du har själv lagt förslaget.")).to_be_visible()
        expect(page.get_by_role("button", name="Godkänn")).to_have_count(0)
        shoot(page, "forslag-eget")
        proposal = page.url

    with browser.new_context(base_url=empty_site.address) as context:
        page = context.new_page()
        log_in(page, provider, "", "employee-2")
        page.goto(proposal)
        shoot(page, "forslag")
        page.get_by_role("button", name="Godkänn").click()
        expect(page.get_by_text("Godkänt: Anställningen upphör: Moa Lind.")).to_be_visible()
        page.goto("/organisation/historik/")
        shoot(page, "historik")
        page.goto("/organisation/delegation/")
        shoot(page, "delegation")


def log_in(page: Page, provider: Provider, code: str, subject: str) -> None:
    """With a code the first time, and with the e-legitimation alone after that."""
    provider.knows(subject)
    if code:
        page.goto("/valkommen/")
        page.get_by_label("Din kod").fill(code)
        shoot(page, "valkommen")
        page.get_by_role("button", name="Fortsätt till e-legitimation").click()
    else:
        page.goto("/e-legitimation/")
    page.wait_for_url(f"{provider.address}/**")
    page.locator("input[name=sub]").first.fill(subject)
    page.locator("button[type=submit], input[type=submit]").first.click()
    page.wait_for_url("**/min-dag/")


def the_municipality(page: Page) -> None:
    page.get_by_role("link", name="Lägg in kommunen").click()
    page.get_by_label("Kommun", exact=True).select_option(label="Piteå (2581)")
    page.get_by_label("Varför?").fill("Kommunens namn på sidor och brev")
    shoot(page, "formular-kommun")
    page.get_by_role("button", name="Lägg in").click()
    expect(page.locator("h1")).to_have_text("Kom i gång")


def a_unit(page: Page) -> None:
    page.get_by_role("link", name="Lägg in en enhet").click()
    page.get_by_label("Namn").fill("Mottagning")
    page.get_by_label("Typ").select_option("reception")
    page.get_by_label("Nämnd").select_option(label="Socialnämnden")
    page.get_by_label("Telefon").fill("0911-69 60 00")
    page.get_by_label("Postadress").fill("Socialtjänsten, 941 85 Piteå")
    page.get_by_label("Alla handläggare i enheten").check()
    page.get_by_label("Varför?").fill("Nämndens organisation")
    shoot(page, "formular")
    page.get_by_role("button", name="Lägg in").click()
    expect(page.locator("h1")).to_have_text("Kom i gång")


def the_delegation_order(page: Page) -> None:
    page.get_by_text("Läs mallen och lägg in den").click()
    page.get_by_label("Nämndens protokoll").fill("SN 2026-06-18 § 71")
    page.get_by_role("button", name="Lägg in mallen").click()
    expect(page.get_by_text("19 rader i delegationsordningen är inlagda.")).to_be_visible()


def employ(page: Page, link: str, name: str, username: str, role: str, unit: str) -> None:
    page.get_by_role("link", name=link, exact=True).click()
    page.get_by_label("Namn", exact=True).fill(name)
    page.get_by_label("Användarnamn").fill(username)
    page.get_by_label("Befattning").fill(role)
    page.get_by_label("Enhet", exact=True).select_option(label=unit)
    page.get_by_label("Roll", exact=True).select_option(label=role)
    page.get_by_label("Varför?").fill("Anställningsavtal")
    page.get_by_role("button", name="Lägg in").click()
    expect(page.locator("h1")).to_have_text("Kom i gång")


def a_code_for(page: Page, name: str) -> str:
    page.goto("/organisation/medarbetare/")
    page.get_by_role("link", name=name).click()
    page.get_by_role("link", name="Ge en kod för första inloggningen").click()
    page.get_by_label("Varför?").fill("Ny medarbetare")
    page.get_by_role("button", name="Föreslå").click()
    page.get_by_role("button", name="Godkänn").click()
    expect(page.locator("h1")).to_have_text("Kod för inloggning")
    found = re.search(r"(?:[0-9A-F]{4}-){7}[0-9A-F]{4}", page.content())
    assert found
    shoot(page, "kod")
    return found[0]


def shoot(page: Page, name: str) -> None:
    """The page wide, on a phone and in the dark, for somebody to look at."""
    if not SHOTS:
        return
    for view, size, scheme in (
        ("bred", (1280, 900), "light"),
        ("telefon", (390, 844), "light"),
        ("mork", (1280, 900), "dark"),
    ):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.screenshot(path=Path(SHOTS) / f"{name}-{view}.png", full_page=True)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="light")
