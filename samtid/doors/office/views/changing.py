"""Föreslå, läs, godkänn."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samtid.base.access.proof import asks_proof
from samtid.base.access.request import Request
from samtid.base.dossier.drafts import begun
from samtid.base.look.refusals import on_form
from samtid.doors.office import actions, forms, offers, queries, rules
from samtid.doors.office.models import Proposal
from samtid.doors.office.words import Outcome, Subject, Verb
from samtid.ground.reasons import NotYet, refuse_if
from samtid.ground.sweden import swedish_day

from .reading import at_home, show

METHODS = ["GET", "HEAD", "POST"]
# What the form of something new may be given in its address: from the page one comes from.
GIVEN = ("staff", "unit", "parent", "decision", "role", "key", "code")


def _is_done_at_once(request: Request, **_: Any) -> bool:
    """While the system is being set up there is nobody else to approve: what is proposed is done."""
    return queries.is_setting_up()


def _approves(request: Request, **_: Any) -> bool:
    """Whether somebody is given something. To say no, and to take back, is never held up."""
    return request.POST.get("utfall") == Outcome.APPROVED


at_once = asks_proof("ändra organisationen utan att någon annan godkänner", when=_is_done_at_once)


@require_http_methods(METHODS)
@at_once
def begin(request: Request, subject: str) -> HttpResponse:
    """Something new: somebody employed, a place to work, a unit, a row of the delegation order."""
    given = {name: request.GET[name] for name in GIVEN if name in request.GET}
    known = _subject(subject)
    return _form(
        request, known, Verb.BEGIN, None, queries.in_force(known, given, swedish_day(request.at)) | given
    )


@require_http_methods(METHODS)
@at_once
def change(request: Request, subject: str, pk: int) -> HttpResponse:
    """Another name, another number."""
    known = _subject(subject)
    row = queries.row_of(known, pk, swedish_day(request.at)) if known in forms.MAY_CHANGE else None
    if row is None:
        raise Http404
    given = {name: getattr(row, name) for name in forms.FORMS[known].base_fields if hasattr(row, name)}
    return _form(request, known, Verb.CHANGE, row, given)


@require_http_methods(METHODS)
@at_once
def end(request: Request, subject: str, pk: int) -> HttpResponse:
    """The last day of something."""
    known = _subject(subject)
    if (
        known,
        Verb.END,
    ) not in rules.HEADINGS:  # a value and the municipality are followed by another, never by none
        raise Http404
    # a log-in is told by whose it is
    row = queries.row_of(Subject.STAFF if known == Subject.LINK else known, pk, swedish_day(request.at))
    if row is None:
        raise Http404
    return _form(request, known, Verb.END, row, {})


def _form(request: Request, subject: Subject, verb: Verb, row: Any, given: dict[str, Any]) -> HttpResponse:
    if not at_home(request):
        raise Http404
    today = swedish_day(request.at)
    about = f"{subject}-{row.pk}" if row is not None else str(given.get("code") or given.get("key") or "")
    draft = begun(request, offers.OF_VERB[verb].key(about.replace("_", "-") or subject))
    form = forms.form_of(subject, verb)(
        request.POST if request.method == "POST" else None,
        today=today,
        initial={"from_on": today} | given | draft.fields,
    )
    is_first = queries.is_setting_up()
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        days = rules.obstacles_to_day(
            verb, said.get("from_on"), said.get("last") or said.get("valid_to"), today
        )
        is_link = subject == Subject.LINK
        new = {"staff_id": row.pk} if is_link and row is not None else form.new()
        try:
            refuse_if(days)
            pk = actions.propose(
                subject,
                verb,
                None if is_link or row is None else row.pk,
                new,
                said["from_on"],
                said["reason"],
                by=request.user,
                at=request.at,
            )
        except NotYet as refusal:
            on_form(form, refusal.obstacles)
        else:
            draft.sent(by=request.user, at=request.at)
            done = is_first and not is_link
            messages.success(
                request,
                "Genomfört." if done else "Förslaget är sparat. En annan person behöver godkänna det.",
            )
            return redirect("office:start") if done else redirect("office:proposal", pk)
    return show(
        request,
        "office/form.html",
        status=422 if form.is_bound else 200,
        form=form,
        draft=draft,
        names=list(form.fields),
        heading=rules.heading_of(subject, verb),
        about=str(row) if row is not None else "",
        consequences=rules.consequences_of(subject, verb),
        is_first=is_first and subject != Subject.LINK,
    )


@require_GET
def proposal(request: Request, proposal_pk: str) -> HttpResponse:
    """What it says, who said it and why; and the buttons of the one who may decide."""
    return _show(request, _found(request, proposal_pk))


@require_POST
@asks_proof("godkänna en ändring av organisationen", when=_approves)
@sensitive_variables("code")
def decide(request: Request, proposal_pk: str) -> HttpResponse:
    """Approve, refuse with a reason, or take back one's own."""
    one = _found(request, proposal_pk)
    wanted = request.POST.get("utfall", "")
    draft = begun(request, offers.REFUSE.key(one.pk))
    form = forms.RefuseForm(request.POST if wanted == Outcome.REFUSED else None)
    try:
        match wanted:
            case Outcome.APPROVED:
                code = actions.approve(one, by=request.user, at=request.at)
                if code:
                    return _code(request, one, code)
                messages.success(request, f"Godkänt: {one.title}.")
            case Outcome.REFUSED if form.is_valid():
                actions.refuse(one, form.cleaned_data["why"], by=request.user, at=request.at)
                draft.sent(by=request.user, at=request.at)
                messages.success(request, "Förslaget är avslaget.")
            case Outcome.WITHDRAWN:
                actions.withdraw(one, by=request.user, at=request.at)
                messages.success(request, "Förslaget är återtaget.")
            case _:
                return _show(request, one, status=422, refusing=form)
    except NotYet as refusal:
        return _show(request, one, status=422, refused=refusal.obstacles)
    return redirect("office:proposal", one.pk)


def _code(request: Request, one: Proposal, code: str) -> HttpResponse:
    """The code, this once: it is kept nowhere, not even in the session."""
    answer = show(
        request,
        "office/code.html",
        proposal=one,
        code=code,
        address=request.build_absolute_uri(reverse("oidc:welcome")),
    )
    answer["Cache-Control"] = "no-store"
    return answer


def _show(request: Request, one: Proposal, status: int = 200, **given: Any) -> HttpResponse:
    draft = begun(request, offers.REFUSE.key(one.pk))
    drawn = {"refusing": forms.RefuseForm(initial=draft.fields), "refused": (), "draft": draft} | given
    why_not = queries.obstacles_to_deciding(request.user, one) if one.outcome == Outcome.WAITING else []
    return show(
        request,
        "office/proposal.html",
        status=status,
        proposal=one,
        lines=queries.lines_of(one),
        consequences=rules.consequences_of(Subject(one.subject), Verb(one.verb)),
        why_not=why_not,
        is_mine=one.proposed_by_id == request.user.pk,
        **drawn,
    )


def _found(request: Request, pk: str) -> Proposal:
    at_home(request)
    return get_object_or_404(queries.proposals(request.user), pk=pk)


def _subject(said: str) -> Subject:
    try:
        return Subject(said)
    except ValueError:
        raise Http404 from None
