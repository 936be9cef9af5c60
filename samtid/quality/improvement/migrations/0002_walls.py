"""Anyone on the staff may say what was hard; managers and quality developers read it."""

from django.db import migrations

from samtid.base.access import operations as ops


class Migration(migrations.Migration):
    dependencies = [("improvement", "0001_initial"), ("access", "0002_walls")]

    operations = [
        ops.Wall(
            "improvement_hardship",
            "(select access.has_role(array['manager', 'quality']))",
            write=f"{ops.ME} is not null",
        ),
        ops.AppendOnly("improvement_hardship"),
    ]
