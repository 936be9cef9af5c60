"""The operator's command for links: one line, and never a personal number."""

from __future__ import annotations

import pytest

from samtid.base.organisation.models import Staff
from samtid.doors.cli import main, place

ISSUER = "https://idp.example"


pytestmark = pytest.mark.django_db(databases=["default", "owner"])


@pytest.fixture(autouse=True)
def here(monkeypatch):
    """The test's own database, as the operator's."""
    monkeypatch.setattr(place, "enter", lambda *names, **options: "")


def test_a_link_is_made_shown_and_ended(capsys):
    assert main(["staff", "link", "bo", "4711", "--issuer", ISSUER]) == 0
    assert main(["staff", "links"]) == 0
    assert f"bo\t{ISSUER}\t4711" in capsys.readouterr().out
    assert main(["staff", "link", "eva", "4711", "--issuer", ISSUER]) == 2
    assert "redan kopplad" in capsys.readouterr().err
    assert main(["staff", "unlink", "bo"]) == 0
    assert "1 koppling avslutad." in capsys.readouterr().out
    main(["staff", "links"])
    assert "4711" not in capsys.readouterr().out


def test_somebody_is_logged_out_everywhere(capsys):
    """What every session is sealed with is new each time (tests/security/test_sessions.py shows what follows)."""

    def seal() -> str:
        return Staff.objects.using("owner").get(username="bo").get_session_auth_hash()

    before = seal()
    assert main(["staff", "logout", "bo"]) == 0
    assert "utloggad överallt" in capsys.readouterr().out
    assert seal() != before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["link", "finns-inte", "4711", "--issuer", ISSUER], "ingen medarbetare"),
        (["link", "bo", "201203142391", "--issuer", ISSUER], "personnummer"),
        (["link", "bo", "4711", "--issuer", "http://idp.example"], "https://"),
        (["link", "bo", "4711"], "https://"),
    ],
)
def test_what_is_wrong_is_one_line(capsys, arguments, words):
    assert main(["staff", *arguments]) == 2
    said = capsys.readouterr().err.strip().splitlines()
    assert len(said) == 1
    assert words in said[0]
