from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("council", "0008_notice_day_basis")]

    operations = [
        migrations.CreateModel(
            name="JobWorker",
            fields=[
                ("worker_id", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("started_at", models.DateTimeField()),
                ("lease_until", models.DateTimeField()),
            ],
        ),
    ]
