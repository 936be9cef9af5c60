"""The stamp: what it says, and which ones the database takes for true."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection

from samtid.base.access.identity import Identity, acting_as, current, token
from samtid.base.access.words import Purpose


def who() -> tuple[object, ...]:
    with connection.cursor() as cursor:
        cursor.execute("select access.me(), access.purpose(), access.at()")
        return cursor.fetchone()


def say(stamp: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select set_config('samtid.stamp', %s, true)", [stamp])


def made(identity: Identity, **changed: object) -> str:
    import time

    known = {
        "process": connection.connection.info.backend_pid,
        "key": settings.STAMP_KEY.encode(),
        "now": time.time(),
        "seconds": 60,
    }
    return token(identity, **(known | changed))


def test_the_database_knows_who_is_acting_and_when(acting, at):
    with acting("bo") as bo:
        assert who() == (bo.pk, "web", at)
    assert who() == (None, None, None)


def test_acting_inside_acting_gives_the_former_back(acting, at):
    with acting("bo") as bo:
        with acting("eva") as eva:
            assert who()[0] == eva.pk
        assert who()[0] == bo.pk
    assert current.get() is None


@pytest.mark.parametrize(
    "changed",
    [{"process": 1}, {"key": b"another key"}, {"now": 0.0}, {"seconds": -1}],
    ids=["another connection", "another key", "long ago", "run out"],
)
def test_a_stamp_that_is_not_ours_for_now_is_nobodys(acting, at, staff, changed):
    identity = Identity(staff("bo").pk, Purpose.WEB, at)
    say(made(identity))
    assert who()[0] == identity.staff
    say(made(identity, **changed))
    assert who() == (None, None, None)


@pytest.mark.parametrize(
    "said", ["", "x", "1.2.3", "1.web.0.0.0.0.0", "....." * 3, "1.web.x.9999999999.1.00", "å" * 500]
)
def test_nonsense_is_nobody_and_no_error(db, said):
    say(said)
    assert who() == (None, None, None)


def test_a_changed_word_breaks_the_signature(acting, at, staff):
    good = made(Identity(staff("bo").pk, Purpose.WEB, at)).split(".")
    for place, word in ((0, str(staff("karin").pk)), (1, "worker"), (2, "1"), (3, "99999999999")):
        say(".".join([*good[:place], word, *good[place + 1 :]]))
        assert who() == (None, None, None)


def test_the_portal_is_nobody_in_particular(db, at):
    with acting_as(Identity(None, Purpose.PORTAL, at + timedelta(0))):
        assert who() == (None, "portal", at)


def test_a_key_given_in_this_very_moment_holds(acting, at):
    from samtid.base.dossier.models import Case
    from samtid.base.dossier.tests.make import a_case

    moment = at.replace(microsecond=123_457)
    with acting("bo", at=moment) as bo:
        assert who()[2] == moment
        with acting("karin", at=moment) as karin:
            case = a_case(by=karin, at=moment)
            from samtid.base.dossier.actions import transfer

            transfer(case, case.compartment, bo, by=karin, at=moment)
        assert Case.objects.get() == case


def test_a_page_waits_no_longer_than_somebody_would_and_a_command_as_long_as_it_takes(acting, settings):
    settings.STATEMENT_SECONDS, settings.LOCK_SECONDS = 7, 3
    with acting("bo"), connection.cursor() as cursor:
        cursor.execute("select current_setting('statement_timeout'), current_setting('lock_timeout')")
        assert cursor.fetchone() == ("7s", "3s")
    with acting("bo", purpose=Purpose.COMMAND), connection.cursor() as cursor:
        cursor.execute("select current_setting('statement_timeout')")
        assert cursor.fetchone() == ("0",)


def test_nobody_reads_with_anothers_eyes(acting, staff, at):
    from samtid.base.access.viewing import NotTheViewer
    from samtid.base.dossier import queries

    bo = staff("bo")
    with acting("maja") as maja:
        assert list(queries.cases(maja)) == []
        for read in (queries.cases, queries.dossiers, queries.notes, queries.running_clocks):
            with pytest.raises(NotTheViewer):
                read(bo)
    assert list(queries.cases(bo)) == [], "and without a stamp the wall shows nothing"
