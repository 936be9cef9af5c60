"""The walls of follow-up: those who hold the case, and nobody else. What was said stands."""

from django.db import migrations

from samtid.base.access import operations as ops


class Migration(migrations.Migration):
    dependencies = [("followup", "0001_initial"), ("visits", "0002_walls")]

    operations = [
        ops.Wall("followup_followup", ops.IN_CASE),
        ops.Wall("followup_goalresult", ops.IN_CASE),
        ops.Wall("followup_feedback", ops.IN_CASE, columns=["reply", "reply_says", "replied_at"]),
        ops.Sealed("followup_followup"),
        ops.Sealed("followup_goalresult"),
        ops.Sealed("followup_feedback"),
        ops.AppendOnly("followup_followup"),
        ops.AppendOnly("followup_goalresult"),
        # the person's reply may be added once
        ops.AppendOnly("followup_feedback", unless="old.replied_at is null and new.text = old.text"),
    ]
