from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0006_meeting_notices"),
    ]

    operations = [
        migrations.AddField(
            model_name="meeting",
            name="adjustments",
            field=models.CharField(blank=True, max_length=300, verbose_name="whom to ask for adjustments"),
        ),
        migrations.AddField(
            model_name="meeting",
            name="convened_on",
            field=models.DateField(
                blank=True, null=True, verbose_name="convened on, if at shorter notice than agendas need"
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="has_hearing_loop",
            field=models.BooleanField(blank=True, null=True, verbose_name="hearing loop"),
        ),
        migrations.AddField(
            model_name="meeting",
            name="is_step_free",
            field=models.BooleanField(blank=True, null=True, verbose_name="step-free"),
        ),
        migrations.AddField(
            model_name="meeting",
            name="take_part_by",
            field=models.DateField(blank=True, null=True, verbose_name="last day to say that one takes part"),
        ),
        migrations.AddField(
            model_name="meeting",
            name="take_part_by_time",
            field=models.TimeField(blank=True, null=True, verbose_name="until when on that day"),
        ),
        migrations.AlterField(
            model_name="meeting",
            name="access",
            field=models.TextField(blank=True, verbose_name="access to the building"),
        ),
        migrations.AlterField(
            model_name="meeting",
            name="taking_part",
            field=models.TextField(blank=True, verbose_name="how to take part"),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("take_part_by_time__isnull", True), ("take_part_by__isnull", False), _connector="OR"
                ),
                name="meeting_time_to_take_part_has_its_day",
                violation_error_message="Give the day until which one can say that one takes part.",
            ),
        ),
    ]
