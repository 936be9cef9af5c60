"""What the walls refuse of a fee, whatever the program is told to write."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import Error, IntegrityError, connection, transaction

from samtid.base.dossier.actions import file_document
from samtid.base.dossier.models import Document
from samtid.base.dossier.words import DocumentKind
from samtid.base.organisation.models import Delegation
from samtid.base.organisation.words import DecisionKind
from samtid.ground.reasons import NotYet
from samtid.steps.decisions import actions as deciding
from samtid.steps.decisions.models import Decision
from samtid.steps.decisions.words import DecisionOutcome
from samtid.steps.fees import actions, queries
from samtid.steps.fees.models import FeeBasis, FeeDecision
from samtid.steps.fees.tests.make import a_basis, a_fee
from samtid.steps.fees.tests.test_actions import FIRST, case  # noqa: F401
from samtid.steps.investigations.words import Basis
from tests.log_in import stepped_out


@pytest.mark.parametrize(
    "said", [{"kind": "assistance"}, {"outcome": "granted"}, {"outcome": "refused"}], ids=str
)
def test_only_a_fee_is_set_and_a_fee_is_only_set(acting, at, case, said):  # noqa: F811
    with acting("ulf") as ulf:
        decision = a_fee(case, FIRST, by=ulf, at=at)
        with pytest.raises(IntegrityError, match="only_a_fee_is_set"), transaction.atomic():
            Decision.objects.filter(pk=decision.pk).update(**said)


def test_no_help_is_proposed_without_an_investigation(acting, at, case):  # noqa: F811
    text = deciding.Text(
        kind=DecisionKind.HOME_CARE,
        outcome=DecisionOutcome.GRANTED,
        content="Hemtjänst beviljas.",
        reasons="Behovet finns.",
        legal_basis=Basis.SOL_11_1,
    )
    with acting("ulf") as ulf, pytest.raises(NotYet, match="efter en utredning"):
        deciding.propose(case, text, by=ulf, at=at)


@pytest.mark.parametrize(("limit", "signs"), [(2_000, False), (2_660, True)])
def test_a_limit_on_fees_holds_in_the_program_and_in_the_wall(acting, at, case, limit, signs):  # noqa: F811
    with stepped_out():
        Delegation.objects.filter(decision="fee").update(amount_limit=limit)
    with acting("ulf") as ulf:
        decision = a_fee(case, FIRST, by=ulf, at=at)
        if signs:
            deciding.sign(decision, by=ulf, at=at)
            return
        with pytest.raises(NotYet):
            deciding.sign(decision, by=ulf, at=at)
        letter = file_document(case, "Brev", b"%PDF", kind=DocumentKind.DECISION, by=ulf, at=at)
        # past the program: the amount is that of the count, and the delegation does not reach it
        with pytest.raises(Error, match="no delegation"), transaction.atomic():
            _sign_by_the_door(letter, decision)


def _sign_by_the_door(letter: Document, decision: Decision) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select access.sign_decision(%s, 'SN § 88', '', %s)", [decision.pk, letter.pk])


BAD_ROWS = [
    {"incomes": [{}]},
    {"incomes": {}},
    {"incomes": [{"whose": "own", "kind": "pension", "ore": "x", "per": "month", "source": "person"}]},
    {"tariffs": [1]},
    {"adjustments": [{"turn": "raise"}]},
    {"household": "many"},
    {"number": 32_767},
]


@pytest.mark.parametrize("said", BAD_ROWS, ids=str)
def test_a_basis_that_cannot_be_read_back_is_not_kept(acting, at, case, said):  # noqa: F811
    with acting("ulf") as ulf:
        row = {"number": 1, "household": "single", "changed_on": FIRST, "why": "Skrivet förbi dörren."} | said
        with pytest.raises(Error), transaction.atomic():
            FeeBasis.objects.create(case=case, noted_by=ulf, noted_at=at, **row)


BAD_COUNTS = [
    {"fee": 1},
    {"number": 7},
    {"year": 2025},
    {"lines": []},
    {"lines": [{"step": "fee", "ore": 266_000, "is_sum": True}]},
    {"lines": "inte en lista"},
]


@pytest.mark.parametrize("said", BAD_COUNTS, ids=str)
def test_a_count_that_is_not_its_lines_is_not_kept(acting, at, case, said):  # noqa: F811
    with acting("ulf") as ulf:
        decision = a_fee(case, FIRST, by=ulf, at=at)
        one = queries.count_of(ulf, decision)
        kept = ("case", "decision", "basis", "valid_from", "fee", "price_base", "year", "lines")
        row = {name: getattr(one, name) for name in kept} | {"number": 2}
        FeeDecision.objects.create(**row, counted_by=ulf, counted_at=at)
        with pytest.raises(Error), transaction.atomic():
            FeeDecision.objects.create(**(row | {"number": 3} | said), counted_by=ulf, counted_at=at)


def test_a_count_by_an_older_basis_is_not_kept(acting, at, case):  # noqa: F811
    with acting("ulf") as ulf:
        decision = a_fee(case, FIRST, by=ulf, at=at)
        old = queries.count_of(ulf, decision)
        a_basis(case, FIRST, by=ulf, at=at, amount=13_700, why="Pensionen var felskriven.")
        kept = ("case", "decision", "basis", "valid_from", "fee", "price_base", "year", "lines")
        row = {name: getattr(old, name) for name in kept} | {"number": 3}
        with pytest.raises(Error, match="not that of its lines"), transaction.atomic():
            FeeDecision.objects.create(**row, counted_by=ulf, counted_at=at)


def test_there_is_one_draft_of_a_fee_and_a_basis_is_decided_once(acting, at, case):  # noqa: F811
    with acting("ulf") as ulf:
        decision = a_fee(case, FIRST, by=ulf, at=at)
        with pytest.raises(IntegrityError, match="one_draft_of_a_fee"), transaction.atomic():
            Decision.objects.create(
                case=case,
                kind="fee",
                outcome="set",
                content="En till.",
                reasons="Samtidigt.",
                legal_basis="SoL 32:1",
                prepared_by=ulf,
                prepared_title=ulf.title,
                prepared_at=at,
            )
        deciding.sign(decision, by=ulf, at=at)
        with pytest.raises(NotYet, match="redan beslutad"):
            actions.count(case, by=ulf, at=at)


def test_what_was_decided_is_the_last_count_and_the_last_signed(acting, at, case):  # noqa: F811
    december = date(2026, 12, 1)
    with acting("ulf") as ulf:
        decision = a_fee(case, date(2027, 2, 10), by=ulf, at=at)
        a_basis(case, FIRST, by=ulf, at=at, amount=13_700, why="Fel dag först.")
        decision.refresh_from_db()
        deciding.sign(decision, by=ulf, at=at)
        [paid] = queries.paying(ulf, date(2027, 3, 1))
        assert (paid.count.fee, paid.count.year, paid.count.valid_from) == (304, 2026, december)
    day = at + timedelta(days=1)
    with acting("ulf", at=day) as ulf:
        [newer] = actions.recount_year(by=ulf, at=day)
        deciding.sign(newer, by=ulf, at=day)
    day = at + timedelta(days=2)
    with acting("ulf", at=day) as ulf:
        back = a_fee(case, FIRST, by=ulf, at=day, amount=13_800, why="Pensionen var fel.")
        deciding.sign(back, by=ulf, at=day)
        held = queries.in_force(ulf, case, date(2027, 2, 1))
        assert held is not None and held.pk == back.pk, "one that corrects backwards holds"
        assert [one.decision.pk for one in queries.to_recount(ulf, FIRST)] == [back.pk]


def test_a_newer_basis_is_not_counted_by_the_press_of_new_year(acting, at, case):  # noqa: F811
    with acting("ulf") as ulf:
        deciding.sign(a_fee(case, FIRST, by=ulf, at=at), by=ulf, at=at)
        a_basis(case, date(2027, 2, 10), by=ulf, at=at, amount=20_000, why="Högre pension från mars.")
        with pytest.raises(NotYet, match="nyare underlag"):
            actions.recount_year(by=ulf, at=at)
