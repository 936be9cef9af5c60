"""Vem som läser, och vem som har slutat."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from samtid.base.organisation.models import Membership
from samtid.base.organisation.words import Role
from samtid.ground import clock


@pytest.fixture
def left(as_owner, at):
    """``left(staff, role, last)``: that post is over after the day."""

    def leave(who, last: date, role: Role = Role.MANAGER) -> None:
        with as_owner():
            Membership.objects.filter(staff=who, role=role).update(valid_to=last)

    return leave


@pytest.fixture
def browse(staff, at):
    """``browse("vera")``: her browser."""

    def client(username: str) -> Client:
        browser = Client()
        browser.force_login(staff(username))
        return browser

    with clock.set_to(lambda: at):
        yield client
