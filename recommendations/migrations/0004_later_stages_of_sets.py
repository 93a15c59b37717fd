import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("recommendations", "0003_limbs_dissent_and_copies"),
    ]

    operations = [
        migrations.AddField(
            model_name="recommendationset",
            name="closed_at",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="meetings.agendaitem",
            ),
        ),
        migrations.AddField(
            model_name="recommendationset",
            name="closed_on",
            field=models.DateField(blank=True, null=True, verbose_name="closed on"),
        ),
        migrations.AddField(
            model_name="recommendationset",
            name="closed_reason",
            field=models.TextField(blank=True, verbose_name="why it is closed"),
        ),
        migrations.AddField(
            model_name="recommendationset",
            name="deferred_reason",
            field=models.TextField(blank=True, verbose_name="why it is deferred"),
        ),
        migrations.AddField(
            model_name="recommendationset",
            name="deferred_until",
            field=models.DateField(blank=True, null=True, verbose_name="deferred until"),
        ),
        migrations.AddField(
            model_name="recommendationset",
            name="monitored_from",
            field=models.DateField(blank=True, null=True, verbose_name="monitored from"),
        ),
        migrations.AddField(
            model_name="recommendationset",
            name="noted_at",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="meetings.agendaitem",
            ),
        ),
        migrations.AddField(
            model_name="recommendationset",
            name="noted_on",
            field=models.DateField(blank=True, null=True, verbose_name="response noted on"),
        ),
        migrations.AddField(
            model_name="recommendationset",
            name="notice_digest",
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
        migrations.AlterField(
            model_name="recommendationset",
            name="status",
            field=models.CharField(
                choices=[
                    ("drafted", "Draft"),
                    ("agreed", "Agreed by the committee"),
                    ("sent", "Sent"),
                    ("received", "Received"),
                    ("deferred", "Deferred"),
                    ("noted", "Response noted by the committee"),
                    ("monitoring", "Being monitored"),
                    ("closed", "Closed"),
                ],
                default="drafted",
                max_length=12,
                verbose_name="status",
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendationset",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("deferred_reason", ""),
                        ("deferred_until__isnull", True),
                        models.Q(("status", "deferred"), _negated=True),
                    ),
                    models.Q(
                        ("deferred_until__isnull", False),
                        ("status", "deferred"),
                        models.Q(("deferred_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="set_deferred_until_and_why",
                violation_error_message="A deferral stands with its reason and the day it ends.",
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendationset",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_on__isnull", False), ("status", "closed")),
                    models.Q(
                        ("closed_at__isnull", True),
                        ("closed_on__isnull", True),
                        ("closed_reason", ""),
                        models.Q(("status", "closed"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="set_closed_on_a_day",
            ),
        ),
    ]
