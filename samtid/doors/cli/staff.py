"""Let the first one in; say which e-legitimation is which member of staff, and end it, or only the log-ins."""

from __future__ import annotations

import argparse
import os
from datetime import date

from samtid.doors.cli import Refused, place, ready
from samtid.doors.running.words import Process
from samtid.ground.sweden import swedish_day


def add(parser: argparse.ArgumentParser) -> None:
    """``first``, ``invite``, ``link``, ``unlink``, ``links`` and ``logout``."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="first|invite|link|unlink|links|logout")
    first = verbs.add_parser("first", help="lägg in den första systemförvaltaren, i ett tomt system")
    first.add_argument("username", help="användarnamn: små bokstäver, aldrig ett personnummer")
    first.add_argument("--name", required=True, help="namn")
    first.add_argument("--title", default="Systemförvaltare", help="befattning (Systemförvaltare)")
    first.add_argument("--committee", default="Socialnämnden", help="nämnd (Socialnämnden)")
    first.add_argument("--unit", default="Systemförvaltning", help="enhet (Systemförvaltning)")
    invited = verbs.add_parser("invite", help="skriv ut en ny engångskod för en medarbetares inloggning")
    invited.add_argument("username", help="användarnamn i Samtid")
    link = verbs.add_parser("link", help="koppla en medarbetare till en identitet hos inloggningstjänsten")
    link.add_argument("username", help="användarnamn i Samtid")
    link.add_argument("subject", help="identiteten (sub) hos inloggningstjänsten; aldrig ett personnummer")
    link.add_argument("--issuer", default="", help="utgivare (annars SAMTID_OIDC_ISSUER)")
    unlink = verbs.add_parser("unlink", help="avsluta en medarbetares kopplingar")
    unlink.add_argument("username", help="användarnamn i Samtid")
    unlink.add_argument("--last", type=date.fromisoformat, default=None, help="sista dag (i går)")
    out = verbs.add_parser("logout", help="logga ut en medarbetare överallt, vid nästa klick")
    out.add_argument("username", help="användarnamn i Samtid")
    verbs.add_parser("links", help="visa vilka som är kopplade i dag")


def run(args: argparse.Namespace) -> int:
    """Exit code 2 when the name is unknown or the identity may not be used."""
    place.enter()
    if "SAMTID_ADMIN_URL" not in os.environ:
        raise Refused("Sätt SAMTID_ADMIN_URL: kopplingar får bara databasens ägare skriva.")
    ready.with_keys(Process.OWNER)
    ready.with_database(Process.OWNER)
    import django

    django.setup()
    from datetime import timedelta

    from django.conf import settings

    from samtid.base.organisation.models import Staff
    from samtid.doors.office.actions import begin_system
    from samtid.doors.systems.oidc import actions
    from samtid.doors.systems.oidc.models import Link
    from samtid.ground import clock
    from samtid.ground.reasons import NotYet

    now = clock.now()
    today = swedish_day(now)
    if args.verb == "first":
        try:
            code = begin_system(
                args.username,
                args.name,
                title=args.title,
                committee=args.committee,
                unit=args.unit,
                by=None,
                at=now,
            )
        except NotYet as refusal:
            raise Refused(str(refusal)) from None
        print(f"{args.name} ({args.username}) är den första systemförvaltaren.")
        _tell(code)
        return 0
    if args.verb == "links":
        for row in Link.objects.using("owner").on(today).select_related("staff").order_by("staff__username"):
            print(f"{row.staff.username}\t{row.issuer}\t{row.subject}\t{row.valid_from}")
        return 0
    staff = Staff.objects.using("owner").on(today).filter(username=args.username).first()
    if staff is None:
        raise Refused(f"Det finns ingen medarbetare med användarnamnet {args.username} i dag.")
    if args.verb == "invite":
        _tell(actions.invite(staff, by=None, at=now))
        return 0
    if args.verb == "logout":
        staff.set_unusable_password()  # every session is sealed with what stands there
        staff.save(using="owner", update_fields=["password"])
        print(f"{staff.username} är utloggad överallt.")
        return 0
    if args.verb == "unlink":
        ended = actions.unlink(staff, last=args.last or today - timedelta(days=1), by=None, at=now)
        print(f"{ended} koppling{'' if ended == 1 else 'ar'} avslutad{'' if ended == 1 else 'e'}.")
        return 0
    try:
        actions.link(staff, args.issuer or settings.OIDC["issuer"], args.subject, by=None, at=now)
    except NotYet as refusal:
        raise Refused(str(refusal)) from None
    print(f"{staff.username} kan logga in från i dag.")
    return 0


def _tell(code: str) -> None:
    """The code and where it is written: shown once, kept nowhere."""
    from django.conf import settings

    scheme = "https" if settings.SESSION_COOKIE_SECURE else "http"
    print(f"Öppna    {scheme}://{settings.ALLOWED_HOSTS[0]}/valkommen/")
    print(f"Skriv    {code}")
    print("Visa sedan e-legitimationen. Koden gäller i sju dagar och en gång, och visas bara nu.")
