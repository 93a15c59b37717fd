"""Minutes keep their lists, tables and bold, as sanitised HTML beside the plain words."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0011_meeting_copied_from")]

    operations = [
        migrations.AddField(
            model_name="itemminutes",
            name="html",
            field=models.TextField(blank=True, verbose_name="minutes with their layout"),
        ),
    ]
