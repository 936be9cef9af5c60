"""The walls of decisions. A signed decision stands, whoever asks."""

from django.db import migrations

from samtid.base.access import operations as ops

WRITABLE = [
    "kind",
    "service_code",
    "outcome",
    "content",
    "reasons",
    "legal_basis",
    "amount",
    "per",
    "extent",
    "valid_from",
    "valid_to",
    "conditions",
    "goal",
    "follow_up_on",
    "consent",
    "names_withheld",
    "handed_to_id",
    "handed_at",
    "level",
    "decided_on",
    "minute",
    "dissent",
    "signed_at",
    "signed_by_id",
    "signed_title",
    "delegation",
    "letter_id",
]


class Migration(migrations.Migration):
    dependencies = [("decisions", "0001_initial"), ("investigations", "0002_walls")]

    operations = [
        ops.Wall("decisions_decision", ops.IN_CASE, columns=WRITABLE),
        ops.AppendOnly("decisions_decision", unless="old.signed_at is null"),
        ops.Wall("decisions_notification", ops.IN_CASE),
        ops.AppendOnly("decisions_notification"),
        ops.Sealed("decisions_decision"),
        ops.Sealed("decisions_notification"),
    ]
