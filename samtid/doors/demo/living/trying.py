"""Det som prövas: field assistants whose time is out, and thirty hours a week that are about to begin.

The two are what Piteå (2018) and Norrtälje tried. What came of the first is for whoever tries the demonstration to count: the
figures are not there until all has been filled in.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from samtid.base.organisation.models import Staff
from samtid.base.organisation.words import Role, UnitKind
from samtid.ground.law.days import swedish_day
from samtid.quality.trials import actions, rules
from samtid.quality.trials.words import Method, Way

from .scene import whole
from .staffing import Staffing
from .stamping import as_one

ASSISTANTS = (
    "Fältassistenter på kvällar",
    "Två fältassistenter möter ungdomar ute på kvällarna, och tar det första samtalet innan det blir en utredning.",
    "Fler får hjälp tidigt, så de utredningar som inleds går fortare.",
)
THIRTY = (
    "Trettio timmar i veckan",
    "Alla i enheten arbetar sex timmar om dagen med full lön. Mötena är hälften så många och aldrig före klockan tio.",
    "Lika mycket blir gjort och färre är sjuka, så ingen som väntar får vänta längre.",
)


def tried(staffing: Staffing, until: datetime) -> None:
    """One that is over and waits for a decision, one that is planned with its limits."""
    on = swedish_day(until)
    vera = next(
        (post.staff for post in staffing.posts if post.role == Role.QUALITY and post.holds_on(on)), None
    )
    units = [
        unit for unit in staffing.units if unit.kind == UnitKind.CHILD_INVESTIGATION and unit.holds_on(on)
    ]
    if vera is None or not units:
        return
    chosen = frozenset({units[0].pk})
    _over(vera, chosen, until)
    begun = whole(until - timedelta(days=6))
    starts = rules.months_before(on, -1)
    with as_one(vera, begun):
        one = actions.plan(
            rules.Plan(
                *THIRTY, "protection_in_time", Way.HIGHER, Method.BEFORE, 2, 12, starts,
                rules.months_before(starts, -12) - timedelta(days=1), chosen, frozenset(),
            ),
            vera, by=vera, at=begun,
        )  # fmt: skip
        actions.set_guard(one, "preliminary_in_time", Way.LOWER, Decimal(90), by=vera, at=begun)
        actions.set_guard(one, "investigation_days", Way.HIGHER, Decimal(120), by=vera, at=begun)


def _over(vera: Staff, chosen: frozenset[int], until: datetime) -> None:
    on = swedish_day(until)
    starts = rules.months_before(on, 8)
    ends = rules.months_before(starts, -5) - timedelta(days=1)
    before = whole(until - timedelta(days=(on - starts).days + 20))
    with as_one(vera, before):
        one = actions.plan(
            rules.Plan(*ASSISTANTS, "investigation_days", Way.LOWER, Method.BEFORE, 1, 12, starts, ends, chosen, frozenset()),
            vera, by=vera, at=before,
        )  # fmt: skip
        actions.set_guard(one, "protection_in_time", Way.LOWER, Decimal(50), by=vera, at=before)
    settled = before + timedelta(days=5)
    with as_one(vera, settled):
        # its figures are counted when all is there
        actions.begin(one, insists=True, by=vera, at=settled)
