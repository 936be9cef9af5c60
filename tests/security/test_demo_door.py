"""The demonstration's log-in does not exist outside the demonstration, and there is no other way in."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.urls import reverse

PROGRAM = """
import django; django.setup()
from django.conf import settings
from django.test import Client
from django.urls import NoReverseMatch, reverse
assert settings.DEMO is False
for name, arguments in (("demo:start", []), ("demo:log_in", ["bo"])):
    try:
        reverse(name, args=arguments)
    except NoReverseMatch:
        continue
    raise SystemExit(f"{name} has an address")
from django.urls import resolve, Resolver404
for address in ("/demo/", "/demo/logga-in/bo/", "/admin/", "/accounts/login/"):
    try:
        resolve(address)
    except Resolver404:
        continue
    raise SystemExit(f"{address} is answered")
print("no way in")
"""


def run(**more: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "SAMTID_DEMO"} | more
    return subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_outside_the_demonstration_its_addresses_do_not_exist():
    done = run()
    assert done.stdout.strip() == "no way in", done.stderr[-2000:]


@pytest.mark.parametrize("said", ["0", "true"])
def test_only_the_one_right_word_turns_the_demonstration_on(said):
    done = run(SAMTID_DEMO=said)
    assert done.stdout.strip() == "no way in", done.stderr[-2000:]


def test_even_with_the_addresses_there_the_views_refuse(client, settings, db):
    settings.DEMO = False
    assert client.get(reverse("demo:start")).status_code == 404
    assert client.post(reverse("demo:log_in", args=["bo"])).status_code == 404
    assert "_auth_user_id" not in client.session


def test_nobody_has_a_password(as_owner, db):
    from samtid.base.organisation.models import Staff

    with as_owner():
        assert not Staff.objects.exclude(password="").exclude(password__startswith="!").exists()


def test_no_page_asks_anybody_for_a_password(crawl):
    """Somebody without a log-in, and one of each kind of work."""
    for username in ("", "bo", "ola"):
        assert not [a.address for a in crawl(username) if 'type="password"' in a.text]
