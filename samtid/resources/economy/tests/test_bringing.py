"""Redovisningen läses in: a whole file or nothing, once, and without its texts."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from samtid.ground.reasons import NotYet
from samtid.resources.economy.bringing import bring_in
from samtid.resources.economy.models import Booked, LedgerFile
from samtid.resources.economy.rules.ledger import Unreadable

FILES = Path(__file__).parent / "sie"
VOUCHER = (
    '#VER "" "" 2026{1:02}15 "Placering av Karl Svensson"\n{{\n'
    '#TRANS 4511 {{1 "5710" 6 "karl"}} {0} 2026{1:02}15 "Karl Svensson"\n#TRANS 1930 {{}} -{0}\n}}\n'
)


def named(kronor, months=(1, 2, 3)):
    head = '#FLAGGA 0\n#PROGRAM "Prov"\n#SIETYP 4\n'
    return head + "".join(VOUCHER.format(kronor, month) for month in months)


@pytest.fixture
def bring(db, at, as_owner):
    def bring(content, **said):
        with as_owner():
            return bring_in(
                content if isinstance(content, bytes) else content.encode("cp437"),
                using="default",
                at=at,
                **said,
            )

    return bring


def kept(as_owner):
    with as_owner():
        return list(Booked.objects.order_by("first_on", "account").values_list("account", "kronor"))


def test_a_file_becomes_sums_and_nothing_of_its_texts_is_kept(bring, as_owner):
    told = bring(named(5))
    assert (told.postings, told.sums) == (6, 1)
    assert kept(as_owner) == [("45", Decimal(15))]
    with as_owner():
        file = LedgerFile.objects.get()
        said = " ".join(
            str(value)
            for row in (*LedgerFile.objects.values(), *Booked.objects.values())
            for value in row.values()
        )
    assert (file.program, f"{file.first_month:%Y-%m}") == ("Prov", "2026-01")
    assert "arl" not in said and "vensson" not in said and "5710" not in said


def test_a_vendors_file_is_read_in_whole(bring, as_owner):
    told = bring((FILES / "BL0001_typ4.SE").read_bytes())
    assert not told.refused and told.sums == len(kept(as_owner)) > 0


@pytest.mark.parametrize("name", ["Norstedts_Bokslut_SIE_4I.si", "LON_Lonekorning.SI"])
def test_a_file_that_is_a_part_of_a_quarter_is_refused(bring, as_owner, name):
    with pytest.raises(NotYet, match="helt kvartal"):
        bring((FILES / name).read_bytes())
    assert kept(as_owner) == []


def test_of_a_quarter_that_is_not_whole_nothing_is_kept(bring, as_owner):
    assert bring(named(5, (1, 2, 3, 4, 5))).sums == 1
    with as_owner():
        assert [f"{one.first_on}" for one in Booked.objects.all()] == ["2026-01-01"]


def test_a_quarter_that_comes_to_nothing_takes_the_place_of_the_one_before(bring, as_owner):
    bring(named(5))
    bring(named(0), replace=True)
    assert kept(as_owner) == [("45", Decimal(0))]


def test_with_one_row_refused_nothing_is_kept(bring, as_owner):
    told = bring(named(5) + '#VER "" "" 20260201 ""\n{\n#TRANS 4511 {} 5\n}\n')
    assert [one.line for one in told.refused] == [19]
    assert kept(as_owner) == []


def test_the_same_file_is_read_once(bring, as_owner):
    bring(named(5))
    with pytest.raises(NotYet, match="redan inläst"):
        bring(named(5), replace=True)


def test_a_file_that_took_over_by_mistake_is_undone_by_the_one_before(bring, as_owner):
    bring(named(5))
    bring(named(6), replace=True)
    bring(named(5), replace=True)
    assert kept(as_owner) == [("45", Decimal(15))]


def test_months_that_are_there_are_refused_until_the_file_is_said_to_take_over(bring, as_owner):
    bring(named(5))
    with pytest.raises(NotYet, match=r"kv 1 2026.*--replace"):
        bring(named(6))
    assert kept(as_owner) == [("45", Decimal(15))]
    bring(named(6), replace=True)
    assert kept(as_owner) == [("45", Decimal(18))]


def test_a_try_changes_nothing(bring, as_owner):
    assert bring(named(5), dry_run=True).sums == 1
    assert kept(as_owner) == []


def test_what_is_no_ledger_is_refused(bring, as_owner):
    with pytest.raises(Unreadable, match="webbsida"):
        bring((FILES / "BokSald.SE").read_bytes())
    with pytest.raises(NotYet, match="konto"):
        bring("datum;konto;belopp\n2026-01-01;1930;5\n")


@pytest.mark.parametrize(
    "username",
    ["maja", "bo", "siri", "pelle", "omar", "tova", "nils", "liv", "ola", "karin", "bengt", "vera"],
)
def test_only_the_controller_sees_what_is_booked(bring, acting, username):
    bring(named(5))
    with acting(username):
        assert not Booked.objects.exists() and not LedgerFile.objects.exists()
    with acting("kurt"):
        assert Booked.objects.exists() and LedgerFile.objects.exists()
