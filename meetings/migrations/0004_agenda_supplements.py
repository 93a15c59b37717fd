import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("council", "0003_agenda_notice"),
        ("meetings", "0003_document_files"),
    ]

    operations = [
        migrations.CreateModel(
            name="AgendaSupplement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("edit_number", models.PositiveIntegerField(default=0)),
                ("version", models.PositiveIntegerField(default=0)),
                ("published_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("changed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("withdrawn_reason", models.TextField(blank=True, editable=False)),
                ("withdrawn_office", models.CharField(blank=True, editable=False, max_length=200)),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("reason", models.TextField(verbose_name="why it is late")),
            ],
            options={
                "verbose_name": "supplement of an agenda",
                "ordering": ["meeting", "number"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.AddField(
            model_name="agendasupplement",
            name="entry",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="council.registerentry",
            ),
        ),
        migrations.AddField(
            model_name="agendasupplement",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="supplements", to="meetings.meeting"
            ),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="supplement",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="items",
                to="meetings.agendasupplement",
            ),
        ),
        migrations.AddField(
            model_name="document",
            name="supplement",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="documents",
                to="meetings.agendasupplement",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendasupplement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("entry__isnull", True), ("published_at__isnull", True)),
                    models.Q(("entry__isnull", False), ("published_at__isnull", False), ("version__gte", 1)),
                    _connector="OR",
                ),
                name="agendasupplement_published_with_entry",
                violation_error_message="A published record has its entry in the register.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendasupplement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdrawn_at__isnull", True), ("withdrawn_reason", "")),
                    models.Q(
                        ("published_at__isnull", False),
                        ("withdrawn_at__isnull", False),
                        models.Q(("withdrawn_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="agendasupplement_withdrawn_after_publication",
                violation_error_message="Only something published can be withdrawn, and with a reason.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendasupplement",
            constraint=models.UniqueConstraint(fields=("meeting", "number"), name="agendasupplement_number_once"),
        ),
        migrations.AddConstraint(
            model_name="agendasupplement",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True),
                name="agendasupplement_says_why",
                violation_error_message="A supplement says why it is late.",
            ),
        ),
    ]
