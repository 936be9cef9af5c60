"""Öppet: waiting times, kept promises, complaints and what was done, for everybody and as files. Figures only."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from samtid.base.access.request import OpenRequest
from samtid.base.look.fragments import page
from samtid.base.organisation import kept
from samtid.ground.sweden import swedish_day
from samtid.quality.deviations import queries as deviations
from samtid.quality.improvement import queries as ideas_of
from samtid.quality.improvement.words import Gains
from samtid.quality.indicators import opened, rules, tables
from samtid.quality.indicators.figures import all_indicators
from samtid.quality.indicators.figures.shape import Indicator
from samtid.quality.indicators.said import shown_by
from samtid.quality.indicators.words import Area

from .catalogue import Dataset, File, written


def _open_indicators() -> dict[str, Indicator]:
    return {key: one for key, one in all_indicators().items() if one.is_open}


@login_not_required
@require_safe
def start(request: OpenRequest) -> HttpResponse:
    """How it goes: a line for each open indicator, then the promises and the complaints."""
    every, courses = _open_indicators(), opened.courses()
    told = [(one, courses[key]) for key, one in every.items() if courses[key].latest is not None]
    return page(
        request,
        "portal/open.html",
        groups=[(area, [pair for pair in told if pair[0].area is area]) for area in Area],
        shown={key: shown_by(one) for key, one in every.items()},
        untold=[one for key, one in every.items() if courses[key].latest is None],
        standing=ideas_of.standing(swedish_day(request.at).year),
        groups_of_gain=list(Gains),
        complaints=deviations.open_complaints(),
    )


@login_not_required
@require_safe
def figure(request: OpenRequest, key: str) -> HttpResponse:
    """One indicator: month by month, what is counted and how it is read."""
    one = _open_indicators().get(key)
    if one is None:
        raise Http404
    course, shown = opened.courses()[key], shown_by(one)
    return page(
        request, "portal/open_figure.html", one=one, course=course, shown=shown,
        sentence=rules.sentence(course, shown, one.period),
    )  # fmt: skip


@login_not_required
@require_safe
def download(request: OpenRequest) -> HttpResponse:
    """Every open figure, as a file."""
    return _file(tables.figures(opened.readings(), _open_indicators()), "oppna-siffror.csv")


@login_not_required
@require_safe
def dictionary(request: OpenRequest) -> HttpResponse:
    """What the columns and the indicators are."""
    return _file(tables.dictionary(_open_indicators()), "ordlista.csv")


@login_not_required
@require_safe
def as_json(request: OpenRequest) -> HttpResponse:
    """The same for machines."""
    courses = opened.courses()
    return JsonResponse(
        {
            "indikatorer": [
                {
                    "nyckel": key,
                    "namn": one.name,
                    "definition": one.says,
                    "enhet": one.unit,
                    "version": one.version,
                    "lagrum": one.law or None,
                    "värden": [
                        {
                            "från": value.first_on,
                            "till": value.last_on,
                            "värde": value.value,
                            "antal": value.rows,
                        }
                        for value in courses[key].values
                    ],
                }
                for key, one in _open_indicators().items()
            ]
        },
        json_dumps_params={"ensure_ascii": False},
    )


@login_not_required
@require_safe
def catalogue(request: OpenRequest) -> HttpResponse:
    """What is published and how, for dataportal.se to harvest (DCAT-AP-SE 3, Turtle)."""
    today, found = swedish_day(request.at), kept.municipality(swedish_day(request.at))

    def file(title: str, kind: str, name: str) -> File:
        return File(title, kind, request.build_absolute_uri(reverse(name)))

    here, ideas = (request.build_absolute_uri(reverse(name)) for name in ("portal:open", "portal:ideas"))
    datasets = [
        Dataset(
            "siffror",
            "Väntetider och hållna löften i socialtjänsten",
            "Månad för månad, för hela kommunen: väntan, frister, beslut som blir av, uppföljning och arbetsbelastning. "
            "Ett värde rör minst fem personer.",
            "MONTHLY",
            ("socialtjänst", "väntetider", "kvalitet"),
            here,
            (
                file("Öppna siffror, CSV", "text/csv", "portal:open_download"),
                file("Öppna siffror, JSON", "application/json", "portal:open_json"),
                file("Ordlista till siffrorna, CSV", "text/csv", "portal:open_dictionary"),
            ),
        ),
        Dataset(
            "forbattringar",
            "Förbättringar i socialtjänsten",
            "Förslag som är för alla att läsa, med svar, försök och vad som blev av dem.",
            "DAILY",
            ("socialtjänst", "förbättringar", "medborgardialog"),
            ideas,
            (
                file("Förbättringar, JSON", "application/json", "portal:ideas_json"),
                file("Förbättringar, Atom", "application/atom+xml", "portal:ideas_atom"),
            ),
        ),
    ]
    text = written(
        publisher=kept.called(today),
        email=found.email if found is not None else "",
        here=here,
        datasets=datasets,
    )
    return HttpResponse(text, content_type="text/turtle; charset=utf-8")


def _file(text: str, name: str) -> HttpResponse:
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
