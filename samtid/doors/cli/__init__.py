"""Kommandon: the operators' command ``samtid``.

One module per command, each with ``SUMMARY`` (one Swedish line), ``add(parser)`` and
``run(args) -> int``. A module is imported only when its command is called, so that ``samtid law``
starts without Django and ``samtid --help`` starts at once.
"""

from __future__ import annotations

import argparse
import errno
import importlib
import io
import sys
from collections.abc import Sequence
from importlib.metadata import version

from . import swedish

# command -> (module, what --help says)
COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("samtid.doors.cli.demo", "Gå runt i en påhittad kommun."),
    "migrate": ("samtid.doors.cli.migrate", "Gör databasen klar för den här versionen."),
    "static": ("samtid.doors.cli.static", "Lägg ut stilar, skript och typsnitt, för drift."),
    "web": ("samtid.doors.cli.web", "Visa sidorna."),
    "worker": ("samtid.doors.cli.worker", "Gör nattens och månadens arbete."),
    "check": ("samtid.doors.cli.check", "Granska inställningar, migreringar och mallar."),
    "audit": ("samtid.doors.cli.audit", "Visa att loggen över öppningar är hel, och lämna ut dess huvud."),
    "places": ("samtid.doors.cli.places", "Nyckeln till skyddade adresser: gör, byt och se efter."),
    "backup": ("samtid.doors.cli.backup", "Ta en säkerhetskopia av hela databasen."),
    "restore": ("samtid.doors.cli.restore", "Återställ en säkerhetskopia och visa att den är lika."),
    "outage": ("samtid.doors.cli.outage", "Skriv ut enheternas dag, för när systemet inte går att nå."),
    "staff": (
        "samtid.doors.cli.staff",
        "Släpp in den första, och koppla medarbetare till deras e-legitimation.",
    ),
    "organisation": ("samtid.doors.cli.organisation", "Läs in enheter, medarbetare och delegation ur filer."),
    "roster": ("samtid.doors.cli.roster", "Läs in en enhets schema ur en fil."),
    "economy": ("samtid.doors.cli.economy", "Läs in redovisningen ur en fil."),
    "law": ("samtid.doors.cli.law", "Visa frister och lagrum, räkna ut en förfallodag."),
    "compare": (
        "samtid.doors.cli.compare",
        "Jämför kommunens nyckeltal med rikets och andra kommuners.",
    ),
    "plan": ("samtid.doors.cli.plan", "Lös, granska och mät planer för besök."),
}

DESCRIPTION = "Samtid: öppen programvara för socialtjänsten. Börja med «samtid demo»."


class Refused(Exception):
    """A command cannot do what was asked; the text is one clear line for the user."""


class Parser(argparse.ArgumentParser):
    """An argument parser whose errors are one line and exit code 2."""

    def error(self, message: str) -> None:  # type: ignore[override]
        print(f"samtid: {message}", file=sys.stderr)
        raise SystemExit(2)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0 when done, 2 when the request was refused."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    swedish.speak()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(
            stream, io.TextIOWrapper
        ):  # a terminal without å, ä and ö gets a question mark, not an end
            stream.reconfigure(errors="replace")
    parser = Parser(prog="samtid", description=DESCRIPTION)
    parser.add_argument("--version", action="store_true", help="visa programmets version")
    commands = parser.add_subparsers(dest="command", metavar="kommando", parser_class=Parser)
    wanted = next((word for word in arguments if not word.startswith("-")), None)
    modules = {}
    for name, (path, summary) in COMMANDS.items():
        sub = commands.add_parser(name, help=summary, description=summary)
        if name == wanted:
            modules[name] = importlib.import_module(path)
            modules[name].add(sub)
    args = parser.parse_args(arguments)
    if args.version:
        print(f"Samtid {version('samtid')}")
        return 0
    if args.command is None:
        parser.print_help()
        return 0
    try:
        return int(modules[args.command].run(args) or 0)
    except Refused as refusal:
        print(f"samtid: {refusal}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nAvbrutet.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        return 0
    except (OSError, ImportError) as error:
        print(f"samtid: {in_words(error)}", file=sys.stderr)
        return 2
    except Exception as error:
        from samtid.doors.cli import database_words

        if not database_words.is_of_the_database(error):
            raise
        print(f"samtid: {database_words.in_words(error)}", file=sys.stderr)
        return 2


def in_words(error: OSError | ImportError) -> str:
    """What the machine would not do, in one line. What is not the machine's fault is raised again."""
    if isinstance(error, ImportError):
        if error.name not in ("numpy", "numba"):
            raise error
        return "Planeringen behöver paketen i requirements-plan.lock. Kör make ready, eller installera samtid[plan]."
    where = f" ({error.filename})" if error.filename else ""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"Disken är full{where}. Frigör plats och kör igen; inget som redan sparats är borta."
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return f"Det går inte att skriva här{where}. Ange en mapp som går att skriva i med SAMTID_STATE."
    raise error
