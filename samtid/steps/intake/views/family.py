"""Familjen på en gång: the children of one report and those near them, filled in once and laid beside what is held."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from samtid.base.access.actions import log_opening
from samtid.base.access.request import Request
from samtid.base.access.words import Opening
from samtid.base.dossier.actions import open_page, throw_away
from samtid.base.dossier.drafts import begun
from samtid.base.dossier.queries import drafts
from samtid.base.look.fragments import page
from samtid.base.look.paging import part_of
from samtid.base.look.refusals import beside
from samtid.base.people.actions import look_up
from samtid.base.people.queries import WITHHELD, Asked
from samtid.base.people.words import Protection
from samtid.ground.law.days import swedish_day
from samtid.ground.reasons import NotYet

from .. import actions, family_queries, offers, queries
from ..family import Near
from ..family_forms import FamilyForms, RightPersonForm, all_valid
from ..family_queries import Known
from ..models import Report
from ..said import as_said
from .show import HANDED_ON, find

TICKETS = "b"  # of the address: the tickets of those that were filled in
DRAWN = "ritat"  # of the form: which rows stood on the page
OPENED = (
    "intake-family-opened"  # in the session: the reports whose cases the viewer has opened in this moment
)
MOST = 12  # children on one sheet; the rest come when these are done
TOO_OLD = "Uppgifterna är för gamla. Kontrollera bladet och skicka det igen."


def log(request: Request, children: Iterable[Report], name: str) -> None:
    """Each child whose report is read is in the log, as if it had been read alone (SoLPuL 10 §)."""
    for one in children:
        if one.case is not None:
            open_page(one.case, page=name, by=request.user, at=request.at)
        else:
            log_opening(
                Opening.VIEW, page=name, compartment_id=one.compartment_id, by=request.user, at=request.at
            )


@require_http_methods(["GET", "POST"])
def family(request: Request, pk: UUID) -> HttpResponse:
    """The sheet: a row for each child, and rows for those near them."""
    report = find(request, pk)
    children = family_queries.household(request.user, report)
    if not children:
        return redirect("intake:report", pk)
    log(request, children, "intake:family")
    draft = begun(request, offers.FAMILY.key(report.pk))
    unknown = part_of([one for one in children if one.case is None], MOST)
    known = [one for one in children if one.case is not None]
    sheet = FamilyForms(
        request.POST if request.method == "POST" else None,
        draft.fields,
        unknown=unknown,
        known=known,
        first=as_said(report),
        at=request.at,
    )
    if request.method == "POST" and sheet.is_valid():
        tickets = [
            look_up(person, about=str(mark), by=request.user, at=request.at) for person, mark in sheet.said()
        ]
        return redirect(_with(reverse("intake:family_who", args=[pk]), tickets))
    return page(
        request,
        "intake/family.html",
        status=422 if request.method == "POST" else 200,
        report=report,
        sheet=sheet,
        left=unknown.left,
        noted=family_queries.noted(request.user, known, swedish_day(request.at)),
        draft=draft,
        said=queries.said(request.user, report),
    )


def _with(address: str, tickets: Iterable[UUID]) -> str:
    return f"{address}?{urlencode([(TICKETS, str(one)) for one in tickets])}"


@dataclass(frozen=True, slots=True)
class Row:
    """En rad att bekräfta: whom it is about, what was said beside what is held, and its form."""

    known: Known
    form: RightPersonForm
    shown: Asked
    children: tuple[Report, ...]
    is_noted_already: bool = False  # somebody without a number, typed once more
    refused: tuple[str, ...] = ()


@require_http_methods(["GET", "POST"])
def who(request: Request, pk: UUID) -> HttpResponse:
    """Rätt personer? First the children, whose cases open; on the next page those near them, noted in each case."""
    still = _still_seen(request, request.session.pop(OPENED, []))
    if still is not None and not queries.reports(request.user).filter(pk=pk).exists():
        if not still:
            return redirect("intake:queue")
        return redirect(_with(reverse("intake:family_who", args=[still[0]]), _tickets(request)))
    report = find(request, pk)
    children = family_queries.household(request.user, report)
    known = family_queries.read_tickets(request.user, [one.pk for one in children], _tickets(request))
    unknown = {one.pk for one in children if one.case is None}
    first = [one for one in known if one.mark.bond is None and one.mark.of[0] in unknown]
    chosen = first or [one for one in known if one.mark.bond is not None]
    siblings = [one for one in children if one.case is not None]
    if not chosen and (first or len(siblings) < 2 or not known):
        if known:
            return _done(request, report)
        messages.info(request, TOO_OLD)
        return redirect("intake:family", pk)
    log(request, children, "intake:family_who")
    draft = begun(request, offers.FAMILY_WHO.key(report.pk))
    rows = [_row(request, one, children, draft.fields) for one in chosen]
    # what is pressed is what was drawn: somebody may have come further meanwhile, in another tab or at the next desk
    drawn = ",".join(
        sorted(str(one) for one in [*(one.ticket for one in chosen), *(one.pk for one in siblings)])
    )
    is_stale = request.method == "POST" and request.POST.get(DRAWN, "") != drawn
    if request.method == "POST" and not is_stale and all_valid([row.form for row in rows]):
        rows = (_identify if first else _relate)(request, rows, siblings)
        if not rows:
            draft.sent(by=request.user, at=request.at)
            if not first:
                return _done(request, report)
            left = [one.ticket for one in known if str(one.ticket) not in _waits(request)]
            return redirect(_with(request.path, left) if left else reverse("intake:report", args=[pk]))
    return page(
        request,
        "intake/family_who.html",
        status=422 if request.method == "POST" else 200,
        report=report,
        rows=rows,
        is_children=bool(first),
        siblings=siblings if not first and len(siblings) > 1 else [],
        not_siblings=_ticked(request, draft.fields),
        drawn=drawn,
        is_stale=is_stale,
        apart=family_queries.apart(request.user, report),
        here=request.get_full_path().partition("?")[2],
        draft=draft,
        next_ones=[one.asked.said.get("name", "") for one in known if one.mark.bond is not None]
        if first
        else [],
    )


def _ticked(request: Request, kept: dict[str, Any]) -> set[str]:
    """Who was said to be nobody's sibling: of what is sent, or of the draft."""
    if request.method == "POST":
        return set(request.POST.getlist("not_siblings"))
    said = kept.get("not_siblings", [])
    return {said} if isinstance(said, str) else set(said)


def _still_seen(request: Request, opened: Iterable[str]) -> list[UUID] | None:
    """Of the reports in ``opened`` those still seen, if another unit has taken some over: that is told, once."""
    pks = [UUID(one) for one in opened]
    sealed = dict(queries.reports(request.user).filter(pk__in=pks).values_list("pk", "is_sealed"))
    gone = [one for one in pks if one not in sealed]
    if not gone:
        return None
    # the name is the viewer's own word, on the ticket
    for known in family_queries.read_tickets(request.user, gone, _tickets(request)):
        if known.mark.bond is None:
            messages.info(request, f"{known.asked.said.get('name') or 'Ett av barnen'}: {HANDED_ON}")
    return sorted(sealed, key=lambda one: (sealed[one], pks.index(one)))


def _tickets(request: Request) -> list[UUID]:
    found = []
    for said in request.GET.getlist(TICKETS):
        try:
            found.append(UUID(said))
        except ValueError:
            continue
    return found


def _waits(request: Request) -> set[str]:
    return {name.removesuffix("-wait") for name in request.POST if name.endswith("-wait")}


def _row(request: Request, known: Known, children: Sequence[Report], kept: dict[str, Any]) -> Row:
    prefix = str(known.ticket)
    form = RightPersonForm(
        request.POST if request.method == "POST" else None,
        prefix=prefix,
        differs=known.asked.differs,
        initial={name: kept.get(f"{prefix}-{name}", "") for name in ("reason", "wait")},
    )
    of = tuple(one for one in children if one.pk in known.mark.of)
    bond, on = known.mark.bond, swedish_day(request.at)
    same = bond and of and family_queries.same_unnumbered(request.user, of[0], known.asked, bond, on)
    return Row(known, form, _without_place(known.asked), of, bool(same))


def _without_place(asked: Asked) -> Asked:
    """Where somebody protected lives is not shown beside where another of the family does."""
    if asked.said.get("protection", Protection.NONE) == Protection.NONE:
        return asked
    said = asked.said | ({"address": WITHHELD} if asked.said.get("address") else {})
    return replace(asked, said=said, beside=[one for one in asked.beside if one.name != "address"])


def _identify(request: Request, rows: list[Row], siblings: list[Report]) -> list[Row]:
    """Opens the children's cases. The rows that are left are those that something stood in the way of."""
    meant = [row for row in rows if not row.form.waits]
    done = actions.identify_together(
        [(row.children[0], row.known.ticket, row.form.why) for row in meant], by=request.user, at=request.at
    )
    request.session[OPENED] = [str(result.report.pk) for result in done if not result.obstacles]
    refused = {result.report.pk: result.obstacles for result in done}  # they come in the order of the locks
    left = []
    for row in meant:
        if obstacles := refused[row.children[0].pk]:
            above = beside(row.form, obstacles)
            left.append(replace(row, refused=tuple(map(str, above))))
    count = len(meant) - len(left)
    if count:
        messages.success(request, f"Klart. Ärenden öppnade: {count}.")
    return left


def _relate(request: Request, rows: list[Row], siblings: list[Report]) -> list[Row]:
    """Notes those near in each child's case, and the children as siblings."""
    near = {
        Near(
            row.known.ticket,
            row.known.mark.bond,
            tuple(one for one in row.children if one.case),
            row.form.why,
        ): row
        for row in rows
        if not row.form.waits and row.known.mark.bond is not None
    }
    not_siblings = set(request.POST.getlist("not_siblings"))
    together = [one for one in siblings if str(one.pk) not in not_siblings]
    try:
        done = actions.relate_together(near, together, by=request.user, at=request.at)
    except NotYet as refusal:
        for obstacle in refusal.obstacles:
            messages.error(request, str(obstacle))
        return rows
    left: dict[UUID, Row] = {}
    for one, result in done:
        row = near[one]
        if result.obstacles and one.ticket not in left:
            left[one.ticket] = replace(row, refused=tuple(map(str, beside(row.form, result.obstacles))))
    if count := len({one.ticket for one, result in done if not result.obstacles}):
        messages.success(request, f"Antecknade nära barnen: {count}.")
    return list(left.values())


def _done(request: Request, report: Report) -> HttpResponse:
    """Nothing that was typed to find out who they are is needed any more; on to what is to be done next."""
    children = family_queries.household(request.user, report)
    apart = family_queries.apart(request.user, report)
    # a child that is waited with will need what was filled in
    keys = [offers.FAMILY.key(report.pk)] if all(one.case for one in [*children, *apart]) else []
    for draft in drafts(request.user, *keys, offers.FAMILY_WHO.key(report.pk)):
        throw_away(draft.pk, by=request.user, at=request.at)
    # from the protected one to the rest, for whom the same adults were filled in; never back, to be asked for ever
    rest = [one for one in apart if report.is_sealed and not one.is_sealed and one.case]
    known = family_queries.read_tickets(request.user, [one.pk for one in rest], _tickets(request))
    if any(one.mark.bond for one in known) or (known and len(rest) > 1):
        return redirect(_with(reverse("intake:family_who", args=[rest[0].pk]), _tickets(request)))
    waits = [one for one in children if one.case and one.protection_assessed_at is None]
    together: Any = "intake:family_protection" if len(waits) > 1 else "intake:report"
    return redirect(together, report.pk)
