"""Look the house over: settings, migrations, walls, templates. Used by ``make check``."""

from __future__ import annotations

import argparse

from samtid.doors.cli import Refused, place


def add(parser: argparse.ArgumentParser) -> None:
    """The command has no words of its own."""


def run(args: argparse.Namespace) -> int:
    """Says what is wrong, one line each; exit code 2 when something is."""
    place.enter()
    import django
    from django.core.management import CommandError, call_command
    from django.db import ProgrammingError
    from django.template import engines

    django.setup()
    try:
        call_command("check", verbosity=0)
        call_command("makemigrations", check=True, dry_run=True, verbosity=1)
    except (CommandError, SystemExit) as error:
        raise Refused(f"Något saknas: {error}") from None
    except ProgrammingError as error:
        said = str(error).splitlines()[0]
        raise Refused(f"Databasen är inte i takt med programmet ({said}); kör samtid migrate.") from None
    walls = compare_walls()
    environment = engines.all()[0].env  # type: ignore[attr-defined]
    broken = []
    for name in environment.list_templates(extensions=["html", "txt", "typ"]):
        try:
            environment.get_template(name)
        except Exception as error:
            broken.append(f"{name}: {error}")
    if broken:
        raise Refused("Mallar som inte går att läsa: " + "; ".join(broken))
    print("Inställningar, migreringar och mallar stämmer.")
    print(walls)
    return 0


def compare_walls() -> str:
    """Compares what the rooms' ``walls.py`` say with what stands in the database; refuses with every difference."""
    from django.conf import settings
    from django.db import connections, transaction

    from samtid.base.access.walling import compare, rooms

    if "owner" not in settings.DATABASES:
        return "Väggarna är inte jämförda: bara den som migrerar kan läsa dem (SAMTID_ADMIN_URL)."
    with transaction.atomic("owner"), connections["owner"].cursor() as cursor:
        cursor.execute("select to_regclass('public.django_migrations') is not null")
        if not cursor.fetchone()[0]:
            return "Väggarna är inte jämförda: databasen är tom (samtid migrate)."
        found = compare.differences(cursor, rooms.pieces())
    if found:
        raise Refused("\n".join(["Väggarna i databasen är inte programmets; kör samtid migrate.", *found]))
    return "Väggarna står som de är skrivna."
