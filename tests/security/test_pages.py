"""Every page, as the browser gets it: its headers, its addresses, its title, and what is left when one has left."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.security import world

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


def assert_headers(answer, name: str) -> None:
    for header, value in DEMANDED.items():
        assert answer.headers.get(header) == value, f"{name}: {header}"
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "form-action 'self'" in policy
    assert not [word for word in UNSAFE if word in policy], f"{name}: {policy}"
    assert "camera=()" in answer.headers["Permissions-Policy"]
    assert "Server" not in answer.headers


def test_every_page_keeps_its_secrets_out_of_headers_titles_and_addresses(filled, subtests):
    for place in list(world.places()):
        with subtests.test(place.name):
            answer = world.client_of(place.username).get(place.address)
            assert_headers(answer, place.name)
            assert not [word for word in world.PERSONAL if word in place.address]
            if not answer.headers["Content-Type"].startswith("text/html"):
                assert answer.headers["Content-Type"] == "application/pdf"
                named = answer.headers["Content-Disposition"]
                assert not [word for word in world.PERSONAL if word in named], named
                continue
            page = answer.content.decode()
            title = " ".join(TITLE.findall(page))
            assert not [word for word in world.PERSONAL if word in title], title
            assert not INLINE.findall(page), INLINE.findall(page)[:3]
            for address in ADDRESS.findall(page):
                assert not [word for word in world.PERSONAL if word in address], address
                assert not ELSEWHERE.match(address) or "data-quick-exit" in page or "oidc" in place.name, (
                    address
                )


def test_an_answer_without_a_log_in_tells_nothing(filled, subtests):
    for place in list(world.places()):
        if (
            place.name.split(":")[0] in ("portal", "law", "demo", "oidc", "look")
            and place.name != "portal:marked"
        ):
            continue
        with subtests.test(place.name):
            answer = Client().get(place.address)
            assert answer.status_code in (302, 405), answer.status_code
            assert not [word for word in world.PERSONAL if word in answer.content.decode()]
            assert_headers(answer, place.name)


def test_what_one_may_not_see_looks_exactly_like_what_does_not_exist(filled, subtests):
    """Kurt, the controller, has a log-in and no key to any person."""
    client = world.client_of("kurt")
    for place in list(world.places()):
        found = re.search(r"[0-9a-f]{8}-[0-9a-f-]{27}", place.address)
        if not found:
            continue
        with subtests.test(place.name):
            hidden = client.get(place.address)
            absent = client.get(place.address.replace(found[0], str(uuid4())))
            assert hidden.status_code == absent.status_code, (hidden.status_code, absent.status_code)
            assert hidden.status_code in (403, 404, 405)
            assert hidden.content == absent.content
            sent = client.post(place.address, {"text": "x"})
            assert sent.status_code in (403, 404, 405), sent.status_code


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


def test_reading_every_page_logs_nothing_about_anybody(filled, caplog):
    caplog.set_level("DEBUG")
    places = list(world.places())
    caplog.clear()
    for place in places:
        world.client_of(place.username).get(place.address)
    from django.conf import settings

    from samtid.config.logs import Wordless

    formatter = Wordless(settings.LOGGING["formatters"]["wordless"]["format"])
    written = "\n".join(
        formatter.format(record) for record in caplog.records if record.name != "django.db.backends"
    )
    assert not [word for word in world.PERSONAL if word in written]
