import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0005_kinds_of_items"),
    ]

    operations = [
        migrations.CreateModel(
            name="MeetingNotice",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("cancelled", "Cancelled"),
                            ("postponed", "Postponed"),
                            ("moved", "Moved to another date"),
                            ("changed", "Another time or place"),
                            ("reinstated", "Going ahead after all"),
                            ("late_agenda", "Agenda published late"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="why")),
                ("held_on_before", models.DateField(verbose_name="date before")),
                ("starts_at_before", models.TimeField(blank=True, null=True, verbose_name="time before")),
                ("venue_before", models.CharField(blank=True, max_length=300, verbose_name="where before")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="last day to publish the agenda")),
                ("due_working", models.CharField(blank=True, max_length=500, verbose_name="why that day")),
            ],
            options={
                "verbose_name": "notice of a meeting",
                "ordering": ["meeting", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.AddField(
            model_name="meetingnotice",
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
            model_name="meetingnotice",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="notices", to="meetings.meeting"
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingnotice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("entry__isnull", True), ("published_at__isnull", True)),
                    models.Q(("entry__isnull", False), ("published_at__isnull", False), ("version__gte", 1)),
                    _connector="OR",
                ),
                name="meetingnotice_published_with_entry",
                violation_error_message="A published record has its entry in the register.",
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingnotice",
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
                name="meetingnotice_withdrawn_after_publication",
                violation_error_message="Only something published can be withdrawn, and with a reason.",
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingnotice",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind", "late_agenda"), models.Q(("reason", ""), _negated=True), _connector="OR"),
                name="meetingnotice_says_why",
                violation_error_message="A notice says why.",
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingnotice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("due_on__isnull", False), ("kind", "late_agenda")),
                    models.Q(models.Q(("kind", "late_agenda"), _negated=True), ("due_on__isnull", True)),
                    _connector="OR",
                ),
                name="meetingnotice_late_agenda_has_its_day",
                violation_error_message="Only a late agenda has a last day to publish, and it always has one.",
            ),
        ),
    ]
