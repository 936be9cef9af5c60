"""Så står vi oss: a list of figures to choose from, and one figure beside everybody else's."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from samtid.base.access.request import Request
from samtid.base.look.fragments import page
from samtid.base.organisation import queries as organisation
from samtid.base.organisation import roles
from samtid.base.organisation.doing import hindered
from samtid.ground import municipalities
from samtid.ground.sweden import swedish_day
from samtid.ground.text import one_line, whole
from samtid.quality.inquiries import asking
from samtid.quality.inquiries.rules import ASKS

from . import offers, queries, sentences, snapshot
from .about import about
from .snapshot import Indicator
from .words import Gender

MOST_CHOSEN = 3  # so that a line can still be told from the next
LONGEST = 80


def at_home(request: Request) -> str | None:
    """Our municipality's code, for those who may compare. All others find nothing here."""
    today = swedish_day(request.at)
    if not organisation.roles(request.user, today) & roles.COMPARES:
        raise Http404
    return queries.ours(today)


@require_GET
def start(request: Request) -> HttpResponse:
    """Every figure, by heading; those that hold the words that were searched for."""
    ours = at_home(request)
    if ours is None:
        return page(request, "kolada/nobody.html", snapshot=snapshot)
    words = one_line(request.GET.get("sok", ""))[:LONGEST]
    found = [one for one in queries.standings(ours) if one.indicator.has_words(words)]
    return page(
        request,
        "kolada/start.html",
        name=queries.name(ours),
        groups=queries.by_area(found),
        words=words,
        shown=sentences.shown,
        snapshot=snapshot,
    )


@require_GET
def indicator(request: Request, kpi: str) -> HttpResponse:
    """One figure: where we lie, over time, and those that are like us."""
    ours = at_home(request)
    if ours is None:
        return redirect("kolada:start")
    one = snapshot.catalogue().get(kpi)
    if one is None:
        raise Http404
    chosen = _chosen(request.GET.getlist("med"), ours)
    added = one_line(request.GET.get("till", ""))[:LONGEST]
    unknown, full = "", False
    if added:
        code = snapshot.municipality(added)
        full = len(chosen) >= MOST_CHOSEN
        unknown = "" if code else added
        if code and not full:
            chosen = _chosen([*chosen, code], ours)
    gender = _gender(one, request.GET.get("kon", ""))
    years = snapshot.years(one.kpi, gender)
    asked = whole(request.GET.get("ar", ""))
    year = asked if asked in years else years[-1]
    found = queries.comparison(one, ours, year, gender, chosen)
    return page(
        request,
        "kolada/indicator.html",
        status=422 if unknown or full else 200,
        one=one,
        name=queries.name(ours),
        ours=ours,
        found=found,
        course=queries.course(one, ours, gender, chosen),
        group=snapshot.group(ours, one),
        last_own=max(snapshot.series(one.kpi, gender).get(ours, {}), default=None),
        gender=gender,
        genders=snapshot.genders(one.kpi),
        years=years[::-1],
        chosen={
            code: _address(one, year, gender, [other for other in chosen if other != code]) for code in chosen
        },
        may_add=len(chosen) < MOST_CHOSEN,
        unknown=unknown,
        full=full,
        most=MOST_CHOSEN,
        names=municipalities.names(),
        by_name=municipalities.by_name(),
        sentences=sentences,
        snapshot=snapshot,
        may_ask=not hindered(ASKS, request.user, request.at),
    )


def why(request: Request, kpi: str) -> HttpResponse:
    """Ask why, with where we lie as it is said here."""
    ours, kpi = at_home(request), kpi.upper()  # a draft's name, which leads here, is in small letters
    one = snapshot.catalogue().get(kpi)
    if ours is None or one is None or hindered(ASKS, request.user, request.at):
        raise Http404
    year, gender = whole(request.GET.get("ar", "")), _gender(one, request.GET.get("kon", ""))
    told = about(kpi, ours, year, gender)
    if told is None:
        raise Http404
    chosen = urlencode({"ar": year or "", "kon": str(gender)})
    return asking.answer(
        request,
        told,
        draft_key=offers.WHY.key(kpi.lower()),
        address=f"{reverse('kolada:why', args=[kpi])}?{chosen}",
        back=f"{reverse('kolada:indicator', args=[kpi])}?{chosen}",
    )


def _chosen(said: Iterable[str], ours: str) -> list[str]:
    """The municipalities that an address names, each once, ourselves aside."""
    known = [code for code in said if code in municipalities.names() and code != ours]
    return list(dict.fromkeys(known))[:MOST_CHOSEN]


def _gender(one: Indicator, said: str) -> Gender:
    told = snapshot.genders(one.kpi)
    return next((gender for gender in told if gender == said), told[0])


def _address(one: Indicator, year: int, gender: Gender, chosen: list[str]) -> str:
    said = [("ar", str(year)), ("kon", str(gender)), *(("med", code) for code in chosen)]
    return f"{reverse('kolada:indicator', args=[one.kpi])}?{urlencode(said)}"
