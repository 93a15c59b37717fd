from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("council", "0009_job_workers")]

    operations = [
        migrations.AddField(
            model_name="registerhead",
            name="made",
            field=models.PositiveBigIntegerField(default=0),
        ),
    ]
