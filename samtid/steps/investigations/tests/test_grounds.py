"""Which provisions a decision can rest on, day by day."""

from __future__ import annotations

from datetime import date

import pytest

from samtid.steps.investigations import rules
from samtid.steps.investigations.words import Basis

TODAY = date(2026, 11, 21)


def grounds(*, legal_basis, on):
    return rules.obstacles_of_basis(legal_basis, on)


COERCIVE = [Basis.LVU_6, Basis.LVU_11, Basis.LVU_22, Basis.LPBS_4_1]


@pytest.mark.parametrize("basis", COERCIVE)
@pytest.mark.parametrize("on", [TODAY, date(2026, 12, 31), date(2027, 1, 1)])
def test_nothing_is_granted_by_force_and_the_refusal_names_the_paragraph(basis, on):
    [obstacle] = grounds(legal_basis=basis, on=on)

    assert basis.label in obstacle.law and obstacle.field == "legal_basis"
    assert basis not in rules.offered_bases(on)
    ended = on.year == 2027 and str(basis).startswith("LVU")
    assert ("upphörde" if ended else "utan samtycke") in obstacle.text


def test_a_provision_is_offered_from_the_day_it_is_in_force():
    last, first = date(2026, 12, 31), date(2027, 1, 1)

    assert set(rules.offered_bases(last)) == {*Basis} - {*COERCIVE, Basis.SOL_12_2_A, Basis.SOL_32_1}
    assert set(rules.offered_bases(first)) == {*Basis} - {*COERCIVE, Basis.SOL_32_1}
    assert "2027-01-01" in grounds(legal_basis=Basis.SOL_12_2_A, on=last)[0].text
    assert ("SoL 12:2 a" in dict(rules.basis_choices(first))) and "LVU 6" not in dict(
        rules.basis_choices(last)
    )
