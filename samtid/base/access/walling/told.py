"""Vad dagboken får säga: a line says in the room's own words what the room has just done, and nothing else.

The diary is written in by whoever holds the case. Each room says which verbs are its own, what each is called, and by which
row one sees that it was done, in this moment: a line that says what nobody did is refused, by whomever it is written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from samtid.base.access.logins import OWNER

from .parts import NOBODY, Function, Trigger
from .pieces import Piece

DIARY = "dossier_event"


def done(table: str, at: str, by: str = "", where: str = "") -> str:
    """A row of the same case that was written in the moment of the line: ``at`` is its column for when, ``by`` for who."""
    said = [f"t.case_id = new.case_id and t.{at} = new.at"]
    said += [f"t.{by} = new.by_id"] if by else []
    said += [where] if where else []
    return f"select from {table} t where {' and '.join(said)}"


@dataclass(frozen=True, slots=True)
class Told:
    """The verbs of a room: what they are called, ``done``: by what one sees that it was, ``by_door``: not the caller's to say."""

    room: str
    words: Sequence[Any]
    done: Mapping[str, str] = field(default_factory=dict)
    by_door: Collection[str] = ()

    def pieces(self) -> Iterator[Piece]:
        """A trigger on the diary and the function that it calls."""
        called = "\n".join(f"    when '{one.value}' then '{one.label}'" for one in self.words)
        proofs = "".join(f"    when '{verb}' then exists ({sql})\n" for verb, sql in self.done.items())
        proofs += "".join(f"    when '{verb}' then false\n" for verb in self.by_door)
        proven = f"case new.verb\n{proofs}    else true end" if proofs else "true"
        yield from Function(
            f"access.told_{self.room}()",
            "trigger",
            f"""
declare called text := case new.verb
{called} end;
begin
  if pg_has_role(current_user, '{OWNER}', 'member') then return new; end if;
  if new.said <> called and not starts_with(new.said, called || ': ') then
    raise exception 'samtid: the diary says it in its own words' using errcode = 'insufficient_privilege';
  end if;
  if not coalesce({proven}, false) then
    raise exception 'samtid: the diary says what was done, and that was not' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
""",
            to=NOBODY,
            is_owners=False,
        ).pieces()
        verbs = ", ".join(f"'{one.value}'" for one in self.words)
        yield from Trigger(
            f"told_{self.room}",
            DIARY,
            "before insert",
            f"access.told_{self.room}",
            when=f"new.verb in ({verbs})",
        ).pieces()
