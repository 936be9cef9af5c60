"""Adresserna: one prefix per room, in Swedish."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

ROOMS = [
    ("", "samtid.base.look.urls"),
    ("", "samtid.base.dossier.urls"),
    ("inkommet/", "samtid.steps.intake.urls"),
    ("utredningar/", "samtid.steps.investigations.urls"),
    ("beslut/", "samtid.steps.decisions.urls"),
    ("insatser/", "samtid.steps.services.urls"),
    ("besok/", "samtid.steps.visits.urls"),
    ("uppfoljning/", "samtid.quality.followup.urls"),
    ("svart/", "samtid.quality.improvement.urls"),
    ("", "samtid.doors.desk.urls"),
    ("", "samtid.doors.outage.urls"),
    ("frister/", "samtid.doors.portal.law_urls"),
    ("", "samtid.doors.systems.oidc.urls"),
    ("demo/", "samtid.doors.demo.urls"),
    ("", "samtid.doors.portal.urls"),
]


def _is_built(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


# what is answered when something breaks: 503 and words when it is the database that is away
handler500 = "samtid.doors.running.views.broken"

urlpatterns: list[URLPattern | URLResolver] = [
    path(prefix, include(module)) for prefix, module in ROOMS if _is_built(module)
]
