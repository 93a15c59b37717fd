import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("recommendations", "0004_later_stages_of_sets"),
        ("meetings", "0018_document_of_a_decision"),
    ]

    operations = [
        migrations.AddField(
            model_name="cabinetresponse",
            name="approved_decision",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="meetings.decision",
            ),
        ),
        migrations.AddField(
            model_name="cabinetresponse",
            name="considered_at",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="meetings.agendaitem",
            ),
        ),
        migrations.AddField(
            model_name="cabinetresponse",
            name="considered_on",
            field=models.DateField(blank=True, null=True, verbose_name="to be considered on"),
        ),
        migrations.AddField(
            model_name="cabinetresponse",
            name="proposes",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="proposals",
                to="recommendations.cabinetresponse",
            ),
        ),
        migrations.AlterField(
            model_name="cabinetresponse",
            name="kind",
            field=models.CharField(
                choices=[
                    ("full", "Full response"),
                    ("interim", "Interim response"),
                    ("proposed", "Response as proposed"),
                ],
                default="full",
                max_length=8,
                verbose_name="kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="cabinetresponse",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("considered_on__isnull", False), ("kind", "proposed")),
                    models.Q(
                        models.Q(("kind", "proposed"), _negated=True),
                        ("considered_at__isnull", True),
                        ("considered_on__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="cabinetresponse_proposed_with_its_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="cabinetresponse",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_decision__isnull", True), ("approval_basis", "individual"), _connector="OR"
                ),
                name="cabinetresponse_decision_of_one_member",
            ),
        ),
    ]
