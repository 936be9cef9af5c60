"""Every address is reached by links: from the first page of somebody on the staff, click by click.

Read off the stored crawl: an address that stands in ``urls`` and that no page leads to is a page that nobody finds.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve

from tests.crawl.answers import Answer
from tests.crawl.places import names

HOME = "/min-dag/"
FIRST = ("/", HOME)  # what is typed, or comes from a receipt: the open door and the day
GOES = re.compile(r"(?:href|action|hx-get|hx-post|data-draft-url|src)=\"(/[^\"#]*)")
# One of each role that has pages of her own; who decides what another prepared; somebody without a log-in.
WHO = ("karin", "maja", "bo", "ulf", "inga", "nils", "tova", "rut", "siri", "ola", "liv", "vera", "gun", "")
# Nobody is led there by a link, and why.
BY_OTHER_MEANS = {
    "desk:break_glass": "sent from the page of the search, where the form stands",
    "look:styleguide": "for those who build: docs/reference/utseende.md",
    "look:plain_example": "for those who build: docs/reference/utseende.md",
    # what stands first is asked for by a form that was filled in, and the crawl fills in none
    "corrections:number": "after the number: samtid/base/corrections/tests/test_details.py",
    "corrections:related": "after who it is: samtid/base/corrections/tests/test_details.py",
    "corrections:right_person": "after who it is: samtid/base/corrections/tests/test_moving.py",
    "corrections:same_person": "after a search: samtid/base/corrections/tests/test_pages.py",
    "desk:glass_broken": "after the glass is broken: samtid/doors/desk/tests",
    "intake:family_who": "after the sheet of the family: samtid/steps/intake/tests/test_family.py",
    "intake:family_protection": "when several siblings wait for it: samtid/steps/intake/tests/test_family.py",
    "investigations:open_together": "when several siblings have their cases: samtid/steps/investigations/tests/test_together.py",
    "intake:registered": "after what was registered for another unit: samtid/steps/intake/tests",
    "intake:who": "after who it is about: samtid/steps/intake/tests",
    "intake:who_near": "after who is near: samtid/steps/intake/tests",
    "portal:receipt": "after what was sent: samtid/doors/portal/tests",
    "oidc:onward": "after the code: samtid/doors/office/tests/test_first.py",
    "oidc:logged_out": "after logging out at the provider too: samtid/doors/systems/oidc/tests",
    "oidc:prove": "when what is pressed asks for proof: tests/security/test_proof.py",
    "demo:prove": "from the page that asks for proof: tests/security/test_proof.py",
    # stands on a page that is in another state in the town that the crawl walks
    **dict.fromkeys(
        (
            *("committee:hold", "committee:adjust", "committee:settle", "committee:register"),
            *("committee:correct", "committee:correct_meeting"),
        ),
        "on a meeting that has been: samtid/steps/committee/tests/test_pages.py",
    ),
    "committee:take_over": "on a meeting that another keeps: samtid/steps/committee/tests/test_keeping.py",
    "committee:extract": "of a matter with a paragraph: samtid/steps/committee/tests/test_pages.py",
    "committee:raise": "on a draft that only the committee decides: samtid/steps/committee/tests/test_pages.py",
    "decisions:note_final": "when the time to appeal is out: samtid/steps/decisions/tests/test_after.py",
    "decisions:register": "when the decision is the committee's: samtid/steps/decisions/tests/test_pages.py",
    "desk:end_key": "beside a key that one may take back: samtid/doors/desk/tests",
    "dossier:drop_draft": "beside a text from another machine: samtid/base/dossier/tests",
    "investigations:add_report": "when an investigation goes on: samtid/steps/investigations/tests",
    "investigations:answer": "when the person may answer: samtid/steps/investigations/tests",
    "trials:look": "when it goes on or is over: samtid/quality/trials/tests",
    "trials:stop": "while it goes on: samtid/quality/trials/tests",
    "trials:go_on": "when a limit is passed: samtid/quality/trials/tests",
    "trials:decide": "when it is over and counted: samtid/quality/trials/tests",
    "trials:follow": "when it is decided: samtid/quality/trials/tests",
    "routines:decide": "on a version that another proposes: samtid/quality/routines/tests",
    "routines:send_back": "on a version that is proposed: samtid/quality/routines/tests",
    "parties:inform": "while an investigation goes on: samtid/steps/parties/tests",
    "parties:communicate": "when something is proposed: samtid/steps/parties/tests",
    "parties:answer": "when a party has had the material: samtid/steps/parties/tests",
    "parties:correct": "beside what is noted: samtid/steps/parties/tests",
    "inquiries:close": "when everything is answered: samtid/quality/inquiries/tests",
    "delays:of_inquiry": "on an application that goes on: samtid/steps/delays/tests/test_story.py",
    "delays:wrong": "beside a note of a delay: samtid/steps/delays/tests/test_story.py",
    "lss:weigh": "on a draft by LSS: samtid/steps/lss/tests/test_pages.py",
    "lss:plan": "when a measure is granted: samtid/steps/lss/tests/test_pages.py",
    "lss:wrong": "beside a note of the plan: samtid/steps/lss/tests/test_pages.py",
    "lss:case": "where the need is somebody's with a disability: samtid/steps/lss/tests/test_pages.py",
    "lss:assess": "from the page of LSS: samtid/steps/lss/tests/test_pages.py",
    "fees:count": "when a basis is noted: samtid/steps/fees/tests",
    "fees:new_year": "when a fee is to be counted anew: samtid/steps/fees/tests",
    "investigations:communicate": "when something is proposed: samtid/steps/investigations/tests",
    "investigations:end_monitoring": "when a child is followed up: samtid/steps/investigations/tests",
    "investigations:inform": "before those concerned have been told: samtid/steps/investigations/tests",
    "investigations:read_report": "when something came in to an investigation: samtid/steps/investigations/tests",
    "office:begin_plan": "when no other reorganisation is being planned: samtid/doors/office/tests",
    "office:start": "before the first day: tests/browser/test_first_day.py",
    "portal:colours": "when the municipality has chosen colours: samtid/doors/office/tests/test_own.py",
    "oidc:welcome": "from the page of log-in where a provider is set up: samtid/doors/office/tests/test_first.py",
    "improvement:lay_aside": "on an idea that nobody has answered: samtid/quality/improvement/tests",
    "improvement:part": "beside ideas that are called the same: samtid/quality/improvement/tests",
    "improvement:thanks": "after what was said: samtid/quality/improvement/tests",
    # by a slip of paper, or on a workshop in another state than the town's
    "seat:sit": "by a slip of paper: samtid/quality/workshops/tests/test_phone.py",
    **dict.fromkeys(
        ("seat:seat", "seat:note", "seat:vote", "seat:thanks", "seat:now", "seat:became", "seat:leave"),
        "by a slip of paper: samtid/quality/workshops/tests/test_phone.py",
    ),
    # on the board with a visit in hand (?besok=), or with no proposal waiting
    **dict.fromkeys(
        (
            "planning:consequences",
            "planning:lock",
            "planning:move",
            "planning:propose",
            "planning:propose_back",
        ),
        "samtid/resources/planning/tests",
    ),
    "portal:idea_thanks": "after what was said: samtid/quality/improvement/tests",
    "visits:shell": "kept by the telephone: tests/browser/test_no_line.py",
    "visits:tapped": "sent by the page's script: tests/browser/test_no_line.py",
    "visits:call_off": "on a visit in a series: samtid/steps/visits/tests",
}


def name_of(address: str) -> str:
    """The name of an address, or nothing where none answers."""
    try:
        return str(resolve(urlsplit(unescape(address)).path).view_name)
    except Resolver404:
        return ""


def leads(answer: Answer) -> set[str]:
    """Where one can go from a page, by a link or by a form."""
    found = {urlsplit(unescape(one)).path for one in GOES.findall(answer.text)}
    there = answer.headers.get("Location", "")
    return found | ({urlsplit(there).path} if there.startswith("/") else set())


def reached_by(answers: list[Answer]) -> set[str]:
    """The names of every address that is reached from the first page, whatever number of clicks away."""
    pages = {urlsplit(one.address).path: one for one in answers if one.method == "GET"}
    sent: dict[str, list[Answer]] = {}
    for one in answers:
        if one.method == "POST" and 300 <= one.status < 400:
            sent.setdefault(urlsplit(one.address).path, []).append(one)
    seen, left = set(FIRST), list(FIRST)
    while left:
        here = left.pop()
        for answer in ([pages[here]] if here in pages else []) + sent.get(here, []):
            if answer.status >= 400:
                continue
            for there in leads(answer) - seen:
                seen.add(there)
                left.append(there)
    return {name_of(one) for one in seen}


@lru_cache(maxsize=1)
def everywhere(crawl) -> dict[str, set[str]]:
    return {username: reached_by(crawl(username)) for username in WHO}


def test_every_address_is_reached_by_links_from_somebodys_first_page(crawl):
    found = set.union(*everywhere(crawl).values())
    lost = sorted(set(names()) - found - set(BY_OTHER_MEANS))
    assert not lost, "nobody is led to " + ", ".join(lost)


@pytest.mark.parametrize(
    ("username", "wanted"),
    [
        ("ulf", {"followup:waiting", "services:catalogue", "services:running", "visits:of_service"}),
        ("nils", {"visits:plan", "visits:visit", "visits:agree", "services:running", "services:service"}),
        ("tova", {"visits:today", "visits:visit", "visits:carry_out", "visits:not_carried_out"}),
        ("inga", {"desk:unit", "visits:plan", "visits:visit", "desk:log"}),
        ("karin", {"desk:unit", "desk:log", "decisions:decision"}),
    ],
)
def test_each_one_reaches_what_is_hers_to_do(crawl, username, wanted):
    assert not wanted - everywhere(crawl)[username]
