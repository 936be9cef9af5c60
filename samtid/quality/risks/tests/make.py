"""En risk och en kontroll att prova med, and figures for the control to read."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from samtid.base.organisation.models import Staff, Unit
from samtid.ground.sweden import swedish_day
from samtid.quality.indicators.figures import all_indicators
from samtid.quality.indicators.models import Reading
from samtid.quality.indicators.words import Level
from samtid.quality.risks import actions, rules
from samtid.quality.risks.models import Control, Occasion, Risk
from samtid.quality.risks.words import How, Outcome, Way

FIGURE = "protection_in_time"  # a share


def an_assessment(today: date, *, size: tuple[int, int] = (3, 3), doer: int | None = None) -> rules.Assessed:
    """So likely and so severe; with a measure where somebody does it."""
    measure = "Veckovis genomgång av inkorgen." if doer else ""
    return rules.Assessed(
        *size, "Står sig.", measure, doer, today + timedelta(days=40) if doer else None, 2 if doer else None, 3 if doer else None,
        today + timedelta(days=180),
    )  # fmt: skip


def a_description(**said: object) -> rules.Told:
    """Something that may happen at the reception of reports."""
    return rules.Told(
        **{
            "name": "En orosanmälan blir liggande över helgen", "place": "intake", "area": "", "cause": "Ingen läser inkorgen på fredagar.",
            "consequence": "Skyddsbedömningen görs för sent.", "covers": None,
        } | said
    )  # type: ignore[arg-type]  # fmt: skip


def a_risk(*, by: Staff, at: datetime, size: tuple[int, int] = (4, 4)) -> Risk:
    """A risk of one's own with its first assessment, and a measure to do."""
    return actions.note(
        a_description(), an_assessment(swedish_day(at), size=size, doer=by.pk), by.pk, by=by, at=at
    )


def a_control_said(**said: object) -> rules.Control:
    """The protective assessments, every month, by their figure."""
    return rules.Control(
        **{
            "name": "Skyddsbedömning i tid", "what": "Andelen som gjordes samma dag eller dagen efter.", "law": "SoL 20 kap. 1 §",
            "place": "intake", "area": "", "covers": None, "how": How.FIGURE, "indicator": FIGURE, "way": Way.LEAST,
            "limit": Decimal(90), "every": 1, "month": 1,
        } | said
    )  # type: ignore[arg-type]  # fmt: skip


BY_HAND = {"how": How.HAND, "indicator": "", "way": None, "limit": None, "name": "Läs tio genomförandeplaner"}


def a_control(*, by: Staff, at: datetime, **said: object) -> Control:
    return actions.add_control(a_control_said(**said), by.pk, by=by, at=at)


def a_reading(first: date, last: date, hits: int | None, at: datetime, *, unit: Unit | None = None) -> None:
    """A month's value, as the night's count would have left it: nothing where too few were counted. The owner writes it."""
    one = all_indicators()[FIGURE]
    told = {"rows": None} if hits is None else {"rows": 100, "hits": hits, "base": 100}
    Reading.objects.create(
        indicator=FIGURE, version=one.version, level=Level.UNIT if unit else Level.ALL, unit=unit, first_on=first, last_on=last,
        measured_at=at, **told,
    )  # fmt: skip


def foresee(at: datetime) -> None:
    """Of each kind: a risk with a measure, one without, one that is closed; controls by figure and by hand with an occasion, and one that ended."""
    from samtid.base.access.identity import Identity, acting_as
    from samtid.base.access.through import door
    from samtid.base.access.words import Purpose
    from tests.log_in import stepped_out
    from tests.walk.residents import hand

    before = at - timedelta(days=40)
    with hand("vera", before) as vera:
        for size in ((4, 4), (2, 2)):
            a_risk(by=vera, at=before, size=size)
        actions.close(a_risk(by=vera, at=before), "Inkorgen är borta.", by=vera, at=before)
        a_control(by=vera, at=before)
        a_control(by=vera, at=before, **BY_HAND)
        actions.end_control(a_control(by=vera, at=before), "Görs på annat sätt.", by=vera, at=before)
    with acting_as(Identity(None, Purpose.WORKER, at)), stepped_out():
        door("hold_controls")
    with hand("vera", at) as vera:
        done = Occasion.objects.filter(control__how=How.HAND).order_by("due_on")[:1].get()
        actions.conclude(done, Outcome.REACHED, "Alla tio hade mål.", "", by=vera, at=at)
