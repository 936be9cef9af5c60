"""Figures tell how much and how long, by route; never a path, never to a stranger."""

from __future__ import annotations

import json
import logging
import sys

import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpResponse
from django.urls import resolve, reverse

from samtid.config.logs import Json
from samtid.doors.running.figures import Figures
from samtid.doors.worker import figures as of_the_queue

CASE = "0192f0c1-0000-7000-8000-000000000001"
PAGE = reverse("dossier:note", args=[CASE])


def answer_of(request):
    if not request.path.startswith("/static/"):
        request.resolver_match = resolve(request.path)
    return HttpResponse(status=200)


def test_what_passes_is_counted_by_route_and_a_path_is_never_told(rf, settings):
    settings.METRICS_TOKEN = "let-me-see"
    figures = Figures(answer_of)
    figures(rf.get(PAGE))
    figures(rf.get("/static/look/mark.svg"))
    figures(rf.generic("FROBNICATE", "/kvitto/"))

    told = figures(rf.get("/halsa/matetal", headers={"authorization": "Bearer let-me-see"})).content.decode()

    assert CASE not in told and PAGE not in told
    name = resolve(PAGE).view_name
    assert f'samtid_requests_total{{method="GET",route="{name}",status="200"}} 1.0' in told
    assert 'route="static"' in told and 'method="OTHER",route="portal:receipt"' in told


@pytest.mark.parametrize("said", ["", "Bearer", "Bearer let-me-se", "Basic let-me-see", "Bearer å"])
def test_a_stranger_is_told_nothing(rf, settings, said):
    settings.METRICS_TOKEN = "let-me-see"
    answer = Figures(answer_of)(rf.get("/halsa/matetal", headers={"authorization": said}))
    assert answer.status_code == 404 and b"samtid" not in answer.content


def test_without_a_token_nothing_is_counted(settings):
    settings.METRICS_TOKEN = ""
    with pytest.raises(MiddlewareNotUsed):
        Figures(answer_of)


def test_the_queue_tells_numbers_and_moments_only(as_owner, monkeypatch):
    monkeypatch.setattr(of_the_queue.jobs, "on_the_database", lambda work, at: work())
    with as_owner():
        told = {one.name: one for one in of_the_queue.Queue().collect()}
    assert told["samtid_database_up"].samples[0].value == 1
    assert {one.labels["status"] for one in told["samtid_jobs"].samples} == {"todo", "doing", "failed"}
    assert told["samtid_faults"].samples[0].value == 0


def test_a_log_line_as_json_has_no_person_and_no_words_of_an_exception():
    row = "Failing row contains (Alva, 20120314-2391)"
    try:
        raise ValueError(row)
    except ValueError:
        record = logging.LogRecord("x", 40, "x", 1, "Fel på /arende/%s/?q=Alva", (CASE,), sys.exc_info())
    line = Json().format(record)
    said = json.loads(line)
    assert said["level"] == "ERROR" and said["message"] == "Fel på /arende/…/?…"
    assert "Alva" not in line and CASE not in line and said["error"].endswith("ValueError")
