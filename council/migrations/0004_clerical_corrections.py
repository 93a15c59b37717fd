"""A clerical correction is an act of its own in the register."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("council", "0003_agenda_notice"),
    ]

    operations = [
        migrations.AlterField(
            model_name="registerentry",
            name="act",
            field=models.CharField(
                choices=[
                    ("published", "Published"),
                    ("changed", "Updated"),
                    ("corrected", "Corrected"),
                    ("clerical", "Clerical correction"),
                    ("restricted", "Made exempt"),
                    ("withdrawn", "Withdrawn"),
                    ("sealed", "Sealed"),
                ],
                max_length=12,
            ),
        ),
    ]
