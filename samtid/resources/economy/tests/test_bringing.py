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
NAMED = (
    '#FLAGGA 0\n#PROGRAM "Prov"\n#SIETYP 4\n#VER "" "" 20260115 "Placering av Karl Svensson"\n{{\n'
    '#TRANS 4511 {{1 "5710" 6 "karl"}} {0} 20260115 "Karl Svensson"\n#TRANS 1930 {{}} -{0}\n}}\n'
)


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
        return list(Booked.objects.order_by("month", "account").values_list("account", "centre", "kronor"))


def test_a_file_becomes_sums_and_nothing_of_its_texts_is_kept(bring, as_owner):
    told = bring(NAMED.format(5))
    assert (told.postings, told.sums) == (2, 1)
    assert kept(as_owner) == [("4511", "5710", Decimal(5))]
    with as_owner():
        file = LedgerFile.objects.get()
        said = " ".join(
            str(value)
            for row in (*LedgerFile.objects.values(), *Booked.objects.values())
            for value in row.values()
        )
    assert (file.program, f"{file.first_month:%Y-%m}") == ("Prov", "2026-01")
    assert "arl" not in said and "vensson" not in said


@pytest.mark.parametrize("name", ["BL0001_typ4.SE", "Norstedts_Bokslut_SIE_4I.si", "LON_Lonekorning.SI"])
def test_a_vendors_file_is_read_in_whole(bring, as_owner, name):
    told = bring((FILES / name).read_bytes())
    assert not told.refused and told.sums == len(kept(as_owner)) > 0


def test_with_one_row_refused_nothing_is_kept(bring, as_owner):
    told = bring(NAMED.format(5) + '#VER "" "" 20260201 ""\n{\n#TRANS 4511 {} 5\n}\n')
    assert [one.line for one in told.refused] == [9]
    assert kept(as_owner) == []


def test_the_same_file_is_read_once(bring, as_owner):
    bring(NAMED.format(5))
    with pytest.raises(NotYet, match="redan inläst"):
        bring(NAMED.format(5), replace=True)


def test_months_that_are_there_are_refused_until_the_file_is_said_to_take_over(bring, as_owner):
    bring(NAMED.format(5))
    with pytest.raises(NotYet, match=r"2026-01.*--replace"):
        bring(NAMED.format(6))
    assert kept(as_owner) == [("4511", "5710", Decimal(5))]
    bring(NAMED.format(6), replace=True)
    assert kept(as_owner) == [("4511", "5710", Decimal(6))]


def test_a_try_changes_nothing(bring, as_owner):
    assert bring(NAMED.format(5), dry_run=True).sums == 1
    assert kept(as_owner) == []


def test_what_is_no_ledger_is_refused(bring, as_owner):
    with pytest.raises(Unreadable, match="webbsida"):
        bring((FILES / "BokSald.SE").read_bytes())
    with pytest.raises(NotYet, match="konto"):
        bring("datum;konto;belopp\n2026-01-01;1930;5\n")


@pytest.mark.parametrize("username", ["maja", "bo", "siri", "pelle", "omar", "tova", "nils", "liv", "ola"])
def test_only_those_who_follow_the_whole_see_what_is_booked(bring, acting, username):
    bring(NAMED.format(5))
    with acting(username):
        assert not Booked.objects.exists() and not LedgerFile.objects.exists()
    with acting("kurt"):
        assert Booked.objects.exists() and LedgerFile.objects.exists()
