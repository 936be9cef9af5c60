"""Det som kan gå fel: risks at the steps where they often are, and the controls that the worker reads when all has been filled in."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from samtid.base.organisation.models import Staff
from samtid.base.organisation.words import Role
from samtid.ground.law.days import swedish_day
from samtid.quality.risks import actions, rules
from samtid.quality.risks.models import Risk
from samtid.quality.risks.words import How, Way

from .scene import whole
from .staffing import Staffing
from .stamping import as_one

# step, what may happen, why, what it leads to, likelihood and severity, what is done, and what is then left
Foreseen = tuple[str, str, str, str, tuple[int, int], str, tuple[int, int] | None]
RISKS: tuple[Foreseen, ...] = (
    (
        "intake", "En orosanmälan som kommer på fredagen läses först på måndagen",
        "Ingen har inkorgen som sin uppgift efter klockan tre.", "Skyddsbedömningen görs för sent och barnet är utan skydd över helgen.",
        (4, 4), "Mottagningen läser inkorgen klockan fyra varje fredag.", (2, 4),
    ),
    (
        "visits", "Ett besök blir inte av när någon blir sjuk samma morgon",
        "Det finns ingen att ringa före klockan sju.", "Den som behöver medicin eller mat får vänta.",
        (3, 4), "En i varje arbetslag har beredskap från sex.", (2, 3),
    ),
    (
        "investigations", "Barnet kommer inte till tals i utredningen",
        "Samtalen bokas sist och tiden tar slut.", "Beslutet vilar på de vuxnas ord.", (2, 4), "", None,
    ),
)  # fmt: skip
CONTROLS = (
    rules.Control(
        "Skyddsbedömning i tid", "Andelen omedelbara skyddsbedömningar som är gjorda senast dagen efter.", "SoL 20 kap. 1 §", "intake", "",
        None, How.FIGURE, "protection_in_time", Way.LEAST, Decimal(95), 1, 1,
    ),
    rules.Control(
        "Utredningar i tid", "Andelen utredningar som är klara inom fyra månader.", "SoL 20 kap. 3 §", "investigations", "",
        None, How.FIGURE, "investigation_in_time", Way.LEAST, Decimal(90), 3, 2,
    ),
    rules.Control(
        "Mål i genomförandeplanerna", "Tio planer läses: finns ett mål som den enskilde själv har sagt?", "SOSFS 2014:5", "plans", "",
        None, How.HAND, "", None, None, 6, 5,
    ),
)  # fmt: skip


def risks(staffing: Staffing, until: datetime) -> None:
    """Three risks, of which one has been assessed twice, and three controls since two months."""
    on = swedish_day(until)
    vera = next(
        (post.staff for post in staffing.posts if post.role == Role.QUALITY and post.holds_on(on)), None
    )
    if vera is None:
        return
    first, then = whole(until - timedelta(days=62)), whole(until - timedelta(days=9))
    with as_one(vera, first):
        made = [_risk(vera, one, first) for one in RISKS]
        for control in CONTROLS:
            actions.add_control(control, vera.pk, insists=True, by=vera, at=first)
    with as_one(vera, then):
        actions.finish(made[0], "Läses nu varje fredag klockan fyra.", insists=True, by=vera, at=then)
        said = "Ingen anmälan har legat över helgen på två månader."
        again = rules.Assessed(2, 4, said, "", None, None, None, None, on + timedelta(days=170))
        actions.assess(made[0], again, insists=True, by=vera, at=then)


def _risk(vera: Staff, one: Foreseen, at: datetime) -> Risk:
    place, name, cause, consequence, (likelihood, severity), measure, left = one
    today = swedish_day(at)
    doer, done_by = (vera.pk, today + timedelta(days=75)) if measure else (None, None)
    likely_then, severe_then = left or (None, None)
    said = rules.Assessed(
        likelihood,
        severity,
        "",
        measure,
        doer,
        done_by,
        likely_then,
        severe_then,
        today + timedelta(days=150),
    )
    told = rules.Told(name, place, "", cause, consequence, None)
    return actions.note(told, said, vera.pk, insists=True, by=vera, at=at)
