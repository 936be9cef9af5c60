"""Ett sammanträde med ett ärende på listan."""

from __future__ import annotations

from datetime import timedelta

import pytest

from samtid.ground.reasons import NotYet
from samtid.steps.committee.models import AgendaLine, Meeting
from samtid.steps.investigations.tests.make import a_childs_investigation

from .make import SOON, a_line, a_meeting


@pytest.fixture
def childs(acting, at, staff):
    return a_childs_investigation(maja=staff("maja"), bo=staff("bo"), at=at)


@pytest.fixture
def meeting(acting, at) -> Meeting:
    with acting("karin") as karin:
        return a_meeting(by=karin, at=at)


@pytest.fixture
def line(acting, at, childs, meeting) -> AgendaLine:
    with acting("bo") as bo:
        return a_line(childs, meeting, by=bo, at=at)


@pytest.fixture
def later(at):
    """When the meeting has been."""
    return at + SOON + timedelta(hours=3)


@pytest.fixture
def browse(client, staff, monkeypatch, at):
    """``browse("bo")``: a logged-in client at the test's moment."""
    from samtid.ground import clock

    def as_(username, moment=at):
        monkeypatch.setattr(clock, "_source", lambda: moment)
        client.force_login(staff(username), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return as_


@pytest.fixture
def refused():
    """``refused(action, …)``: what it says when it does nothing."""

    def does_not(does, *args, **said) -> str:
        with pytest.raises(NotYet) as why:
            does(*args, **said)
        return str(why.value)

    return does_not
