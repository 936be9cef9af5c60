"""The walls of the letters: seen with the case, and never changed."""

from django.db import migrations

from samtid.base.access import operations as ops


class Migration(migrations.Migration):
    dependencies = [("decisions", "0004_letters")]

    operations = [
        ops.Wall("decisions_decisionletter", ops.IN_CASE),
        ops.AppendOnly("decisions_decisionletter"),
        ops.Sealed("decisions_decisionletter"),
    ]
