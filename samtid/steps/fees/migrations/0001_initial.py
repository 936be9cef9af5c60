import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import samtid.ground.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("access", "0008_signed_in"),
        ("decisions", "0006_fees"),
        ("dossier", "0006_cases_of_now"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FeeBasis",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=samtid.ground.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("is_sealed", models.BooleanField(default=False, editable=False)),
                ("number", models.PositiveSmallIntegerField(verbose_name="ordning i ärendet")),
                ("changed_on", models.DateField(verbose_name="uppgifterna gäller från")),
                (
                    "household",
                    models.CharField(
                        choices=[
                            ("single", "Ensamstående"),
                            ("married", "Gift eller registrerad partner, bor tillsammans"),
                            ("cohabiting", "Sambo"),
                            ("apart", "Gift, bor var för sig"),
                        ],
                        max_length=20,
                        verbose_name="hushåll",
                    ),
                ),
                (
                    "housing",
                    models.DecimalField(
                        decimal_places=2, max_digits=10, null=True, verbose_name="boendekostnad per månad"
                    ),
                ),
                ("incomes", models.JSONField(default=list, verbose_name="inkomster")),
                ("adjustments", models.JSONField(default=list, verbose_name="ändringar av minimibeloppet")),
                ("tariffs", models.JSONField(default=list, verbose_name="avgift enligt taxan")),
                (
                    "unstated",
                    models.BooleanField(default=False, verbose_name="lämnar inte uppgift om inkomst"),
                ),
                (
                    "partner_note",
                    models.TextField(blank=True, verbose_name="makens, makans eller sambons ekonomi"),
                ),
                ("why", models.TextField(blank=True, verbose_name="varför underlaget skrevs om")),
                ("noted_at", models.DateTimeField(verbose_name="skrevs")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="dossier.case",
                    ),
                ),
                (
                    "compartment",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.compartment",
                    ),
                ),
                (
                    "noted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FeeDecision",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=samtid.ground.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("is_sealed", models.BooleanField(default=False, editable=False)),
                ("number", models.PositiveSmallIntegerField(verbose_name="ordning i beslutet")),
                ("valid_from", models.DateField(verbose_name="gäller från och med månaden")),
                ("fee", models.PositiveIntegerField(verbose_name="avgift, kronor per månad")),
                ("price_base", models.PositiveIntegerField(verbose_name="prisbasbelopp")),
                ("year", models.PositiveSmallIntegerField(verbose_name="prisbasbeloppets år")),
                ("lines", models.JSONField(default=list, verbose_name="uträkning")),
                ("counted_at", models.DateTimeField(verbose_name="räknades")),
                (
                    "basis",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="fees.feebasis",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="dossier.case",
                    ),
                ),
                (
                    "compartment",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.compartment",
                    ),
                ),
                (
                    "counted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="counts",
                        to="decisions.decision",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="feebasis",
            constraint=models.UniqueConstraint(
                fields=("case", "number"), name="one_fee_basis_of_each_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="feebasis",
            constraint=models.CheckConstraint(
                condition=models.Q(("number", 1), models.Q(("why", ""), _negated=True), _connector="OR"),
                name="a_corrected_fee_basis_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="feebasis",
            constraint=models.CheckConstraint(
                condition=models.Q(("housing", None), ("housing__gte", 0), _connector="OR"),
                name="a_home_costs_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="feedecision",
            constraint=models.UniqueConstraint(
                fields=("decision", "number"), name="one_count_of_each_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="feedecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("valid_from__day", 1)), name="a_fee_is_for_whole_months"
            ),
        ),
    ]
