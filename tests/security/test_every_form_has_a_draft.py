"""Every form that one writes in keeps what is written: none is left without a draft."""

from __future__ import annotations

import re

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, reverse

from samtid.base.dossier.rules import is_draft_key
from tests.security import world

FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
FIELD = re.compile(r"<textarea\b[^>]*?name=\"([^\"]+)\"")
KEPT = re.compile(r'data-draft="([^"]+)" data-draft-url="/utkast/([^"]+)"')
# where a line is read as a text, since it holds a reason or a person
LINE = re.compile(r"<input\b[^>]*?name=\"(reason|given_name)\"")
WRITTEN_IN = {"desk:keys": LINE, "intake:identify": LINE, "intake:relate": LINE}
# The open pages keep nothing on the server: what is typed there stays on the page itself.
OPEN_PAGES = ("portal:", "demo:", "look:")
WITHOUT_FORMS = ("outage:", "law:", "oidc:", "desk:log_extract", "decisions:letter", "dossier:document")


@pytest.fixture(autouse=True)
def quiet(caplog):
    caplog.set_level("CRITICAL")


def forms_of(html: str, name: str) -> list[tuple[str, str]]:
    """The forms of a page that one writes in."""
    written_in = WRITTEN_IN.get(name, FIELD)
    return [
        (head, body)
        for head, body in FORM.findall(html)
        if 'method="post"' in head and written_in.search(body)
    ]


def pages(name: str, entry: URLPattern, clients: dict[str, Client]) -> list[str]:
    """The page as it is about each row, to the first one who may see it."""
    found: list[str] = []
    tries = [world.AT_HOME.get(name.split(":")[0], "karin"), "karin", "bo", "ulf"]
    for arguments in world.candidates(name, entry):
        for username in tries:
            with transaction.atomic():
                answer = clients[username].get(reverse(name, kwargs=arguments))
                transaction.set_rollback(True)
            if answer.status_code == 405:
                return found
            if answer.status_code == 200:
                if "text/html" in answer.headers["Content-Type"]:
                    found.append(answer.content.decode())
                tries.sort(key=lambda one, first=username: one != first)
                break
    return found


def test_every_form_with_a_text_has_a_draft_of_its_own(filled):
    seen, without = set(), {}
    clients = {username: world.client_of(username) for username in world.OTHERS}
    for name, entry in world.patterns():
        if name in world.LEFT_OUT or name.startswith(OPEN_PAGES + WITHOUT_FORMS):
            continue
        for html in pages(name, entry, clients):
            for head, body in forms_of(html, name):
                kept = KEPT.search(head)
                if kept is None:
                    without[name] = FIELD.findall(body)
                    continue
                key, address = kept.groups()
                assert key == address and is_draft_key(key), key
                for hidden in ("draft_key", "draft_page", "draft_from"):
                    assert f'name="{hidden}"' in body, f"{name}: the form of {key} does not say {hidden}"
                seen.add(":".join(key.split(":")[:2]))
    assert not without, f"forms without a draft: {without}"
    assert len(seen) > 25, f"the forms were not found: {sorted(seen)}"
