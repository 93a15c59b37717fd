import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("council", "0011_call_in_rule"),
        ("meetings", "0018_document_of_a_decision"),
        ("recommendations", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Duty",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("name", models.CharField(max_length=200, verbose_name="who has to answer")),
                (
                    "route",
                    models.CharField(
                        choices=[
                            ("executive", "To the executive"),
                            ("council", "To full council"),
                            ("committee", "To another committee"),
                            ("officer", "To an officer"),
                            ("partner", "To a partner body"),
                        ],
                        max_length=12,
                        verbose_name="which way it goes",
                    ),
                ),
                ("due_on", models.DateField(blank=True, db_index=True, null=True, verbose_name="answer due on")),
                (
                    "due_basis",
                    models.CharField(
                        choices=[("statutory", "Statutory"), ("target", "The council's target"), ("none", "None")],
                        default="none",
                        max_length=10,
                        verbose_name="basis of the due date",
                    ),
                ),
                (
                    "due_working",
                    models.CharField(blank=True, max_length=500, verbose_name="how the due date was worked out"),
                ),
            ],
            options={
                "verbose_name": "duty to answer",
                "verbose_name_plural": "duties to answer",
                "ordering": ["set", "number"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.RemoveConstraint(
            model_name="cabinetresponse",
            name="cabinetresponse_version_once",
        ),
        migrations.RemoveConstraint(
            model_name="cabinetresponse",
            name="cabinetresponse_one_draft",
        ),
        migrations.AddField(
            model_name="duty",
            name="body",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="council.body"
            ),
        ),
        migrations.AddField(
            model_name="duty",
            name="kept_by",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="council.body"),
        ),
        migrations.AddField(
            model_name="duty",
            name="office",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="council.office",
            ),
        ),
        migrations.AddField(
            model_name="duty",
            name="set",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="duties",
                to="recommendations.recommendationset",
            ),
        ),
        migrations.AddField(
            model_name="cabinetresponse",
            name="duty",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="responses",
                to="recommendations.duty",
            ),
        ),
        migrations.AddField(
            model_name="recommendation",
            name="duty",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="recommendations",
                to="recommendations.duty",
            ),
        ),
        migrations.AddConstraint(
            model_name="cabinetresponse",
            constraint=models.UniqueConstraint(
                condition=models.Q(("duty__isnull", True)),
                fields=("set", "version"),
                name="cabinetresponse_version_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="cabinetresponse",
            constraint=models.UniqueConstraint(fields=("duty", "version"), name="cabinetresponse_version_once_a_duty"),
        ),
        migrations.AddConstraint(
            model_name="cabinetresponse",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("duty__isnull", True),
                    ("published_at__isnull", True),
                    models.Q(("kind", "proposed"), _negated=True),
                ),
                fields=("set",),
                name="cabinetresponse_one_draft",
            ),
        ),
        migrations.AddConstraint(
            model_name="cabinetresponse",
            constraint=models.UniqueConstraint(
                condition=models.Q(("published_at__isnull", True), models.Q(("kind", "proposed"), _negated=True)),
                fields=("duty",),
                name="cabinetresponse_one_draft_a_duty",
            ),
        ),
        migrations.AddConstraint(
            model_name="duty",
            constraint=models.UniqueConstraint(fields=("set", "number"), name="duty_number_once"),
        ),
        migrations.AddConstraint(
            model_name="duty",
            constraint=models.CheckConstraint(
                condition=models.Q(("body__isnull", True), ("office__isnull", True), _connector="OR"),
                name="duty_of_a_body_or_an_office",
            ),
        ),
        migrations.AddConstraint(
            model_name="duty",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("due_basis", "none"), ("due_on__isnull", True)),
                    models.Q(("due_on__isnull", False), models.Q(("due_basis", "none"), _negated=True)),
                    _connector="OR",
                ),
                name="duty_due_with_basis",
            ),
        ),
        migrations.AddConstraint(
            model_name="duty",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("due_basis", "statutory"), _negated=True),
                    ("route__in", ["executive", "council"]),
                    _connector="OR",
                ),
                name="duty_statutory_for_the_executive_or_council",
            ),
        ),
    ]
