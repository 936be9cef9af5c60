"""Every page, as the browser gets it: its headers, its addresses, its title, and what is left when one has left."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.crawl.answers import Answer, Row
from tests.security import world
from tests.town import STAFF
from tests.walk.residents import PEOPLE

# Everything about a person in the lived-in town that must be in no address, title, log or error page.
PERSONAL = (
    *world.PERSONAL,
    *(word for one in PEOPLE for word in (one.given_name, one.family_name, one.number, one.address)),
)
NO_KEY = {username for username, (_, _, unit, _) in STAFF.items() if unit == "Stab"}
OTHER_KINDS = {"text/turtle", "application/json", "text/plain", "application/atom+xml", "application/rss+xml"}
DEMANDED = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
UNSAFE = ("unsafe-inline", "unsafe-eval", "unsafe-hashes", "*", "http:", "https:", "blob:", "nonce-", "wasm-")
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
ADDRESS = re.compile(r"\b(?:href|action|src|hx-get|hx-post|hx-put|data-draft-url|formaction)=\"([^\"]*)\"")
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)[^>]*>|<style[\s>]|\sstyle=\"|\son\w+=\"|javascript:", re.IGNORECASE
)
ELSEWHERE = re.compile(r"^(?:https?:)?//", re.IGNORECASE)


def wrong_headers(answer: Answer) -> list[str]:
    """Headers that are missing, or say something else than they must."""
    found = [header for header, value in DEMANDED.items() if answer.headers.get(header) != value]
    policy = answer.headers.get("Content-Security-Policy", "")
    found += [word for word in ("default-src 'self'", "form-action 'self'") if word not in policy]
    found += [word for word in UNSAFE if word in policy]
    found += [] if "camera=()" in answer.headers.get("Permissions-Policy", "") else ["Permissions-Policy"]
    return found + (["Server"] if "Server" in answer.headers else [])


def told_in(text: str) -> list[str]:
    """Everything about a person that stands in ``text``."""
    return [word for word in PERSONAL if word in text]


def wrong_in_page(answer: Answer) -> list[str]:
    """What a page says where others may see it: in its title, its addresses, its scripts."""
    if answer.kind in ("application/pdf", "text/csv"):  # a file: all that others see of it is its name
        return told_in(answer.headers["Content-Disposition"])
    if answer.name == "portal:colours" and answer.kind == "text/css":
        return told_in(answer.text)
    if answer.kind != "text/html":
        return [] if answer.status != 200 or answer.kind in OTHER_KINDS else [answer.kind]
    page = answer.text
    addresses = ADDRESS.findall(page)
    found = told_in(" ".join(TITLE.findall(page))) + INLINE.findall(page)[:3] + told_in(" ".join(addresses))
    may_lead_away = "data-quick-exit" in page or answer.room == "oidc"
    return found + [address for address in addresses if ELSEWHERE.match(address) and not may_lead_away]


@pytest.mark.parametrize("username", [*STAFF, ""])
def test_every_page_keeps_its_secrets_out_of_headers_titles_and_addresses(crawl, username):
    found = {
        f"{answer.status} at {answer.method} {answer.name}: {wrong}"
        for answer in crawl(username)
        if (wrong := wrong_headers(answer) + wrong_in_page(answer) + told_in(answer.address))
    }
    assert not found, "\n".join(found)


@pytest.mark.parametrize("username", [*STAFF, ""])
def test_answering_logs_nothing_about_anybody(crawl, username):
    found = {(a.method, a.name, word) for a in crawl(username) for word in told_in(a.log)}
    assert not found


def test_an_answer_without_a_log_in_tells_nothing(crawl):
    asked, found = set(), []
    for answer in crawl(""):
        if (
            answer.room in ("portal", "law", "demo", "oidc", "look", "seat")
            and answer.name != "portal:marked"
        ):
            continue
        asked.add(answer.name)
        if answer.status not in (302, 405) or told_in(answer.text):
            found.append(f"{answer.status} at {answer.method} {answer.name}: {told_in(answer.text)}")
    assert not found, "\n".join(found)
    assert len(asked) > 60, "the addresses were not found"


@pytest.mark.parametrize("username", [*STAFF])
def test_what_one_may_not_see_looks_exactly_like_what_does_not_exist(crawl, username):
    absent = {(a.name, a.method): a for a in crawl(username) if a.row is Row.ABSENT}
    hidden = [a for a in crawl(username) if a.row is Row.HIDDEN]
    assert hidden
    different = {
        f"{a.method} {a.name}: {a.status}"
        for a in hidden
        if a.status in (403, 404, 405)
        and (a.status, a.body) != (absent[a.name, a.method].status, absent[a.name, a.method].body)
    }
    assert not different, "\n".join(different)
    if username in NO_KEY:
        opened = {a.name for a in hidden if a.status not in (403, 404, 405)}
        assert not opened, "somebody without a key to any person is answered"


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (400, "kan läsa"),
        (403, "Du saknar behörighet"),
        (404, "Sidan finns inte"),
        (500, "Inget är ändrat"),
    ],
)
def test_an_error_page_is_swedish_calm_and_empty_of_persons(rf, settings, status, words):
    from django.core.exceptions import PermissionDenied, SuspiciousOperation
    from django.http import Http404
    from django.views import defaults

    request = rf.get("/akt/Alva-Nystr%C3%B6m-201203142391/?namn=Alva")
    secret = "Alva Nyström 201203142391"
    answer = {
        400: lambda: defaults.bad_request(request, SuspiciousOperation(secret)),
        403: lambda: defaults.permission_denied(request, PermissionDenied(secret)),
        404: lambda: defaults.page_not_found(request, Http404(secret)),
        500: lambda: defaults.server_error(request),
    }[status]()
    page = answer.content.decode()
    assert answer.status_code == status
    assert '<html lang="sv"' in page
    assert words in page
    assert not [word for word in world.PERSONAL if word in page]


def test_a_forged_form_is_refused_in_swedish_and_changes_nothing(filled, acting):
    from samtid.steps.intake.models import Report

    with acting("maja"):
        before = Report.objects.count()
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/behov/1/", {"who": "self", "text": "Hej"})
    assert answer.status_code == 403
    assert "Sidan hade legat öppen för länge" in answer.content.decode()
    with acting("maja"):
        assert Report.objects.count() == before


def test_the_cookies_are_for_the_server_only(client, staff, settings):
    client.force_login(staff("bo"), backend=world.BACKEND)
    client.get(reverse("desk:day"))
    for cookie in client.cookies.values():
        assert cookie["httponly"], cookie.key
        assert cookie["samesite"] in ("Lax", "Strict"), cookie.key
        assert not cookie["domain"], cookie.key


def test_an_error_leaves_no_words_of_it_in_the_log(filled, as_owner):
    import logging

    from django.conf import settings
    from django.db import DatabaseError, connection, transaction

    from samtid.config.logs import Wordless

    formatter = Wordless(settings.LOGGING["formatters"]["wordless"]["format"])
    name = " ".join(world.PERSONAL[:2])
    try:
        with transaction.atomic(), as_owner(), connection.cursor() as cursor:
            cursor.execute("insert into people_person (given_name) values (%s)", [name])
    except DatabaseError:
        record = logging.getLogger("django.request").makeRecord(
            "django.request",
            logging.ERROR,
            "views.py",
            1,
            "Internal Server Error: /akt/%s/?namn=%s 20120314-2391",
            (uuid4(), "Alva"),
            __import__("sys").exc_info(),
        )
        line = formatter.format(record)
    assert "IntegrityError" in line or "NotNullViolation" in line
    assert "test_pages.py" in line, "where it happened is kept"
    assert not [word for word in (*world.PERSONAL, "20120314", "Failing row") if word in line], line
    assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-", line)
