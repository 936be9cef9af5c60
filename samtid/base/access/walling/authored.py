"""Vem och när: the author and the moment of a row are what the stamp says, and nothing that a caller says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from samtid.base.access.logins import OWNER

from .parts import NOBODY, Function, Trigger
from .pieces import Piece

# What changes without anybody having written: a row moves with its case.
MOVED = "array['compartment_id', 'is_sealed', 'provider_id']"


@dataclass(frozen=True, slots=True)
class Did:
    """One thing that somebody does with a row: the columns that say who, when and with what title.

    ``earlier``: it may have been at any moment before now (a conversation), never after. ``or_at``: another
    column for the moment, one of the two and never both (carried out, or not). ``undone``: it may be taken back,
    which leaves nothing of it in the row.
    """

    by: str = ""
    at: str = ""
    title: str = ""
    earlier: bool = False
    or_at: str = ""
    undone: bool = False

    def faults(self) -> Iterator[str]:
        """When it is wrong, in a row that has it."""
        if self.by:
            yield f"new.{self.by} is distinct from access.me()"
        moment = f"coalesce(new.{self.at}, new.{self.or_at})" if self.or_at else f"new.{self.at}"
        if self.or_at:
            yield f"num_nonnulls(new.{self.at}, new.{self.or_at}) > 1"
        if self.at:
            yield f"{moment} > access.at()" if self.earlier else f"{moment} is distinct from access.at()"
        if self.title:
            yield f"new.{self.title} is distinct from (select s.title from organisation_staff s where s.id = access.me())"

    @property
    def columns(self) -> list[str]:
        return [column for column in (self.by, self.at, self.or_at, self.title) if column]


NOTHING = Did()


@dataclass(frozen=True, slots=True)
class Authored:
    """Refuses a row that names another author or moment than those of the stamp, whoever logs in.

    ``wrote`` is said when the row is made; ``then`` are things done with it later, each by whoever does it. ``own``:
    nobody but the one who wrote it changes it. ``within`` is a column for the transaction (``fields.Transaction``);
    ``by_door`` are columns that only a function of the owner sets. The owner's own functions, and history that
    the owner writes (the demonstration), are not asked: they say it themselves. Whoever has stepped into another
    role is asked like it, also an administrator.
    """

    table: str
    wrote: Did = NOTHING
    then: Sequence[Did] = ()
    own: bool = False
    within: str = ""
    by_door: Sequence[str] = ()

    def __post_init__(self) -> None:
        """Each column is said by one thing that is done: of two, the one that was not done would refuse the other."""
        said = [*self.by_door, *([self.within] if self.within else [])]
        said += [column for did in (self.wrote, *self.then) for column in did.columns]
        if twice := sorted({column for column in said if said.count(column) > 1}):
            raise ValueError(
                f"{self.table}: {', '.join(twice)} stands in two of what Authored is told. "
                "One Did for each thing that is done; or_at for another moment of the same."
            )

    def pieces(self) -> Iterator[Piece]:
        """A trigger and the function that it calls."""
        made = [*self.wrote.faults()]
        made += [f"nullif(new.{column}::text, '') is not null" for column in self.by_door]
        if self.within:
            made.append(f"new.{self.within} is distinct from pg_current_xact_id()")
        later = []
        for did in self.then:
            wrong = " or ".join(did.faults())
            if did.undone:
                wrong = f"num_nonnulls({', '.join(f'new.{one}' for one in did.columns)}) > 0 and ({wrong})"
            made.append(f"({' or '.join(f'new.{one} is not null' for one in did.columns)}) and ({wrong})")
            changed = (
                ", ".join(f"new.{one}" for one in did.columns),
                ", ".join(f"old.{one}" for one in did.columns),
            )
            later.append(f"({changed[0]}) is distinct from ({changed[1]}) and ({wrong})")
        kept = [*self.wrote.columns, *self.by_door, *([self.within] if self.within else [])]
        later += [f"new.{column} is distinct from old.{column}" for column in kept]
        if self.own:
            later.append(
                f"old.{self.wrote.by} is distinct from access.me() "
                f"and to_jsonb(new) - {MOVED} is distinct from to_jsonb(old) - {MOVED}"
            )
        name = f"{self.table}_authored"
        refused = f"samtid: {self.table}: who and when is not for the caller to say"
        yield from Function(
            f"access.{name}()",
            "trigger",
            f"""
begin
  if pg_has_role(current_user, '{OWNER}', 'member') then return new; end if;
  if tg_op = 'INSERT' then
    if {_any(made)} then
      raise exception '{refused}' using errcode = 'insufficient_privilege';
    end if;
  elsif {_any(later)} then
    raise exception '{refused}' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
""",
            to=NOBODY,
            is_owners=False,
        ).pieces()
        yield from Trigger(name, self.table, "before insert or update", f"access.{name}").pieces()


def _any(conditions: Sequence[str]) -> str:
    return "\n      or ".join(f"({one})" for one in conditions) or "false"
