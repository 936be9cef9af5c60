"""From income to a signed fee, and what stands when something has changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import Error, connection, transaction

from samtid.base.dossier.models import Clock, Event
from samtid.base.dossier.versions import Overtaken
from samtid.base.organisation import kept
from samtid.base.organisation.models import Delegation, OwnNumber
from samtid.ground.reasons import NotYet
from samtid.steps.decisions import actions as deciding
from samtid.steps.decisions.letters import letters_of
from samtid.steps.decisions.models import Decision
from samtid.steps.decisions.words import Told
from samtid.steps.fees import actions, queries, told
from samtid.steps.fees.models import FeeBasis, FeeDecision
from samtid.steps.fees.tests.make import a_basis, a_fee, facts
from samtid.steps.services import actions as giving
from samtid.steps.services.tests.test_actions import a_decision, started
from samtid.steps.services.words import EndReason
from tests.log_in import stepped_out

FIRST = date(2026, 11, 21)  # today in the tests


@pytest.fixture
def case(acting, at):
    """A case where home help has begun today, and its caseworker may decide the fee."""
    with stepped_out():
        Delegation.objects.create(
            decision="fee", role="caseworker", minute="SN § 88", valid_from=date(2025, 7, 1)
        )
    with acting("ulf") as ulf:
        return started(a_decision(ulf, at), ulf, at).case


def test_a_fee_is_counted_from_the_month_after_signed_and_told(acting, at, case):
    with acting("ulf") as ulf:
        decision = a_fee(case, FIRST, by=ulf, at=at)
        assert (decision.amount, decision.valid_from, decision.outcome) == (2_660, date(2026, 12, 1), "set")
        assert "2 660 kronor i månaden från och med december 2026" in decision.content.replace("\xa0", " ")
        deciding.sign(decision, by=ulf, at=at)
        deciding.notify(decision, at, Told.HANDED, by=ulf, at=at)
        assert queries.in_force(ulf, case, date(2026, 12, 1)).amount == 2_660
        assert queries.in_force(ulf, case, FIRST) is None
        assert Clock.objects.filter(about=decision.pk, rule="AD-03").exists(), (
            "it may be appealed (35:1 p. 9)"
        )
        verbs = set(Event.objects.filter(case=case).values_list("verb", flat=True))
        assert {"fee_basis_noted", "fee_counted", "decision_signed", "decision_notified"} <= verbs


def test_the_letter_has_the_lines_of_the_page(acting, at, case):
    with acting("ulf") as ulf:
        decision = a_fee(case, FIRST, by=ulf, at=at)
        lines = told.lines_of(queries.count_of(ulf, decision))
        [(_, letter)] = letters_of(decision, FIRST)
    said = " ".join(f"{point.label} {point.text}" for one in letter.sections for point in one.points)
    assert lines and all(one.text in said and told.kr(one.amount) in said for one in lines)
    assert "SoL 32 kap. 8 §" in said
    assert letter.title == "Avgift fastställs"
    assert "överklaga till förvaltningsrätten" in " ".join(one.text for one in letter.sections)
    assert letter.pdf().startswith(b"%PDF")


def test_a_corrected_income_stands_beside_and_the_draft_is_counted_anew(acting, at, case):
    with acting("ulf") as ulf:
        decision = a_fee(case, FIRST, by=ulf, at=at)
        seen = decision.version
        with pytest.raises(NotYet, match="Skriv varför underlaget skrivs om"):
            a_basis(case, FIRST, by=ulf, at=at, amount=13_700)
        a_basis(case, FIRST, by=ulf, at=at, amount=13_700, why="Pensionen var felskriven.")
        decision.refresh_from_db()
        assert decision.amount == 304
        assert FeeBasis.objects.filter(case=case).count() == 2, "nothing is written over"
        assert list(FeeDecision.objects.order_by("number").values_list("fee", flat=True)) == [2_660, 304]
        with pytest.raises(Overtaken):
            deciding.sign(decision, seen=seen, by=ulf, at=at)


def test_of_two_handlers_at_once_the_second_is_told(acting, at, case):
    with acting("ulf") as ulf:
        a_basis(case, FIRST, by=ulf, at=at)
        with pytest.raises(Overtaken, match="ändrade texten"):
            actions.note_basis(case, facts(), FIRST, why="Skriven samtidigt.", seen=0, by=ulf, at=at)


def test_a_new_decision_takes_over_from_its_month(acting, at, case):
    with acting("ulf") as ulf:
        deciding.sign(a_fee(case, FIRST, by=ulf, at=at), by=ulf, at=at)
        later = at + timedelta(days=30)
    with acting("ulf", at=later) as ulf:
        next_one = a_fee(
            case, date(2026, 12, 10), by=ulf, at=later, amount=13_700, why="Ny pension i december."
        )
        deciding.sign(next_one, by=ulf, at=later)
        assert queries.in_force(ulf, case, date(2026, 12, 31)).amount == 2_660
        # by January's price base: 13 700 - 7 346 - 6 100
        assert queries.in_force(ulf, case, date(2027, 1, 1)).amount == 254


def test_at_new_year_one_press_counts_each_fee_by_the_new_price_base(acting, at, case):
    with acting("ulf") as ulf:
        deciding.sign(a_fee(case, FIRST, by=ulf, at=at), by=ulf, at=at)
        [decision] = actions.recount_year(by=ulf, at=at)
        assert (decision.amount, decision.valid_from) == (2_678, date(2027, 1, 1))
        assert "utan att du" not in decision.content and "yttra dig först" in decision.reasons
        with pytest.raises(NotYet, match="Alla avgifter är räknade"):
            actions.recount_year(by=ulf, at=at)


def test_a_new_year_counted_late_raises_no_fee_for_months_that_have_been(acting, at, case):
    late = at + timedelta(days=100)
    with acting("ulf") as ulf:
        deciding.sign(a_fee(case, FIRST, by=ulf, at=at), by=ulf, at=at)
    with acting("ulf", at=late) as ulf:
        with pytest.raises(NotYet, match="höjas bakåt"):
            actions.recount_year(by=ulf, at=late)
        assert queries.in_force(ulf, case, late.date()).amount == 2_660


def test_when_the_service_has_ended_the_fee_is_ended_too(acting, at, case):
    with acting("ulf") as ulf:
        deciding.sign(a_fee(case, FIRST, by=ulf, at=at), by=ulf, at=at)
        [service] = queries.charged(ulf, case)
        giving.end_service(service, EndReason.OWN_WISH, ended_on=FIRST, by=ulf, at=at)
        assert [one.goes_on for one in queries.paying(ulf, date(2026, 12, 1))] == [False]
        assert queries.to_recount(ulf, FIRST) == []
        decision = a_fee(case, FIRST, by=ulf, at=at, tariffs=(), why="Hemtjänsten är avslutad.")
        assert decision.amount == 0
        assert decision.content.startswith("Du ska inte betala någon avgift")


def test_without_a_service_that_costs_anything_no_fee_is_counted(acting, at, case):
    with acting("ulf") as ulf:
        [service] = queries.charged(ulf, case)
        giving.end_service(service, EndReason.OWN_WISH, ended_on=FIRST, by=ulf, at=at)
        with pytest.raises(NotYet, match="Ingen insats som kommunen tar avgift för"):
            a_basis(case, FIRST, by=ulf, at=at)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 10, 1), "Ingen avgift tas ut för tid före insatsen"),
        (date(2028, 2, 1), "mer än ett år bort"),
    ],
)
def test_a_day_that_cannot_be_right_is_refused(acting, at, case, day, said):
    with acting("ulf") as ulf, pytest.raises(NotYet, match=said):
        a_basis(case, day, by=ulf, at=at)


def test_the_municipalitys_own_rule_for_an_unknown_income_is_asked_for_and_dated(acting, at, case):
    with acting("ulf") as ulf:
        with pytest.raises(NotYet, match="Avgift när inkomsten inte är känd"):
            a_basis(case, FIRST, by=ulf, at=at, incomes=(), unstated=True, housing=0)
        with stepped_out():
            OwnNumber.objects.create(key="fee_unstated", number=1, valid_from=date(2026, 12, 1))
        kept.forget()
        decision = a_fee(case, FIRST, by=ulf, at=at, incomes=(), unstated=True, housing=0)
        assert decision.amount == 2_660 and "kommunens egen regel" in decision.reasons


def test_a_price_base_typed_for_one_year_says_nothing_of_the_next(db):
    with stepped_out():
        OwnNumber.objects.create(key="price_base", number=601, valid_from=date(2028, 1, 1))
    assert queries.terms(date(2028, 5, 1)).base.kronor == 60_100
    with pytest.raises(NotYet, match="2029 är inte inlagt"):
        queries.terms(date(2029, 5, 1))


def test_the_carrying_out_unit_sees_no_income(acting, at, case):
    with acting("ulf") as ulf:
        a_fee(case, FIRST, by=ulf, at=at)
    with acting("tova"):
        assert not FeeBasis.objects.exists() and not FeeDecision.objects.exists()


def test_what_is_noted_and_counted_stands_whoever_asks(acting, at, case):
    with acting("ulf") as ulf:
        decision = a_fee(case, FIRST, by=ulf, at=at)
    for table, column in (("fees_feebasis", "housing"), ("fees_feedecision", "fee")):
        with acting("ulf"), pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"update {table} set {column} = 1")
        with (
            stepped_out(),
            pytest.raises(Error, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"update {table} set {column} = 1")
    with acting("ulf") as ulf:
        deciding.sign(decision, by=ulf, at=at)
        counted = queries.count_of(ulf, decision)
        with pytest.raises(Error, match="counted in the draft of its own case"), transaction.atomic():
            FeeDecision.objects.create(
                case=case,
                decision=decision,
                number=2,
                basis=counted.basis,
                valid_from=counted.valid_from,
                fee=0,
                price_base=59_200,
                year=2026,
                counted_by=ulf,
                counted_at=at,
            )


def test_an_amount_that_was_not_counted_is_not_signed(acting, at, case):
    with acting("ulf") as ulf:
        decision = a_fee(case, FIRST, by=ulf, at=at)
        Decision.objects.filter(pk=decision.pk).update(amount=5_000)
        decision.refresh_from_db()
        with pytest.raises(Error, match="not what was counted"), transaction.atomic():
            deciding.sign(decision, by=ulf, at=at)


def test_facts_read_back_are_the_facts_that_were_written(acting, at, case):
    whole = replace(facts(), partner_note="Ingen sambo.")
    with acting("ulf") as ulf:
        basis = actions.note_basis(case, whole, FIRST, by=ulf, at=at)
        basis.refresh_from_db()
        assert told.facts_of(basis) == whole
