"""Look the house over: settings, migrations, walls, templates, and whether this place may start."""

from __future__ import annotations

import argparse
import os

from samtid.doors.cli import Refused, place, ready
from samtid.doors.running import start
from samtid.doors.running.words import Process


def add(parser: argparse.ArgumentParser) -> None:
    """Only the program, or the place as well."""
    parser.add_argument("--program", action="store_true", help="bara programmet; nycklar och databas lämnas")


def run(args: argparse.Namespace) -> int:
    """Says what is wrong, one line each; exit code 2 when something is."""
    if args.program:
        _without_a_place()
    else:
        place.enter()
        process = which()
        faults = start.environment_faults(process) or ready.database_faults(process)
        if faults:
            raise Refused("\nsamtid: ".join(faults))
        _say_place()
        if told := ready.foreign_settings(process):
            raise Refused("\nsamtid: ".join(told))
    _program(ask_database=not args.program)
    print("Inställningar, migreringar och mallar stämmer.")
    if not args.program:
        print(compare_walls())
    return 0


def which() -> Process:
    """What the environment is for, by the log-in that it holds."""
    if os.environ.get("SAMTID_ADMIN_URL"):
        return Process.OWNER
    return Process.WORKER if os.environ.get("SAMTID_WORKER_URL") else Process.WEB


def _say_place() -> None:
    print("Nycklar, stämpel, databas, klocka och loggar stämmer.")


def _without_a_place() -> None:
    """Settings that reach no database, for what is asked of the program alone."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samtid.config.settings")
    os.environ.setdefault("SAMTID_SECRET_KEY", "x")


def _program(*, ask_database: bool) -> None:
    import warnings

    import django
    from django.core.management import CommandError, call_command
    from django.db import ProgrammingError
    from django.template import engines

    django.setup()
    try:
        call_command("check", verbosity=0)
        with warnings.catch_warnings():
            if not ask_database:  # Django says that it could not ask whether the history is whole
                warnings.simplefilter("ignore", RuntimeWarning)
            call_command("makemigrations", check=True, dry_run=True, verbosity=1)
    except (CommandError, SystemExit) as error:
        raise Refused(f"Något saknas: {error}") from None
    except ProgrammingError as error:
        said = str(error).splitlines()[0]
        raise Refused(f"Databasen är inte i takt med programmet ({said}); kör samtid migrate.") from None
    environment = engines.all()[0].env  # type: ignore[attr-defined]
    broken = []
    for name in environment.list_templates(extensions=["html", "txt", "typ"]):
        try:
            environment.get_template(name)
        except Exception as error:
            broken.append(f"{name}: {error}")
    if broken:
        raise Refused("Mallar som inte går att läsa: " + "; ".join(broken))


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
