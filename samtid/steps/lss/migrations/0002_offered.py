"""The measures of LSS 9 § that the catalogue lacked. A right by law is offered from the beginning, not chosen."""

from datetime import date

from django.db import migrations

SINCE = date(2022, 7, 1)
CODES = ["lss_assistance", "lss_companion", "lss_short_stay", "lss_short_supervision", "lss_child_housing"]


def offer(apps, schema_editor):
    """Each of them, unless the municipality has a row of its own."""
    offering = apps.get_model("organisation", "Offering").objects.using(schema_editor.connection.alias)
    there = set(offering.filter(code__in=CODES).values_list("code", flat=True))
    offering.bulk_create(offering.model(code=code, valid_from=SINCE) for code in CODES if code not in there)


class Migration(migrations.Migration):
    dependencies = [("lss", "0001_initial"), ("organisation", "0005_the_municipalitys_own")]

    operations = [migrations.RunPython(offer, migrations.RunPython.noop)]
