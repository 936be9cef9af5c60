"""That the mutants are the faults they say: in a few lines of program, and in a few of a wall."""

from __future__ import annotations

import ast

from tools.mutants.faults import mutants_of, planted
from tools.mutants.sample import every, sample
from tools.mutants.walls.faults import _cuts

SOURCE = """
@transaction.atomic
def act(case, *, days: int = 3):
    if case.days < 10 and not case.closed:
        refuse_if(obstacles)
    case.at = days + 1
    record(case)
    return [one for one in Case.objects.filter(open=True, pk=case.pk) if one.days]
"""


def texts(source: str) -> dict[str, str]:
    """Each mutant's kind and what became of what, with the whole module as it then reads."""
    return {
        f"{one.kind}: {one.before} → {one.after}": ast.unparse(planted(source, one.number))
        for one in mutants_of("some/rules.py", source)
    }


def test_every_kind_of_fault_is_found_and_planted():
    found = texts(SOURCE)
    kinds = {name.partition(":")[0] for name in found}
    assert kinds == {
        *("comparison", "and/or", "part", "not", "never", "always", "filter"),
        *("answer", "number", "arithmetic", "removed", "condition", "decorator"),
    }
    whole = ast.unparse(ast.parse(SOURCE))
    assert all(text != whole for text in found.values())
    assert "refuse_if" not in found["removed: refuse_if(obstacles) → "]
    assert "record" not in found["removed: record(case) → "]
    assert "case.days <= 10" in found["comparison: case.days < 10 → case.days <= 10"]
    assert any("filter(pk=case.pk)" in text for text in found.values())
    assert any("days: int=4" in text for text in found.values())


def test_a_name_stays_when_lines_move_and_no_two_are_the_same():
    names = [one.name for one in mutants_of("a.py", SOURCE)]
    assert names == [one.name for one in mutants_of("a.py", "\n# moved\n" + SOURCE)]
    assert len(set(names)) == len(names)
    assert not set(names) & {one.name for one in mutants_of("b.py", SOURCE)}


def test_a_sample_is_the_same_for_the_same_seed_and_reads_no_test():
    among = every()
    assert len(among) > 1000
    assert not [one.path for one in among if "/tests/" in one.path or "/migrations/" in one.path]
    assert (
        sample(among, count=50, seed=1) == sample(among, count=50, seed=1) != sample(among, count=50, seed=2)
    )


WALL = """
begin
  if not access.may(wanted) then
    raise exception 'no' using errcode = 'x';
  end if;
  insert into access_opening (id) values (1);
  return exists (select 1 from m where (m.valid_to is null or m.valid_to >= today) and m.role in ('a', 'b')
    and m.staff_id = access.me());
end
"""


def test_every_kind_of_stone_is_found_in_a_function():
    found = [(kind, WALL[start:end]) for kind, start, end, _ in _cuts(WALL)]
    assert ("check", "raise exception 'no' using errcode = 'x';") in found
    assert ("log line", "insert into access_opening (id) values (1);") in found
    assert ("guard", "(m.valid_to is null or m.valid_to >= today)") in found
    assert ("guard", "m.role in ('a', 'b')") in found
    assert ("role", "m.role in ('a', 'b')") in found
    assert ("guard", "m.staff_id = access.me()") in found
