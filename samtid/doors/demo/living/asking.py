"""Varför det är så: one figure that was asked about in the spring and is explained, and one that somebody is at work on."""

from __future__ import annotations

from datetime import datetime, timedelta

from samtid.base.organisation.models import Staff
from samtid.base.organisation.words import Role
from samtid.doors.systems.kolada import queries as kolada
from samtid.doors.systems.kolada.about import about
from samtid.ground.law.days import swedish_day
from samtid.quality.inquiries import actions
from samtid.quality.inquiries.models import Inquiry
from samtid.quality.inquiries.rules import Written
from samtid.quality.inquiries.words import Kind, Result, Source, Verdict

from .scene import whole
from .staffing import Staffing
from .stamping import as_one

BOUGHT = "N35030"  # how much of the care of addiction is bought
WAITING = actions.About(
    Source.INDICATOR, "investigation_days", "Tid från inledd till avslutad utredning",
    "Värdena går upp och ned som de brukar. En enskild uppgång eller nedgång säger inget.",
)  # fmt: skip


def why(staffing: Staffing, until: datetime) -> None:
    """Asked by the quality developer, followed up by the controller."""
    on = swedish_day(until)
    held = {
        role: [post.staff for post in staffing.posts if post.role == role and post.holds_on(on)]
        for role in (Role.QUALITY, Role.CONTROLLER)
    }
    if not all(held.values()):
        return
    vera, kurt = held[Role.QUALITY][0], held[Role.CONTROLLER][0]
    _explained(vera, whole(until - timedelta(days=150)))
    begun, ours = whole(until - timedelta(days=24)), kolada.ours(on)
    seen = about(BOUGHT, ours) if ours is not None else None
    if seen is None:
        return
    with as_one(kurt, begun):
        one = actions.ask(
            seen, "Varför köper vi så mycket av missbruksvården?", kurt,
            swedish_day(begun) + timedelta(days=84), by=kurt, at=begun,
        )  # fmt: skip
    later = begun + timedelta(days=3)
    with as_one(kurt, later):
        own, count, days = (
            actions.write(one, Written(Kind.HYPOTHESIS, text), by=kurt, at=later).pk
            for text in (
                "Vår egen öppenvård räcker inte till.",
                "Fler behöver vård hos oss än i liknande kommuner.",
                "Köpt vård varar längre: uppföljningen efter tre månader görs inte.",
            )
        )
        actions.write(
            one, Written(Kind.CUT, "Köpta dygn, antal placerade och kronor per dygn de tre senaste åren."),
            by=kurt, at=later,
        )  # fmt: skip
    last = later + timedelta(days=9)
    with as_one(kurt, last):
        for pk, verdict, text in (
            (own, Verdict.FAILS, "Öppenvården har lediga tider varje vecka."),
            (count, Verdict.FAILS, "Lika många får vård som i liknande kommuner."),
            (days, Verdict.HOLDS, "Hälften av vistelserna blev förlängda utan en ny bedömning."),
        ):
            actions.write(one, Written(Kind.WEIGHED, text, pk, verdict), by=kurt, at=last)
        actions.write(
            one, Written(Kind.FINDING, "Det är tiden: den köpta vården följs inte upp när den borde."), by=kurt, at=last
        )  # fmt: skip
        actions.write(
            one,
            Written(Kind.ACTION, "Varje placering följs upp inom tre månader, med boendestöd hemma som alternativ.",
                    due_on=swedish_day(until) + timedelta(days=4), owner=kurt.pk),
            by=kurt, at=last,
        )  # fmt: skip


def _explained(by: Staff, at: datetime) -> None:
    with as_one(by, at):
        one: Inquiry = actions.ask(
            WAITING, "Varför tar utredningarna längre tid på våren?", by, swedish_day(at) + timedelta(days=60), by=by, at=at
        )  # fmt: skip
        cause = actions.write(
            one, Written(Kind.HYPOTHESIS, "Fler anmälningar kommer från skolan före sommaren."), by=by, at=at
        )
    later = at + timedelta(days=20)
    with as_one(by, later):
        actions.write(
            one,
            Written(Kind.WEIGHED, "Var tredje anmälan i maj kom från skolan.", cause.pk, Verdict.HOLDS),
            by=by,
            at=later,
        )
        actions.write(
            one,
            Written(Kind.FINDING, "Toppen återkommer varje år. Mottagningen har fler på plats då."),
            by=by,
            at=later,
        )
        actions.close(one, Result.EXPLAINED, "En topp som är känd och planerad för.", by=by, at=later)
