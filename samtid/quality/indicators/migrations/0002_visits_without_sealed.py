from django.db import migrations

# Version 2 of these leaves out what only those named see. Side by side the two would tell what it is, so the first is gone.
GONE = """
delete from indicators_reading where indicator in ('visits_done', 'minutes_done') and version = 1
"""


class Migration(migrations.Migration):
    dependencies = [("indicators", "0001_initial")]

    operations = [migrations.RunSQL(GONE, migrations.RunSQL.noop)]
