"""Kommunens eget: the values that law leaves to it, the catalogue of services, and its name on pages and letters."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from samtid.base.access.request import Request
from samtid.base.look.paging import part_of
from samtid.base.organisation import kept
from samtid.doors.office import queries
from samtid.doors.office.words import Subject
from samtid.ground.municipalities import contrast
from samtid.ground.sweden import swedish_day
from samtid.steps.services.queries import catalogue_lines

from .reading import PER_PAGE, at_home, show


@require_GET
def values(request: Request) -> HttpResponse:
    """Every value of the municipality's own: what it is, since when, what it may be, and who changed it."""
    at_home(request)
    return show(
        request,
        "office/values.html",
        lines=queries.own_lines(swedish_day(request.at)),
        history=part_of(queries.about(request.user, Subject.VALUE), PER_PAGE),
    )


@require_GET
def catalogue(request: Request) -> HttpResponse:
    """Every service that the program knows: whether the municipality gives it, at what price and in what words."""
    at_home(request)
    return show(
        request,
        "office/catalogue.html",
        lines=catalogue_lines(swedish_day(request.at)),
        history=part_of(queries.about(request.user, Subject.OFFERING), PER_PAGE),
    )


@require_GET
def municipality(request: Request) -> HttpResponse:
    """What the municipality is called, its colours with their contrast, and who its letters are from."""
    at_home(request)
    now = kept.municipality(swedish_day(request.at))
    has_colours = now is not None and bool(now.colour)
    return show(
        request,
        "office/municipality.html",
        now=now,
        colours=f"{now.colour}-{now.text_colour}".replace("#", "") if now and has_colours else "",
        contrast=f"{contrast(now.colour, now.text_colour):.1f}".replace(".", ",")
        if now and has_colours
        else "",
        history=part_of(queries.about(request.user, Subject.MUNICIPALITY), PER_PAGE),
    )
