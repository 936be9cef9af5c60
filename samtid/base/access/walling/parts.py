"""Delarna: the words that a room's ``walls.py`` is written with.

Each part says what should stand in the database, in ``pieces``. What no part says is taken away when the walls
are raised.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .conditions import UNMEASURED
from .pieces import Defined, Piece, Right, Walled

APP = ("app",)
NOBODY: tuple[str, ...] = ()

PATH = "pg_catalog, public, pg_temp"
# A function of the owner is run with the caller's settings, unless it says otherwise. With these one would be
# told the constants of every question inside it, or change how its text is read.
QUIET = {
    "client_min_messages": "notice",
    "debug_print_parse": "off",
    "debug_print_rewritten": "off",
    "debug_print_plan": "off",
    "standard_conforming_strings": "on",
}


def columns_of(model: Any) -> str:
    """Every column of a model's table by name: without PostgreSQL's own, which tell what was written together."""
    return ", ".join(str(field.column) for field in model._meta.concrete_fields)


# How the catalogue spells the types that we spell shorter.
SPELT = {
    "int": "integer",
    "int[]": "integer[]",
    "timestamptz": "timestamp with time zone",
    "bool": "boolean",
}


# The door for disposal (SoL 16 kap.), in a trigger that otherwise refuses: inside a function of the owner that has
# marked the table for this transaction (``access.begin_disposal``). A setting would not do for a mark: anybody may
# set one. Nobody but the owner can read or write the marks, or be the table's owner while a row is deleted.
DISPOSAL = """if current_user = pg_get_userbyid((select c.relowner from pg_class c where c.oid = tg_relid)) then
      if exists (select from access.disposal d where d.transaction = pg_current_xact_id() and d.relation = tg_relid) then
        return old;
      end if;
    end if;"""


@dataclass(frozen=True, slots=True)
class Usage:
    """A schema of ours: everything in it is declared by some room. ``to`` may reach what is in it."""

    schema: str
    to: Sequence[str] = APP

    def pieces(self) -> Iterator[Piece]:
        """One right each."""
        for kind in self.to:
            yield Right("schema", self.schema, "USAGE", kind)


def _rights(table: str, verbs: str, columns: Sequence[str], to: Sequence[str]) -> Iterator[Right]:
    for kind in to:
        for verb, inside in re.findall(r"(\w+)(?:\s*\(([^)]*)\))?", verbs):
            for column in re.split(r"\s*,\s*", inside) if inside else [""]:
                yield Right("table", table, verb.upper(), kind, column)
        for column in columns:
            yield Right("table", table, "UPDATE", kind, column)


@dataclass(frozen=True, slots=True)
class Open:
    """Tables without personal data: ``to`` may do ``verbs`` with them."""

    tables: str
    verbs: str = "select"
    to: Sequence[str] = APP

    def pieces(self) -> Iterator[Piece]:
        """A right for each verb."""
        for table in re.split(r"\s*,\s*", self.tables):
            yield from _rights(table, self.verbs, (), self.to)


@dataclass(frozen=True, slots=True)
class Wall:
    """Row-level security on ``table``: who may see, who may write, and with which verbs.

    ``see`` and ``write`` are SQL conditions; ``write`` defaults to ``see``. ``verbs`` are the
    rights of the log-in; a verb that is not named is refused. ``columns`` limits ``update`` to named
    columns. Each kind of log-in has a policy of its own, so that a new one changes nothing for the others.
    """

    table: str
    see: str
    write: str = ""
    verbs: str = "select, insert"
    columns: Sequence[str] = ()
    to: Sequence[str] = APP

    def pieces(self) -> Iterator[Piece]:
        """Security on the table, a policy for each log-in, and its rights."""
        yield Walled(self.table)
        for kind in self.to:
            name = f"{self.table}_wall" + ("" if kind == "app" else f"_{kind}")
            yield Defined(
                "policy",
                f"{self.table}.{name}",
                f"drop policy if exists {name} on {self.table};\n"
                f"create policy {name} on {self.table} to {{to}} "
                f"using ({UNMEASURED} and ({self.see})) with check ({self.write or self.see});",
                on=self.table,
                to=(kind,),
                told={"permissive": True, "verb": "*"},
            )
        yield from _rights(self.table, self.verbs, self.columns, self.to)


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the owner that ``to`` may call: it checks who is acting by itself.

    One that can be called from outside keeps the caller's settings out. ``settings`` says others.
    """

    signature: str
    returns: str
    body: str
    volatility: str = "volatile"
    to: Sequence[str] = APP
    path: str = PATH
    settings: Mapping[str, str] | None = None
    language: str = "plpgsql"
    is_owners: bool = True

    @property
    def name(self) -> str:
        """``access.me()``, as the catalogue writes it."""
        name, _, arguments = self.signature.removesuffix(")").partition("(")
        words = [one.strip().split(" ", 1) for one in arguments.split(",") if one.strip()]
        return f"{name}({', '.join(f'{word} {SPELT.get(kind, kind)}' for word, kind in words)})"

    @property
    def config(self) -> dict[str, str]:
        """The settings that it is run with."""
        if not self.is_owners and self.language == "sql":
            return {}
        if self.settings is None:
            # what is called by the owner's other functions only has their settings
            called_from_outside = self.is_owners and (bool(self.to) or self.returns == "trigger")
            return {"search_path": self.path} | (QUIET if called_from_outside else {})
        return {"search_path": self.path, **self.settings}

    def pieces(self) -> Iterator[Piece]:
        """The function, and who may call it."""
        settings = "".join(f"\n  set {name} = {value}" for name, value in self.config.items())
        yield Defined(
            "function",
            self.name,
            f"create or replace function {self.signature} returns {self.returns} language {self.language} "
            f"{self.volatility} security {'definer' if self.is_owners else 'invoker'}{settings}\n"
            f"  as $body${self.body}$body$;",
            told={
                "body": self.body,
                "volatility": self.volatility,
                "as owner": self.is_owners,
                "settings": sorted(f"{name}={value}" for name, value in self.config.items()),
            },
        )
        for kind in self.to:
            yield Right("function", self.name, "EXECUTE", kind)


@dataclass(frozen=True, slots=True)
class May:
    """One more kind of log-in may call functions that another room, or another log-in's walls, has written."""

    functions: Sequence[Function]
    to: Sequence[str]

    def pieces(self) -> Iterator[Piece]:
        """A right for each."""
        for function in self.functions:
            for kind in self.to:
                yield Right("function", function.name, "EXECUTE", kind)


@dataclass(frozen=True, slots=True)
class Trigger:
    """``does`` (``before insert``) on ``table`` calls a function; ``each`` row, or once for the statement."""

    name: str
    table: str
    does: str
    calls: str
    each: str = "row"
    when: str = ""
    deferred: bool = False

    def pieces(self) -> Iterator[Piece]:
        """The trigger."""
        constraint, later = ("constraint ", " deferrable initially deferred") if self.deferred else ("", "")
        when = f" when ({self.when})" if self.when else ""
        yield Defined(
            "trigger",
            f"{self.table}.{self.name}",
            f"drop trigger if exists {self.name} on {self.table};\n"
            f"create {constraint}trigger {self.name} {self.does} on {self.table}{later} "
            f"for each {self.each}{when} execute function {self.calls}();",
            on=self.table,
            told={"enabled": "O"},
        )


@dataclass(frozen=True, slots=True)
class Index:
    """An index that a model cannot say: over one of our functions, or of a kind that an extension brings."""

    name: str
    table: str
    over: str
    is_unique: bool = False

    def pieces(self) -> Iterator[Piece]:
        """The index."""
        yield Defined(
            "index",
            self.name,
            f"drop index if exists {self.name};\n"
            f"create {'unique ' if self.is_unique else ''}index {self.name} on {self.table} {self.over};\n"
            f"analyze {self.table};",  # what it is over has no statistics before
            on=self.table,
            told={"valid": True},
        )


@dataclass(frozen=True, slots=True)
class Sealed:
    """Keep ``compartment_id`` and ``is_sealed`` of a case's rows equal to the case's own, and let them point at what is seen."""

    table: str

    def pieces(self) -> Iterator[Piece]:
        """``access.case_changed`` finds the tables of a case by this trigger."""
        yield from Trigger(
            f"{self.table}_lies_in_its_case",
            self.table,
            "before insert or update of case_id",
            "access.lie_in_case",
        ).pieces()
        from . import pointing  # made of the parts here

        yield from pointing.pieces_of(self.table)


@dataclass(frozen=True, slots=True)
class AppendOnly:
    """What is written is written: no update, no delete, whoever asks.

    ``unless`` is a condition on ``old`` under which a row may still change (a note not yet signed).
    Moving the row with its case to another compartment is always allowed. The one way out is ``DISPOSAL``.
    """

    table: str
    unless: str = "false"

    def pieces(self) -> Iterator[Piece]:
        """A trigger and the function that it calls."""
        name = f"{self.table}_stands"
        yield from Function(
            f"access.{name}()",
            "trigger",
            f"""
begin
  if tg_op = 'DELETE' then
    {DISPOSAL}
    raise exception 'samtid: {self.table} is append-only';
  end if;
  if not ({self.unless})
    and (to_jsonb(new) - array['compartment_id', 'is_sealed', 'provider_id', 'person_id'])
      is distinct from (to_jsonb(old) - array['compartment_id', 'is_sealed', 'provider_id', 'person_id'])
  then raise exception 'samtid: {self.table} is append-only'; end if;
  return new;
end
""",
            to=NOBODY,
            is_owners=False,
        ).pieces()
        yield from Trigger(name, self.table, "before update or delete", f"access.{name}").pieces()
