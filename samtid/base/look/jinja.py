"""The one template environment: strict, autoescaped, with the few words every page may use."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import NoReverseMatch
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from samtid.base.look import charts, controls, house, run_charts, swedish
from samtid.base.look.addresses import address


def url_if_any(name: str, *args: Any) -> str:
    """The same, or nothing where that room is not installed. For the frame's own links only."""
    try:
        return address(name, *args)
    except NoReverseMatch:
        return ""


def nowrap(value: object) -> Markup:
    """A case number or a telephone number, never broken over two lines."""
    return Markup('<span class="nowrap">{}</span>').format(value)


def environment(**options: Any) -> Environment:
    """For Django's Jinja2 backend (``OPTIONS["environment"]``)."""
    options.update(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made = Environment(extensions=["jinja2.ext.do"], **options)
    made.globals.update(
        url=address,  # ``url("intake:report", report.pk)``
        url_if_any=url_if_any,
        static=static,
        # as the operator said, for the pages of faults; others are told by ``fragments`` what two persons have decided
        municipality=getattr(settings, "MUNICIPALITY", ""),
        demo=getattr(settings, "DEMO", False),
        control=controls.control,
        steps_of_the_way=house.steps_of_the_way,
        bars=charts.bars,
        lines=charts.lines,
        strip=charts.strip,
        run_of=run_charts.control,
        spark_of=run_charts.spark,
    )
    made.filters.update(
        day=swedish.day,
        day_words=swedish.day_words,
        clock_time=swedish.clock_time,
        moment=swedish.moment,
        ago_or_left=swedish.ago_or_left,
        days_until=swedish.days_between,
        number=swedish.number,
        kr=swedish.kr,
        pnr=swedish.pnr,
        unquoted=swedish.unquoted,
        nowrap=nowrap,
    )
    return made
