import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0008_standing_items"),
    ]

    operations = [
        migrations.AddField(
            model_name="itemminutes",
            name="confirming_meeting",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="confirmed_minutes",
                to="meetings.meeting",
            ),
        ),
    ]
