"""How soon an order is seen: what it begins with, until two persons have decided another."""

from datetime import date

from django.db import migrations, models

SINCE = date(2022, 7, 1)


def begin(apps, schema_editor):
    number = apps.get_model("organisation", "OwnNumber").objects.using(schema_editor.connection.alias)
    number.create(key="order_seen", number=2, valid_from=SINCE)


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0012_fees"),
    ]

    operations = [
        migrations.AlterField(
            model_name="ownnumber",
            name="key",
            field=models.CharField(
                choices=[
                    ("question_answer", "Svar på en fråga"),
                    ("late_hour", "Kom in sent på dagen"),
                    ("communication_answer", "Tid att svara på underlaget"),
                    ("follow_up", "Längsta tid mellan uppföljningar"),
                    ("protection_answer", "Svar på ett förslag att sänka skyddet"),
                    ("appeal_forward", "Överlämna överklagandet till domstolen"),
                    ("key_usual", "En nyckels längd när ingen annan sägs"),
                    ("key_longest", "En nyckels längsta tid"),
                    ("key_idle", "Nyckel utan arbete"),
                    ("key_after_closing", "Nyckel efter att ärendet har avslutats"),
                    ("lex_sarah", "Utredning enligt lex Sarah klar"),
                    ("idea_answer", "Svar på ett förslag"),
                    ("deviation_answer", "Återkoppling på en avvikelse eller ett klagomål"),
                    ("daily_rest", "Dygnsvila"),
                    ("weekly_rest", "Veckovila"),
                    ("working_weeks", "Veckor som arbetstiden räknas på"),
                    ("plan_leeway", "Hur långt ett avtalat besök får flyttas i ett förslag"),
                    ("travel_minutes", "Restid mellan två besök"),
                    ("load_ceiling", "En handläggares tak"),
                    ("load_new_share", "En ny kollegas del av taket"),
                    ("load_new_months", "Så länge är en kollega ny"),
                    ("weight_child", "Så tungt väger oro för ett barn"),
                    ("weight_support", "Så tungt väger stöd"),
                    ("weight_money", "Så tungt väger försörjning"),
                    ("weight_violence", "Så tungt väger våld eller hot"),
                    ("weight_disability", "Så tungt väger funktionsnedsättning"),
                    ("weight_elderly", "Så tungt väger hjälp på äldre dagar"),
                    ("weight_substance", "Så tungt väger alkohol, droger eller spel"),
                    ("child_visit", "Längsta tid mellan besök hos ett placerat barn"),
                    ("care_plan", "Genomförandeplan skriven"),
                    ("order_seen", "Beställning sedd av utföraren"),
                    ("price_base", "Årets prisbasbelopp"),
                    ("fee_rounding", "Avrundning av avgiftens gränser"),
                    ("fee_supplement", "Så räknas bostadstillägg"),
                    ("fee_unstated", "Avgift när inkomsten inte är känd"),
                    ("placement_statistics", "Statistik om insatser till barn och unga"),
                ],
                max_length=40,
                verbose_name="värde",
            ),
        ),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]
