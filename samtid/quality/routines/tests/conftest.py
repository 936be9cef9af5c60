"""Vem som läser, och vem som har slutat."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from samtid.base.organisation.models import Membership
from samtid.ground import clock
from samtid.ground.sweden import swedish_day
from samtid.quality.routines import actions
from samtid.quality.routines.models import Version

from .make import a_routine


@pytest.fixture
def browse(staff, at):
    """``browse("vera")``: her browser."""

    def client(username: str) -> Client:
        browser = Client()
        browser.force_login(staff(username))
        return browser

    with clock.set_to(lambda: at):
        yield client


@pytest.fixture
def left(as_owner):
    """``left(staff, last)``: her posts are over after the day."""

    def leave(who, last: date) -> None:
        with as_owner():
            Membership.objects.filter(staff=who).update(valid_to=last)

    return leave


@pytest.fixture
def draft(acting, staff, at) -> Version:
    """Written by vera for karin's unit; karin answers for it."""
    with acting("vera") as vera:
        return a_routine(staff("karin"), by=vera, at=at)


@pytest.fixture
def decided(draft, acting, at) -> Version:
    """The same, decided by karin and in force from today."""
    with acting("karin") as karin:
        return actions.decide(draft, swedish_day(at), by=karin, at=at)
