from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("recommendations", "0002_duties_of_further_addressees"),
    ]

    operations = [
        migrations.AddField(
            model_name="recommendation",
            name="dissent",
            field=models.TextField(blank=True, verbose_name="dissent, in their words"),
        ),
        migrations.AddField(
            model_name="recommendation",
            name="dissent_by",
            field=models.CharField(blank=True, max_length=300, verbose_name="who dissented"),
        ),
        migrations.AddField(
            model_name="recommendation",
            name="limbs",
            field=models.JSONField(blank=True, default=list, verbose_name="limbs"),
        ),
        migrations.AddField(
            model_name="recommendationset",
            name="copy_to",
            field=models.CharField(blank=True, max_length=300, verbose_name="copy to"),
        ),
        migrations.AddField(
            model_name="recommendationset",
            name="dissent",
            field=models.TextField(blank=True, verbose_name="dissent, in their words"),
        ),
        migrations.AddField(
            model_name="recommendationset",
            name="dissent_by",
            field=models.CharField(blank=True, max_length=300, verbose_name="who dissented"),
        ),
        migrations.AddField(
            model_name="responseitem",
            name="limbs",
            field=models.JSONField(blank=True, default=list, verbose_name="answers to its limbs"),
        ),
    ]
