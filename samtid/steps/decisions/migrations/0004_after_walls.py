"""The walls of what happens after a decision: the corrected notice and the appeal."""

from django.db import migrations

from samtid.base.access import operations as ops

SETTLED = ["in_time", "settled_at", "settled_by_id", "settled_how"]


class Migration(migrations.Migration):
    dependencies = [("decisions", "0003_after"), ("dossier", "0008_recount")]

    operations = [
        ops.Wall("decisions_notificationcorrection", ops.IN_CASE),
        ops.AppendOnly("decisions_notificationcorrection"),
        ops.Sealed("decisions_notificationcorrection"),
        ops.Wall("decisions_appeal", ops.IN_CASE, columns=SETTLED),
        ops.AppendOnly("decisions_appeal", unless="old.settled_at is null"),
        ops.Sealed("decisions_appeal"),
    ]
