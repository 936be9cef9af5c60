"""En stuga som kan börja, och en telefon."""

from __future__ import annotations

import pytest
from django.test import Client

from samtid.base.access.words import Purpose
from samtid.ground import clock

from .make import PLAN, a_workshop

EVERYONE = ("maja", "rut", "bo", "eva", "siri", "omar", "pelle", "ulf", "gun", "tova", "nils", "kurt")


@pytest.fixture
def prepared(acting, staff, at):
    """Vera's, with twelve of the staff and a politician in two groups, and slips."""
    assert PLAN
    with acting("vera") as vera:
        return a_workshop([staff(one) for one in EVERYONE], by=vera, at=at)


@pytest.fixture
def at_a_phone(acting):
    """``with at_a_phone():`` nobody in particular, at the open way in."""
    return lambda moment=None: acting("", purpose=Purpose.PORTAL, **({"at": moment} if moment else {}))


@pytest.fixture
def browse(staff, at):
    """``browse("vera")``: her browser; ``browse()`` is a phone."""

    def client(username: str = "") -> Client:
        browser = Client()
        if username:
            browser.force_login(staff(username))
        return browser

    with clock.set_to(lambda: at):
        yield client
