"""Whoever keeps the program running asks two addresses; whoever visits it meets words when the database is away."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest
import requests

from samtid.doors.cli import place
from samtid.doors.cli.cluster import Cluster, throwaway
from samtid.doors.cli.cluster.process import free_port
from samtid.doors.running.health import Health
from tests.database import PASSWORD, PLACE_KEY, ROLES, SECRET_KEY, STAMP_KEY, call_it_a_demo

NAME = "samtid_health"
SAMTID = [sys.executable, "-c", "import sys; from samtid.doors.cli import main; sys.exit(main(sys.argv[1:]))"]
PATIENCE = 90.0


@pytest.fixture(scope="module")
def served(tmp_path_factory) -> Iterator[tuple[str, Cluster]]:
    """A municipality of its own on a server of its own, since the server will be stopped."""
    folder: Path = tmp_path_factory.mktemp("health")
    with throwaway(folder / "postgres") as cluster, (folder / "log").open("w") as log:
        place.prepare(cluster.superuser_url, NAME, PASSWORD)
        admin = place.with_database(cluster.superuser_url, NAME)
        known = {
            name: said for name, said in os.environ.items() if not name.startswith(("SAMTID_", "DATABASE_"))
        }
        known |= {
            "SAMTID_DATABASE_URL": place.with_database(admin, NAME, place.APP, PASSWORD),
            "SAMTID_ROLES": ROLES,
            "SAMTID_SECRET_KEY": SECRET_KEY,
            "SAMTID_STAMP_KEY": STAMP_KEY,
            "SAMTID_PLACE_KEY": PLACE_KEY,
        }
        subprocess.run(
            [*SAMTID, "migrate"],
            env=known | {"SAMTID_ADMIN_URL": admin},
            check=True,
            stdout=log,
            stderr=log,
            timeout=300,
        )
        subprocess.run(
            [*SAMTID, "static", str(folder / "static")], env=known, check=True, stdout=log, timeout=120
        )
        known |= {"SAMTID_STATIC": str(folder / "static"), "SAMTID_METRICS_TOKEN": "let-me-see"}
        port = free_port()
        web = subprocess.Popen(
            [*SAMTID, "web", "--port", str(port), "--workers", "1"],
            env=known, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
        address = f"http://127.0.0.1:{port}"
        try:
            wait_for(address + "/halsa/redo", 200, folder / "log")
            yield address, cluster
        finally:
            with suppress(ProcessLookupError):
                os.killpg(web.pid, signal.SIGKILL)
            web.wait()


def wait_for(address: str, status: int, log: Path | None = None) -> requests.Response:
    last = time.monotonic() + PATIENCE
    while time.monotonic() < last:
        with suppress(requests.RequestException):
            answer = requests.get(address, timeout=30)
            if answer.status_code == status:
                return answer
        time.sleep(0.2)
    raise AssertionError(f"{address} never answered {status}: {log.read_text() if log else ''}")


def test_the_database_goes_and_comes_back_and_the_web_never_has_to_be_started_again(served):
    address, cluster = served
    assert requests.get(address + "/halsa/levande", timeout=30).text == "lever\n"
    assert requests.get(address + "/", timeout=30).status_code == 200

    cluster.stop()

    page = wait_for(address + "/min-dag/", 503)
    assert page.headers["Retry-After"] == "5" and page.headers["Content-Type"].startswith("text/html")
    assert "Samtid når inte sin databas" in page.text and '<html lang="sv"' in page.text
    assert "psycopg" not in page.text and "127.0.0.1" not in page.text
    part = requests.get(address + "/min-dag/", headers={"HX-Request": "true"}, timeout=30)
    assert (part.status_code, part.headers["Content-Type"]) == (503, "text/plain; charset=utf-8")
    assert "Försök igen" in part.text and "<" not in part.text
    json = requests.get(address + "/min-dag/", headers={"Accept": "application/json"}, timeout=30)
    assert (json.status_code, list(json.json())) == (503, ["fel"])
    assert requests.get(address + "/halsa/levande", timeout=30).status_code == 200
    assert wait_for(address + "/halsa/redo", 503).text == "inte redo\n"

    cluster.start()

    assert wait_for(address + "/halsa/redo", 200).text == "redo\n"
    assert wait_for(address + "/", 200)


def test_files_are_kept_for_ever_under_names_of_their_content_and_sent_compressed(served):
    address, _ = served
    page = requests.get(address + "/tillganglighet/", timeout=30).text
    [style] = re.findall(r"/static/look/theme\.[0-9a-f]{12}\.css", page)[:1]
    answer = requests.get(address + style, headers={"Accept-Encoding": "gzip"}, timeout=30)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "immutable" in answer.headers["Cache-Control"]


def test_the_figures_of_all_processes_are_told_to_the_holder_of_the_token(served):
    address, _ = served
    requests.get(address + "/kvitto/", timeout=30)
    told = requests.get(
        address + "/halsa/matetal", headers={"Authorization": "Bearer let-me-see"}, timeout=30
    ).text
    assert 'samtid_requests_total{method="GET",route="portal:receipt",status="200"}' in told
    assert requests.get(address + "/halsa/matetal", timeout=30).status_code == 404


def test_a_database_that_becomes_a_demonstrations_is_no_longer_sent_visitors(served):
    address, cluster = served
    call_it_a_demo(cluster.superuser_url, NAME)
    assert wait_for(address + "/halsa/redo", 503).text == "inte redo\n"
    with psycopg.connect(cluster.superuser_url, autocommit=True) as admin:
        admin.execute(f"comment on database {NAME} is null")
    assert wait_for(address + "/halsa/redo", 200)


def test_health_asks_no_host_no_session_and_takes_no_other_verb(rf):
    health = Health(lambda request: pytest.fail("went on"))
    assert health(rf.get("/halsa/levande", HTTP_HOST="whatever.example")).status_code == 200
    assert health(rf.get("/halsa/levande/")).status_code == 200
    assert health(rf.post("/halsa/redo")).status_code == 405
