"""En webbläsare en annan dag, och natten som öppnar tillfällena."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from samtid.base.access.identity import Identity, acting_as
from samtid.base.access.through import door
from samtid.base.access.words import Purpose
from samtid.ground import clock


@pytest.fixture
def browse(staff, at):
    """``browse("vera", days=31)``: her browser, so many days on."""
    moment = [at]

    def client(username: str, days: int = 0) -> Client:
        moment[0] = at + timedelta(days=days)
        browser = Client()
        browser.force_login(staff(username))
        return browser

    with clock.set_to(lambda: moment[0]):
        yield client


@pytest.fixture
def the(as_owner):
    def one(model, **which):
        with as_owner():
            return model.objects.get(**which)

    return one


@pytest.fixture
def night(as_owner):
    """The night: the function is the worker's log-in's, so it is called from outside with the worker's stamp."""

    def hold(at) -> int:
        with acting_as(Identity(None, Purpose.WORKER, at)), as_owner():
            return door("hold_controls")

    return hold
