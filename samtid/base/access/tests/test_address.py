"""Every usual way to write a database's address works, and what does not is said in one Swedish line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some
from psycopg.conninfo import conninfo_to_dict

from samtid.base.access import address, logins


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgres://k:l@h/db", {"user": "k", "password": "l", "host": "h", "dbname": "db"}),
        ("postgresql://k@h:5433", {"user": "k", "host": "h", "port": "5433"}),
        ("postgresql:///db?host=/var/run/postgresql", {"dbname": "db", "host": "/var/run/postgresql"}),
        ("postgresql://%2Fvar%2Frun%2Fpostgresql/db", {"dbname": "db", "host": "/var/run/postgresql"}),
        ("postgresql://k:a%40b%2Fc%25@[::1]:5432/d%C3%A4b", {"user": "k", "password": "a@b/c%", "host": "::1", "port": "5432", "dbname": "däb"}),
        ("postgresql://k@a:1,b:2/db?target_session_attrs=read-write", {"user": "k", "host": "a,b", "port": "1,2", "dbname": "db", "target_session_attrs": "read-write"}),
        ("postgresql:///?service=samtid", {"service": "samtid"}),
        ("postgresql://k@h/db?sslmode=verify-full&sslrootcert=/etc/ca.pem", {"user": "k", "host": "h", "dbname": "db", "sslmode": "verify-full", "sslrootcert": "/etc/ca.pem"}),
        ("postgresql://k@h/db?options=-c%20geqo%3Doff", {"user": "k", "host": "h", "dbname": "db", "options": "-c geqo=off"}),
        ("postgresql://k@h/db?assume_role=r", {"user": "k", "host": "h", "dbname": "db", "assume_role": "r"}),
    ],
)  # fmt: skip
def test_the_usual_ways_are_read_and_written_again(url, expected):
    assert address.parse(url) == expected
    assert address.parse(address.build(expected)) == expected
    moved = address.with_database(url, "en annan", "app", "p:@/%")
    assert address.parse(moved) == expected | {"dbname": "en annan", "user": "app", "password": "p:@/%"}
    assert address.name_of(moved) == "en annan"


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("", "börja med postgresql://"),
        ("samtid", "börja med postgresql://"),
        ("mysql://h/db", "börja med postgresql://"),
        ("host=h dbname=db", "börja med postgresql://"),
        ("postgresql://h:port/db", "går inte att läsa"),
        ("postgresql://h:99999/db", "går inte att läsa"),
        ("postgresql://h/db?sslmod=x", "ett tillägg som inte finns"),
        ("postgresql://k:50%@h/db", "%25"),
    ],
)
def test_what_cannot_be_read_is_said_without_the_password(url, said):
    with pytest.raises(address.BadAddress) as told:
        address.parse(url)
    assert said in str(told.value) and "\n" not in str(told.value)


words = some.text(
    some.characters(codec="utf-8", exclude_characters="\0", exclude_categories=["Cs"]), min_size=1
)


@given(words, words, words)
def test_any_name_and_password_come_back_as_they_were(name, user, password):
    url = address.with_database("postgresql://h:5432/x", name, user, password)
    told = conninfo_to_dict(url)
    assert (told["dbname"], told["user"], told["password"], told["host"]) == (name, user, password, "h")


@pytest.mark.parametrize(
    ("environ", "prefix"),
    [
        ({}, "samtid"),
        ({"SAMTID_ROLES": "pitea"}, "pitea"),
        ({"SAMTID_DATABASE_URL": "postgresql://pitea_app:x@h/anything"}, "pitea"),
        ({"SAMTID_WORKER_URL": "postgresql://pitea_worker:x@h/anything"}, "pitea"),
        ({"SAMTID_ADMIN_URL": "postgresql://root@h/Lule%C3%A5%20Kommun"}, "lule_kommun"),
        ({"SAMTID_ADMIN_URL": "postgresql://root@h/1"}, "samtid_1"),
        ({"SAMTID_DATABASE_URL": "postgresql://Robert');--_app@h/x"}, "x"),
    ],
)
def test_each_database_has_roles_of_its_own(monkeypatch, environ, prefix):
    for name in ("SAMTID_ROLES", "SAMTID_DATABASE_URL", "SAMTID_WORKER_URL", "SAMTID_ADMIN_URL"):
        monkeypatch.delenv(name, raising=False)
    for name, said in environ.items():
        monkeypatch.setenv(name, said)
    assert logins.prefix() == prefix
    assert f"{prefix}_app" == logins.APP and logins.role_of("worker") == f"{prefix}_worker"


@pytest.mark.parametrize("said", ["Samtid", "1a", "a;b", "å", "x" * 49])
def test_a_prefix_that_is_no_name_is_refused(monkeypatch, said):
    monkeypatch.setenv("SAMTID_ROLES", said)
    with pytest.raises(ValueError, match="små bokstäver"):
        logins.prefix()
