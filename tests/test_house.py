"""The house's own rules, asked of the running program."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.urls import URLPattern, URLResolver, get_resolver

import samtid
from samtid.base.access import logins
from samtid.base.access.walling import Function
from samtid.base.access.walling import rooms as walled_rooms
from samtid.base.access.walling.pieces import Defined, Right
from samtid.base.organisation.words import Role
from samtid.config import rooms
from samtid.ground.words import Word

ROOT = Path(samtid.__file__).parent
HOUSE = rooms.read()
# Tables that hold nothing about a resident, and why each is open.
OPEN_TABLES = {
    "organisation_committee": "the directory",
    "organisation_unit": "the directory",
    "organisation_staff": "the directory",
    "organisation_membership": "the directory",
    "organisation_staffskill": "the directory",
    "organisation_delegation": "the delegation scheme is public",
    "organisation_ownnumber": "the municipality's own values are public",
    "organisation_offering": "the catalogue is public",
    "organisation_municipality": "the municipality's name",
    "access_compartment": "names of units",
    "access_holding": "which unit holds what",
    "django_session": "not granted to the application: it asks for one by its name",
    "django_migrations": "names of migrations",
    "django_content_type": "not granted to the application",
    "auth_group": "not granted to the application",
    "auth_group_permissions": "not granted to the application",
    "auth_permission": "not granted to the application",
}
# The only views that ask for no log-in.
OPEN_VIEWS = re.compile(r"(portal|law|demo|oidc|seat):")


def modules(pattern: str) -> list[str]:
    """Names of all modules of the package whose last part matches ``pattern``, tests and migrations aside."""
    return [
        name
        for _, name, _ in pkgutil.walk_packages([str(ROOT)], "samtid.")
        if re.search(pattern, name) and ".tests" not in name and ".migrations" not in name
    ]


def ours() -> list[type]:
    return [model for model in apps.get_models() if model.__module__.startswith("samtid.")]


def test_every_foreign_key_points_to_the_same_room_or_an_earlier_one():
    for model in ours():
        for field in model._meta.get_fields():
            if (
                field.many_to_one
                and field.related_model
                and field.related_model.__module__.startswith("samtid.")
            ):
                assert HOUSE.place(field.related_model.__module__) <= HOUSE.place(model.__module__), (
                    f"{model.__name__}.{field.name}"
                )


ACTIONS = modules(r"\.actions(\.\w+)?$")


@pytest.mark.parametrize("name", ACTIONS)
def test_every_action_says_by_whom_and_when_and_is_one_transaction(name):
    module = importlib.import_module(name)
    for verb, function in inspect.getmembers(module, inspect.isfunction):
        if verb.startswith("_") or function.__module__ != name:
            continue
        parameters = inspect.signature(function).parameters
        for word in ("by", "at"):
            assert word in parameters, f"{name}.{verb} does not take {word}"
            assert parameters[word].kind is inspect.Parameter.KEYWORD_ONLY, (
                f"{name}.{verb}: {word} is keyword-only"
            )
        assert hasattr(function, "__wrapped__"), f"{name}.{verb} is not @transaction.atomic"


WALLED = {model.__name__ for model in ours() if model._meta.db_table not in OPEN_TABLES}


@pytest.mark.parametrize("name", modules(r"samtid\.(steps|resources|quality)\.\w+\.queries(\.\w+)?$"))
def test_every_query_about_somebody_starts_from_the_viewer(name):
    module = importlib.import_module(name)
    for noun, function in inspect.getmembers(module, inspect.isfunction):
        if noun.startswith("_") or function.__module__ != name:
            continue
        answer = str(inspect.signature(function).return_annotation)
        if WALLED & set(re.findall(r"\w+", re.sub(r"rules\.\w+", "", answer))):
            parameters = iter(inspect.signature(function).parameters.values())
            first = next(parameters, None)
            assert first is not None, f"{name}.{noun} starts from nobody"
            # or from a row that somebody has already been let to see
            seen = WALLED & set(re.findall(r"\w+", str(first.annotation)))
            assert first.name == "viewer" or seen, f"{name}.{noun} starts from {first.name}"


def test_a_query_that_has_a_viewer_reads_with_the_viewers_eyes():
    """``seen_by`` stops a query that names another than the one who acts."""
    for path in ROOT.glob("*/*/queries.py"):
        for function in re.split(r"(?m)^(?=def |class |@)", path.read_text()):
            signature = re.match(r"def (\w+)\((.*?)\) ->", function, re.DOTALL)
            if signature and "viewer: Staff" in signature[2]:
                loose = set(re.findall(r"\b([A-Z]\w+)\.objects\b", function)) & WALLED
                assert not loose, f"{path.parent.name}.{signature[1]}: {loose}"


def views(resolver: URLResolver | None = None, namespace: str = "") -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = []
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            found.append((f"{namespace}{entry.name}", entry.callback))
        else:
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            found += views(entry, inner)
    return found


def test_every_view_demands_a_log_in_unless_it_is_in_the_open_list():
    assert login_not_required  # the mark that the middleware reads
    for name, view in views():
        is_open = not getattr(view, "login_required", True)
        assert is_open == bool(OPEN_VIEWS.match(name)) or not is_open, f"{name} is open to everyone"


def test_a_page_that_anyone_reaches_counts_on_nobody_of_the_staff():
    for name, view in views():
        if view.__module__.startswith("samtid."):
            [request, *_] = inspect.signature(inspect.unwrap(view)).parameters.values()
            is_open = not getattr(view, "login_required", True)
            wanted = ("OpenRequest", "HttpRequest") if is_open else ("Request", "OpenRequest", "HttpRequest")
            assert str(request.annotation) in wanted, f"{name} takes {request.annotation}"


def test_every_table_is_behind_a_wall_or_on_the_open_list(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname, relrowsecurity and relforcerowsecurity, "
            "(select count(*) from pg_policy where polrelid = c.oid) "
            "from pg_class c where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace"
        )
        for table, walled, policies in cursor.fetchall():
            assert table in OPEN_TABLES or (walled and policies), f"{table} has no wall"


def test_what_the_application_may_do_with_an_open_table_is_read(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "select table_name, privilege_type from information_schema.table_privileges where grantee = 'samtid_app'"
        )
        for table, verb in cursor.fetchall():
            if table in OPEN_TABLES:
                assert verb == "SELECT", f"{verb} on {table}"


def named_in_sql() -> dict[str, str]:
    """What a wall can name, and the room it belongs to: tables of models, tables beside them, functions."""
    named = {
        model._meta.db_table: model._meta.app_label for model in apps.get_models(include_auto_created=True)
    }
    for room in apps.get_app_configs():
        for migration in Path(room.path).glob("migrations/0*.py"):
            for table in re.findall(r"create table if not exists (\w+\.\w+)", migration.read_text()):
                named[table] = room.label
    for label, parts in walled_rooms.walls().items():
        for part in parts:
            for piece in part.pieces():
                if isinstance(piece, Defined) and piece.kind == "function":
                    named[piece.name.partition("(")[0]] = label
    return named


@pytest.mark.parametrize("label", walled_rooms.walls())
def test_a_rooms_walls_name_only_what_is_its_own_or_earlier_rooms(label):
    order = [room.label for room in apps.get_app_configs()]
    for part in walled_rooms.walls()[label]:
        for piece in part.pieces():
            text = piece.sql if isinstance(piece, Defined) else piece.name if isinstance(piece, Right) else ""
            for name, owner in named_in_sql().items():
                if re.search(rf"(?<![\w.]){re.escape(name)}(?!\w)", text):
                    assert order.index(owner) <= order.index(label), (
                        f"{label}: {piece} names {name} of {owner}"
                    )


def wall_files() -> list[Path]:
    return [
        *ROOT.glob("*/**/walls.py"),
        *ROOT.glob("*/**/walls/*.py"),
        *ROOT.glob("base/access/walling/*.py"),
    ]


def test_roles_are_said_once_for_sql_and_python():
    """The sets are in base/organisation/roles.py; no wall spells a role of its own, nor a role of the database."""
    assert len(wall_files()) > 15
    spelt = re.compile(rf"'({'|'.join(Role)})'|{logins.prefix()}_\w+")
    for path in wall_files():
        # a kind of unit is called as a role is
        text = path.read_text().replace("u.kind = 'reception'", "")
        assert not (found := spelt.search(text)), f"{path.name} says {found and found[0]}"


def test_migrations_keep_only_tables():
    for room in apps.get_app_configs():
        if room.name.startswith("samtid."):
            for migration in Path(room.path).glob("migrations/0*.py"):
                said = re.search(
                    r"create (or replace )?(function|policy|trigger)|grant |security definer",
                    migration.read_text(),
                )
                assert not said, f"{migration} says {said and said[0]!r}: it belongs in walls.py"


def test_every_function_of_the_owner_keeps_the_callers_settings_out():
    for parts in walled_rooms.walls().values():
        for function in parts:
            if (
                isinstance(function, Function)
                and function.is_owners
                and function.to
                and function.settings is None
            ):
                assert function.config["client_min_messages"] == "notice", function.name


def test_every_word_has_a_swedish_label():
    for name in modules(r"\.words(\.\w+)?$"):
        for _, word in inspect.getmembers(importlib.import_module(name), inspect.isclass):
            if issubclass(word, Word) and word is not Word:
                for member in word:
                    assert (member.label and not member.label.isascii()) or member.label[0].isupper(), member


def test_every_template_is_used():
    sources = "\n".join(
        path.read_text()
        for kind in ("*.py", "*.html", "*.typ")
        for path in ROOT.rglob(kind)
        if "/tests/" not in str(path)
    )
    for template in ROOT.glob("*/*/jinja2/**/*.html"):
        name = str(template).split("/jinja2/")[1]
        if re.match(r"\d{3}", name):
            continue  # Django finds its error pages by their number
        assert f'"{name}"' in sources or f"'{name}'" in sources, f"{name} is used by nobody"


def test_every_room_has_a_sign_on_its_door():
    for floor in HOUSE.floors:
        for room in (ROOT / floor).glob("*/__init__.py"):
            if room.parent.name not in ("tests", "migrations"):
                assert re.match(r'"""\S', room.read_text()), f"{room.parent.name} has no sign"


def test_every_form_takes_its_text_and_days_from_the_one_home():
    """A field of Django's own would cut a pasted text, count a line break twice or guess at a day."""
    bare = re.compile(r"forms\.(CharField|DateField|DateTimeField|TimeField)\(")
    for path in ROOT.rglob("*.py"):
        if "tests" not in path.parts:
            assert not bare.search(path.read_text()), f"{path}: take it from samtid.base.look.fields"
    for path in ROOT.rglob("*.html"):
        assert "maxlength" not in path.read_text(), f"{path}: maxlength cuts without a word"


def test_only_the_edge_reads_what_is_sent():
    """A view that parses a body or a number by itself meets what the edge was to refuse."""
    for path in ROOT.rglob("views*/*.py"):
        assert not re.search(r"json\.loads|\bint\(request|isdigit\(", path.read_text()), path
    for path in ROOT.rglob("views.py"):
        assert not re.search(r"json\.loads|\bint\(request|isdigit\(", path.read_text()), path
