"""What has been sent and done is forgotten after a day, together with the sessions."""

from importlib import import_module

from django.db import migrations

from samtid.base.access import operations as ops

walls = import_module("samtid.doors.worker.migrations.0001_walls")


class Migration(migrations.Migration):
    dependencies = [("worker", "0001_walls"), ("access", "0009_once")]

    operations = [
        ops.Function(
            "worker.clear_sessions(moment timestamptz)",
            "int",
            walls.CLEAR_SESSIONS.replace(
                "return cleared;",
                "delete from access.pressing where at < moment - interval '1 day';\n  return cleared;",
            ),
            open=False,
        ),
    ]
