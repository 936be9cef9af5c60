"""Kopplingen mellan en e-legitimation och en medarbetare."""

from __future__ import annotations

from django.db import models

from samtid.base.organisation.models import Dated, Staff
from samtid.ground.ids import new_id


class Link(Dated):
    """Koppling: which identity at the provider is which member of staff, from when to when.

    Written only by an operator's command, as the owner. ``issuer`` and ``subject`` together are the identity
    (OpenID Connect Core 2); a subject is never a personal number.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    issuer = models.CharField("utgivare", max_length=255)
    subject = models.CharField("identitet hos utgivaren", max_length=255)

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["issuer", "subject"],
                condition=models.Q(valid_to=None),
                name="one_open_link_per_identity",
            ),
        ]

    def __str__(self) -> str:
        return f"link {self.pk}"


class Invitation(models.Model):
    """Inbjudan: a one-time code. The first e-legitimation shown with it becomes that member of staff's.

    Only the code's hash is kept. Nobody logs in with a code: it says whose the e-legitimation is, once.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    code_hash = models.BinaryField("kodens kontrollsumma", unique=True)
    made_at = models.DateTimeField("gjord")
    valid_until = models.DateTimeField("gäller till")
    used_at = models.DateTimeField("använd", null=True)

    def __str__(self) -> str:
        return f"invitation {self.pk}"
