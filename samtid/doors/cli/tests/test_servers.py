"""Several municipalities on one server, and accounts that are no superusers: nobody's roles are touched."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from samtid.doors.cli import servers
from samtid.doors.cli.cluster import Cluster, throwaway
from tests.database import PLACE_KEY, SECRET_KEY, STAMP_KEY

SAMTID = [sys.executable, "-c", "import sys; from samtid.doors.cli import main; sys.exit(main(sys.argv[1:]))"]


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[Cluster]:
    """A server where somebody else's Samtid has its roles already."""
    with throwaway(tmp_path_factory.mktemp("server") / "postgres") as cluster:
        with psycopg.connect(cluster.superuser_url, autocommit=True) as admin:
            admin.execute("create role samtid_owner nologin bypassrls")
            admin.execute("create role samtid_app login password 'of another place'")
            admin.execute("create role pitea_dba login createrole createdb password 'password'")
        yield cluster


def samtid(*words: str, state: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """A command in a clone of its own, with nothing said but ``more``."""
    known = {name: said for name, said in os.environ.items() if not name.startswith(("SAMTID_", "DATABASE_"))}
    return subprocess.run(
        [*SAMTID, *words], env=known | {"SAMTID_STATE": str(state)} | more,
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip


def passwords(server: Cluster) -> dict[str, str]:
    with psycopg.connect(server.superuser_url) as admin:
        return dict(
            admin.execute("select rolname, rolpassword from pg_authid where rolname !~ '^pg_'").fetchall()
        )


def at(server: Cluster, name: str) -> str:
    return server.superuser_url.rpartition("/")[0] + f"/{name}"


def test_municipalities_side_by_side_have_roles_of_their_own_and_nobodys_password_is_touched(
    server, tmp_path
):
    before = passwords(server)
    for name in ("lulea", "kiruna"):
        done = samtid("migrate", state=tmp_path / name, DATABASE_URL=at(server, name))
        assert done.returncode == 0, done.stderr
        assert done.stderr == ""
        checked = samtid("check", state=tmp_path / name, DATABASE_URL=at(server, name))
        assert checked.returncode == 0, checked.stderr
    after = passwords(server)
    assert {name: after[name] for name in before} == before
    assert {"lulea_app", "lulea_owner", "lulea_worker", "kiruna_app"} <= set(after)
    with psycopg.connect(at(server, "kiruna")) as admin:
        [[reached]] = admin.execute(
            "select count(*) from pg_class c, aclexplode(relacl) a where a.grantee::regrole::text ~ '^(lulea|samtid)_'"
        ).fetchall()
        assert reached == 0
        assert admin.execute(
            "select has_database_privilege('lulea_app', 'kiruna', 'connect')"
        ).fetchone() == (False,)


def test_a_role_that_somebody_else_made_is_left_as_it_is_and_the_way_out_is_said(server, tmp_path):
    before = passwords(server)
    done = samtid("migrate", state=tmp_path, DATABASE_URL=at(server, "samtid"))
    assert done.returncode == 2
    [line] = done.stderr.strip().splitlines()
    assert "samtid_app finns redan" in line and "SAMTID_ROLES" in line
    assert passwords(server) == before


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://x/y", "DATABASE_URL: adressen ska börja med postgresql://"),
        ("postgresql://x:y@127.0.0.1:9/z", "ingen databasserver lyssnar där"),
        ("postgresql://x@/z?host=/nosuch", "ingen databasserver lyssnar där"),
        ("postgresql:///?service=nosuch", "tjänsten nosuch finns inte"),
        ("postgresql://postgres:wrong@{place}/z", "lösenordet för postgres är fel"),
        ("postgresql://postgres@{place}/z", "lösenord saknas"),
        ("postgresql://postgres:x@{place}/z?sslmode=require", "kan inte TLS"),
        (
            "postgresql://pitea_dba:password@{place}/z",
            "Låt en superanvändare köra en gång: create role z_owner",
        ),
    ],
)
def test_an_address_that_does_not_work_says_in_one_line_what_to_do(server, tmp_path, url, said):
    place = server.superuser_url.rpartition("@")[2].rpartition("/")[0]
    done = samtid("migrate", state=tmp_path, DATABASE_URL=url.format(place=place))
    assert done.returncode == 2
    [line] = done.stderr.strip().splitlines()
    assert said in line and "wrong" not in line


def test_an_account_that_is_no_superuser_migrates_and_tells_what_only_one_may_do(server, tmp_path):
    """By the documentation: a superuser makes roles and database once, and runs what migrate tells."""
    with psycopg.connect(server.superuser_url, autocommit=True) as admin:
        admin.execute("create role pitea_owner nologin bypassrls")
        admin.execute("create role pitea_app login noinherit password 'password'")
        admin.execute("create role pitea_worker login noinherit password 'only-for-tests'")
        admin.execute("grant pitea_owner to pitea_dba")
        admin.execute("create database pitea owner pitea_owner encoding 'UTF8' template template0")
        admin.execute("revoke all on database pitea from public")
        admin.execute("grant connect on database pitea to pitea_app, pitea_worker, pitea_dba")
    url = at(server, "pitea")
    own = url.rpartition("@")[2]
    known = {
        "SAMTID_ADMIN_URL": f"postgresql://pitea_dba:password@{own}",
        "SAMTID_DATABASE_URL": f"postgresql://pitea_app:password@{own}",
        "SAMTID_SECRET_KEY": SECRET_KEY,
        "SAMTID_STAMP_KEY": STAMP_KEY,
        "SAMTID_PLACE_KEY": PLACE_KEY,
    }
    done = samtid("migrate", state=tmp_path, **known)
    assert done.returncode == 1, (done.stdout, done.stderr)
    assert "får bara en superanvändare göra" in done.stderr and "Warning" not in done.stderr
    wanted = [line.strip() for line in done.stderr.splitlines() if line.startswith("    ")]
    assert wanted
    with psycopg.connect(url, autocommit=True) as admin:
        for statement in wanted:
            admin.execute(statement)
    again = samtid("migrate", state=tmp_path, **known)
    assert (again.returncode, again.stderr) == (0, "")
    web = samtid(
        "check", state=tmp_path, **{name: said for name, said in known.items() if name != "SAMTID_ADMIN_URL"}
    )
    assert web.returncode == 0, web.stderr


def test_a_database_of_our_own_from_before_goes_on_with_the_roles_it_has(server):
    with psycopg.connect(server.superuser_url, autocommit=True) as admin:
        admin.execute("create role old_owner nologin bypassrls")
        admin.execute("create database samtid_demo owner old_owner")
    with psycopg.connect(at(server, "samtid_demo"), autocommit=True) as admin:
        assert servers.prefix_of(server.superuser_url, "samtid_demo") == ""
        admin.execute("create table django_migrations (app text)")
        admin.execute("alter table django_migrations owner to old_owner")
    assert servers.prefix_of(server.superuser_url, "samtid_demo") == "old"
    assert servers.prefix_of(server.superuser_url, "not_there") == ""
