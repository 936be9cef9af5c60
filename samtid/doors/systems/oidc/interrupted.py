"""Det som skickades efter att sessionen tagit slut, eller innan man legitimerat sig igen (base/access/proof.py): kept for
its writer, shown to nobody else, and never sent again.

Nothing that somebody pressed is done after the log-in. The page where the form stood is drawn again with its text,
to be read, and the writer presses.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from samtid.base.access.identity import Identity, acting_as
from samtid.base.access.request import OpenRequest
from samtid.base.access.words import Purpose
from samtid.base.dossier import actions, queries
from samtid.base.dossier.drafts import INTERRUPTED, KEY, PAGE, keep_sent
from samtid.base.dossier.rules import OF_THE_PAGE, clean_draft, is_draft_key
from samtid.base.organisation.models import Staff
from samtid.ground.sweden import swedish_day

WORTH_READING = 12  # characters; shorter values are choices and dates
NOTHING_DONE = "Du hade blivit utloggad när du tryckte. Inget är gjort. Logga in och gör om det."


@dataclass(frozen=True, slots=True)
class Interrupted:
    """Avbrutet: the page where the form stands, and what was written in it."""

    path: str
    texts: tuple[str, ...]
    is_logged_out: bool = True


def keep(request: OpenRequest, whose: int, *, is_logged_out: bool = True) -> str:
    """Put what was sent among the drafts of the one whose session it was. Returns the page to come back to.

    The browser's session says whose; it may hand in a draft and do nothing else. An ended session opens nothing.
    """
    writer = Staff.objects.on(swedish_day(request.at)).filter(pk=whose).first()
    key = request.POST.get(KEY, "")
    if writer is None:
        return ""
    with acting_as(Identity(writer.pk, Purpose.WEB, request.at)):
        if is_draft_key(key) and request.POST.get(PAGE):
            is_kept = keep_sent(request, key, by=writer, at=request.at)
            if is_kept and not key.startswith("oidc:"):
                return _page_of(request)
        return _keep_apart(request, writer, is_logged_out=is_logged_out)


def _keep_apart(request: OpenRequest, writer: Staff, *, is_logged_out: bool) -> str:
    """For a form that says no name of its own: its text, and the page that it was sent from."""
    sent = {name: request.POST.getlist(name) for name in request.POST if name not in OF_THE_PAGE}
    fields = clean_draft(sent) or {}
    if not any(len(one) >= WORTH_READING for values in fields.values() for one in values):
        if is_logged_out:
            messages.warning(request, NOTHING_DONE)
        return _page_of(request) if "Referer" in request.headers else ""
    actions.keep_draft(
        INTERRUPTED,
        {
            "path": request.path.replace("\0", ""),
            "page": _page_of(request).replace("\0", ""),
            "fields": fields,
            "logged_out": is_logged_out,
        },
        sequence=int(request.at.timestamp() * 1000),
        by=writer,
        at=request.at,
    )
    return reverse("oidc:interrupted")


def found(viewer: Staff) -> Interrupted | None:
    """What the viewer sent too late, if it still waits."""
    draft = queries.draft(viewer, INTERRUPTED)
    if draft is None:
        return None
    path = str(draft.fields.get("page") or draft.fields.get("path", ""))
    if not url_has_allowed_host_and_scheme(path, allowed_hosts=None) or settings.STATIC_URL in path:
        return None
    said = [one for values in draft.fields.get("fields", {}).values() for one in values]
    return Interrupted(
        path,
        tuple(one for one in said if len(one) >= WORTH_READING),
        is_logged_out=bool(draft.fields.get("logged_out", True)),
    )


def _page_of(request: OpenRequest) -> str:
    """The page that the form stands on: where it was sent from, or else where it was sent."""
    came_from = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}):
        return request.path
    path = urlsplit(came_from).path
    return path if path.startswith("/") and not path.startswith("//") else request.path
