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
from samtid.ground.words import Word

ROOT = Path(samtid.__file__).parent
FLOORS = ["ground", "base", "resources", "steps", "quality", "doors", "config"]
ORDER = {
    "base": ["look", "organisation", "access", "people", "dossier"],
    "steps": ["intake", "investigations", "decisions", "services", "visits"],
    "quality": ["followup", "improvement"],
}
# Tables that hold nothing about a resident, and why each is open.
OPEN_TABLES = {
    "organisation_committee": "the directory",
    "organisation_unit": "the directory",
    "organisation_staff": "the directory",
    "organisation_membership": "the directory",
    "organisation_staffskill": "the directory",
    "organisation_delegation": "the delegation scheme is public",
    "access_compartment": "names of units",
    "access_holding": "which unit holds what",
    "django_session": "random keys; who is logged in",
    "django_migrations": "names of migrations",
    "django_content_type": "not granted to the application",
    "auth_group": "not granted to the application",
    "auth_group_permissions": "not granted to the application",
    "auth_permission": "not granted to the application",
}
# The only views that ask for no log-in.
OPEN_VIEWS = re.compile(r"(portal|law|demo|oidc):")


def modules(pattern: str) -> list[str]:
    """Names of all modules of the package whose last part matches ``pattern``, tests and migrations aside."""
    return [
        name
        for _, name, _ in pkgutil.walk_packages([str(ROOT)], "samtid.")
        if re.search(pattern, name) and ".tests" not in name and ".migrations" not in name
    ]


def place(app_module: str) -> tuple[int, int]:
    """Where a room stands: its floor, and its place on it."""
    _, floor, *room = app_module.split(".")
    order = ORDER.get(floor, [])
    return FLOORS.index(floor), order.index(room[0]) if room and room[0] in order else 0


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
                assert place(field.related_model.__module__) <= place(model.__module__), (
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


@pytest.mark.parametrize("name", modules(r"samtid\.(steps|quality)\.\w+\.queries(\.\w+)?$"))
def test_every_query_about_somebody_starts_from_the_viewer(name):
    module = importlib.import_module(name)
    for noun, function in inspect.getmembers(module, inspect.isfunction):
        if noun.startswith("_") or function.__module__ != name:
            continue
        answer = str(inspect.signature(function).return_annotation)
        if WALLED & set(re.findall(r"\w+", re.sub(r"rules\.\w+", "", answer))):
            first = next(iter(inspect.signature(function).parameters.values()))
            # or from a row that somebody has already been let to see
            seen = WALLED & set(re.findall(r"\w+", str(first.annotation)))
            assert first.name == "viewer" or seen, f"{name}.{noun} starts from {first.name}"


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
    allowed = {"organisation_staff": {"SELECT"}, "django_session": {"SELECT", "INSERT", "UPDATE", "DELETE"}}
    with connection.cursor() as cursor:
        cursor.execute(
            "select table_name, privilege_type from information_schema.table_privileges where grantee = 'samtid_app'"
        )
        for table, verb in cursor.fetchall():
            if table in OPEN_TABLES:
                assert verb in allowed.get(table, {"SELECT"}), f"{verb} on {table}"


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
    for floor in FLOORS:
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
