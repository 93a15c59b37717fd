"""A meeting knows the meeting a year before that it was copied from: copied twice, it would be found."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0010_document_was_looked_at"),
    ]

    operations = [
        migrations.AddField(
            model_name="meeting",
            name="copied_from",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="meetings.meeting",
                verbose_name="the meeting a year before that it was copied from",
            ),
        ),
    ]
