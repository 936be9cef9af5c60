"""Loggen, granskningen av den, och utdraget till den som loggen handlar om (SoLPuL 10 §)."""

from __future__ import annotations

from collections import Counter

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET

from samtid.base.access import actions as access
from samtid.base.access import queries as logs
from samtid.base.access.request import Request
from samtid.base.access.words import Opening, Verdict
from samtid.base.dossier import actions as dossier_actions
from samtid.base.dossier import openings
from samtid.base.dossier import queries as dossiers
from samtid.base.dossier.drafts import begun
from samtid.base.dossier.models import Case, Dossier
from samtid.base.look.fragments import page
from samtid.base.look.paging import PER_PAGE, part_of, sheet_of
from samtid.base.look.refusals import beside
from samtid.base.organisation import roles
from samtid.base.organisation.kept import called
from samtid.base.organisation.models import Staff
from samtid.base.organisation.words import Role
from samtid.doors.desk import log_paper, rules
from samtid.doors.desk.log_paper import room
from samtid.doors.desk.navigation import roles_of
from samtid.doors.desk.offers import REVIEW
from samtid.doors.desk.review_forms import MeasureForm, VerdictForm
from samtid.ground.reasons import NotYet, Obstacle
from samtid.ground.sweden import swedish_day

SHOWN, SHOWN_DONE = 100, 20
NEWEST = 1000  # openings that the page reaches back to; older ones are found by the review


@require_GET
def log(request: Request) -> HttpResponse:
    """The openings in the units one leads, and every break-glass (SoLPuL 10 §)."""
    most = NEWEST if request.GET.get("visa") == "allt" else PER_PAGE
    sheet = sheet_of(logs.openings(request.user)[:NEWEST], request.GET.get("sida"))
    protected = openings.protected_openings(request.user, request.at - rules.ALARM)
    readers = Staff.objects.in_bulk({one.staff_id for one in protected})
    return page(
        request,
        "desk/log.html",
        protected=[(one, readers[one.staff_id]) for one in protected],
        sheet=sheet,
        alarms=part_of(logs.alarms(request.user), most),
        nobodys=part_of(logs.nobodys(request.user), most),
        emergencies=part_of(logs.emergencies(request.user, request.at), most),
        leads=Role.MANAGER in roles_of(request),
        reviews=Role.LOG_REVIEWER in roles_of(request),
        room=room,
    )


@require_GET
def reviews(request: Request) -> HttpResponse:
    """What waits to be reviewed, what waits to be followed up, and what is done this month."""
    _only_reviewers(request)
    rows, whole = logs.reviews(request.user), request.GET.get("visa") == "allt"
    waiting = rows.filter(reviewed_at=None)
    open_questions = rows.filter(followed_up_at=None).exclude(verdict__in=["", Verdict.JUSTIFIED])
    done = rows.exclude(reviewed_at=None).order_by("-reviewed_at", "pk")
    return page(
        request,
        "desk/log_reviews.html",
        waiting=part_of(waiting, NEWEST if whole else SHOWN),
        questions=part_of(open_questions, NEWEST if whole else SHOWN),
        done=part_of(done, NEWEST if whole else SHOWN_DONE),
        verdicts=Counter(Verdict.label_of(one) for one in done.values_list("verdict", flat=True)),
        room=room,
    )


def review(request: Request, review_pk: str) -> HttpResponse:
    """One opening: who, when, what, why, and the ground it was picked on. Never what the dossier says."""
    _only_reviewers(request)
    picked = get_object_or_404(logs.reviews(request.user), pk=review_pk)
    draft = begun(request, REVIEW.key(picked.pk))
    is_verdict = picked.reviewed_at is None
    form_class = VerdictForm if is_verdict else MeasureForm
    form = form_class(request.POST if request.method == "POST" else None, initial=draft.fields)
    refusal: list[Obstacle] = []
    if request.method == "POST" and form.is_valid():
        try:
            if is_verdict:
                verdict = Verdict(form.cleaned_data["verdict"])
                access.review(picked, verdict, form.cleaned_data["note"], by=request.user, at=request.at)
            else:
                access.follow_up_review(picked, form.cleaned_data["measure"], by=request.user, at=request.at)
        except NotYet as not_yet:
            refusal = beside(form, not_yet.obstacles)
        else:
            draft.sent(by=request.user, at=request.at)
            messages.success(request, "Granskningen är sparad." if is_verdict else "Uppföljningen är sparad.")
            return redirect("desk:log_reviews")
    return page(
        request,
        "desk/log_review.html",
        status=422 if request.method == "POST" else 200,
        picked=picked,
        form=form,
        refusal=refusal,
        is_own=picked.reader_id == request.user.pk,
        can_follow_up=picked.reviewed_at
        and not picked.followed_up_at
        and picked.verdict != Verdict.JUSTIFIED,
        draft=draft,
        room=room,
    )


@require_GET
def extract(request: Request, dossier_pk: str) -> HttpResponse:
    """What the person may have in hand: which unit, when, what and why."""
    shown, _ = _handed_out(request, dossier_pk)
    told = openings.told_to_the_person(request.user, shown.pk)
    return page(
        request,
        "desk/log_extract.html",
        dossier=shown,
        person=shown.person,
        lines=log_paper.lines(told),
    )


@require_GET
def extract_paper(request: Request, dossier_pk: str) -> HttpResponse:
    """The same, as PDF. The file's name does not tell whose it is."""
    shown, case = _handed_out(request, dossier_pk)
    unit = logs.unit_of(case.compartment_id, swedish_day(request.at))
    paper = log_paper.paper(
        openings.told_to_the_person(request.user, shown.pk),
        name=shown.person.name,
        unit=unit.name if unit else called(swedish_day(request.at)),
        phone=unit.phone if unit else "",
        at=request.at,
    )
    answer = HttpResponse(paper, content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="loggutdrag.pdf"'
    return answer


def _handed_out(request: Request, dossier_pk: str) -> tuple[Dossier, Case]:
    """The dossier, and the newest case one has a key to. Logged as handed out."""
    shown = get_object_or_404(dossiers.dossiers(request.user), pk=dossier_pk)
    cases = list(dossiers.cases(request.user).filter(dossier=shown))
    if not cases:
        raise Http404
    dossier_actions.open_dossier(
        shown,
        cases,
        "desk:log_extract",
        by=request.user,
        at=request.at,
        action=Opening.EXPORT,
        why="Loggutdrag",
    )
    return shown, cases[0]


def _only_reviewers(request: Request) -> None:
    if not roles_of(request) & (roles.REVIEWS_LOG | roles.LEADS):
        raise Http404
