"""En fråga att prova med."""

from __future__ import annotations

from datetime import datetime, timedelta

from samtid.base.organisation.models import Staff
from samtid.ground.sweden import swedish_day
from samtid.quality.inquiries import actions
from samtid.quality.inquiries.models import Inquiry
from samtid.quality.inquiries.rules import Written
from samtid.quality.inquiries.words import Kind, Result, Source, Verdict

DEAR = actions.About(Source.KOLADA, "N35001", "Kostnad missbruksvård vuxna (N35001)", "Högst i länet 2022.")


def a_question(*, by: Staff, at: datetime) -> Inquiry:
    """A question with two causes, of which one is weighed, and an action that is to be done."""
    made = actions.ask(
        DEAR, "Varför är det dyrare här?", by, swedish_day(at) + timedelta(days=30), by=by, at=at
    )
    first = actions.write(made, Written(Kind.HYPOTHESIS, "Priset per dygn."), by=by, at=at)
    actions.write(made, Written(Kind.HYPOTHESIS, "Tiden i vård."), by=by, at=at)
    actions.write(made, Written(Kind.WEIGHED, "Nära medianen.", first.pk, Verdict.FAILS), by=by, at=at)
    due = swedish_day(at) + timedelta(days=5)
    actions.write(
        made, Written(Kind.ACTION, "Följ upp efter tre månader.", due_on=due, owner=by.pk), by=by, at=at
    )
    return made


def a_closed_question(*, by: Staff, at: datetime) -> Inquiry:
    """One that was explained."""
    made = actions.ask(DEAR, "Varför steg det 2019?", by, swedish_day(at) + timedelta(days=30), by=by, at=at)
    cause = actions.write(made, Written(Kind.HYPOTHESIS, "Ett nytt avtal."), by=by, at=at)
    actions.write(
        made, Written(Kind.WEIGHED, "Avtalet började i mars.", cause.pk, Verdict.HOLDS), by=by, at=at
    )
    actions.write(made, Written(Kind.FINDING, "Avtalet förklarar hela ökningen."), by=by, at=at)
    actions.close(made, Result.EXPLAINED, "Det var avtalet.", by=by, at=at)
    return made
