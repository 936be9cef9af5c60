"""Det som skickades efter att sessionen tagit slut: kept for its writer, shown to nobody else."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from samtid.base.access.identity import Identity, acting_as
from samtid.base.access.request import OpenRequest
from samtid.base.access.words import Purpose
from samtid.base.dossier import actions, queries
from samtid.base.organisation.models import Staff
from samtid.ground.sweden import swedish_day

from .offers import INTERRUPTED

KEY = INTERRUPTED.key()
LEFT_OUT = ("csrfmiddlewaretoken",)
WORTH_READING = 20  # characters; shorter values are choices and dates, which go along unseen


@dataclass(frozen=True, slots=True)
class Interrupted:
    """Avbrutet: where a form was sent, and what it held."""

    path: str
    fields: tuple[tuple[str, str], ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """What a person wrote, for them to recognise."""
        return tuple(value for _, value in self.fields if len(value) >= WORTH_READING)


def keep(request: OpenRequest, whose: int) -> str:
    """Put what was sent among the drafts of the one whose session it was. Returns where it can be found.

    The browser's session says whose; it may hand in a draft and do nothing else. An ended session opens nothing.
    """
    writer = Staff.objects.on(swedish_day(request.at)).filter(pk=whose).first()
    sent = {name: request.POST.getlist(name) for name in request.POST if name not in LEFT_OUT}
    if writer is None or not any(any(values) for values in sent.values()):
        return ""
    with acting_as(Identity(writer.pk, Purpose.WEB, request.at)):
        actions.keep_draft(
            KEY,
            {"path": request.path, "fields": sent},
            sequence=int(request.at.timestamp() * 1000),
            by=writer,
            at=request.at,
        )
    return reverse("oidc:interrupted")


def found(viewer: Staff) -> Interrupted | None:
    """What the viewer sent too late, if it still waits."""
    draft = queries.draft(viewer, KEY)
    if draft is None:
        return None
    path = str(draft.fields.get("path", ""))
    if not url_has_allowed_host_and_scheme(path, allowed_hosts=None) or settings.STATIC_URL in path:
        return None
    fields = draft.fields.get("fields", {})
    return Interrupted(path, tuple((name, one) for name, values in fields.items() for one in values))
