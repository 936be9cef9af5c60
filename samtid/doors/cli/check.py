"""Look the house over: settings, migrations, templates. Used by ``make check``."""

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
    return 0
