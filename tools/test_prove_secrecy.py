"""The table tells the truth: what fell, what was skipped and what was never there is not proved."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.prove_secrecy import (
    PARTS,
    Proof,
    attempt,
    part_of,
    print_attempts,
    print_parts,
    print_roles,
    read,
    there,
)

CASE = '<testcase classname="{where}" file="{file}" name="{name}" time="1.5">{inside}</testcase>'


@pytest.fixture
def report(tmp_path: Path):
    def write(*cases: tuple[str, str]) -> Proof:
        lines = [
            CASE.format(where=file.replace("/", "."), file=file, name="test_it", inside=inside)
            for file, inside in cases
        ]
        path = tmp_path / "report.xml"
        path.write_text(f"<testsuites><testsuite>{''.join(lines)}</testsuite></testsuites>")
        return Proof(list(read(path, PARTS)))

    return write


ALL_HELD = [(part.path if part.path.endswith(".py") else f"{part.path}/test_a.py", "") for part in PARTS]


def test_all_that_held_is_proved(report, capsys):
    proof = report(*ALL_HELD)
    assert print_parts(proof.tallies(PARTS), []) == 0
    assert f"Allt höll: {len(PARTS)} försök" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("inside", "word"), [("<failure/>", "FÖLL"), ("<error/>", "FÖLL"), ("<skipped/>", "INTE PRÖVAT")]
)
def test_one_that_fell_or_was_skipped_is_enough(report, capsys, inside, word):
    proof = report(*ALL_HELD, ("tests/walk/test_b.py", inside))
    assert print_parts(proof.tallies(PARTS), []) == 1
    print_attempts(proof.cases)
    told = capsys.readouterr().out
    assert word in told and "ALLT HÖLL INTE" in told and "test_it" in told


def test_a_part_whose_tests_never_ran_is_not_proved(report, capsys):
    proof = report(*ALL_HELD[1:])
    assert print_parts(proof.tallies(PARTS), []) == 1
    assert "INTE PRÖVAT" in capsys.readouterr().out


def test_the_chain_is_a_part_of_its_own_beside_the_attacker():
    names = {
        file: part_of(file, PARTS).name
        for file in ("tests/attacker/test_chain.py", "tests/attacker/test_keys.py")
    }
    assert names == {"tests/attacker/test_chain.py": "Kedjan", "tests/attacker/test_keys.py": "Angriparen"}
    assert part_of("tests/browser/test_axe.py", PARTS) is None


def test_an_attempt_is_told_in_the_tests_own_words(report, capsys):
    inside = (
        "<properties><property name=\"attempt\" value=\"('Rollen', 'byter roll')\"/>"
        '<property name="result" value="nekad"/></properties>'
    )
    print_attempts(report(("tests/attacker/test_attempts.py", inside)).cases)
    assert "byter roll (nekad)" in capsys.readouterr().out
    assert attempt("nonsense") == attempt("") == attempt(None) == ("", "")


def test_what_the_catalogue_gave_is_counted_by_class_and_role(report, capsys):
    inside = "<properties><property name=\"attempts\" value=\"('{}', 'Ledamot', {}, 7)\"/></properties>"
    proof = report(
        ("tests/attacker/test_generated.py", inside.format("Tabeller", 300)),
        ("tests/attacker/test_generated.py", inside.format("Funktioner", 40)),
    )
    print_roles(proof.cases)
    told = capsys.readouterr().out
    assert "Ledamot" in told and " 340" in told and "14 släpptes igenom" in told


def test_what_is_not_in_the_tree_is_told_of(tmp_path, capsys):
    (tmp_path / "tests" / "walk").mkdir(parents=True)
    (tmp_path / "tests" / "walk" / "test_a.py").touch()
    (tmp_path / "tests" / "kill").mkdir()
    assert [part.name for part in there(tmp_path)] == ["Vandringen"]
    assert {part.name for part in there(Path(__file__).resolve().parents[1])} >= {
        "Angriparen",
        "Återställningen",
    }
    assert print_parts({}, PARTS) == 0
    assert "finns inte än" in capsys.readouterr().out
