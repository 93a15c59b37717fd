"""An item may be the one that approves the minutes of an earlier meeting."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0012_minutes_rich_text")]

    operations = [
        migrations.AddField(
            model_name="agendaitem",
            name="approves_minutes_of",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="approved_at",
                to="meetings.meeting",
                verbose_name="minutes of",
            ),
        ),
    ]
