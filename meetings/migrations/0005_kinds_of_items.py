import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0004_agenda_supplements"),
    ]

    operations = [
        migrations.AddField(
            model_name="agendaitem",
            name="carried_from",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="carried_to",
                to="meetings.agendaitem",
            ),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="kind",
            field=models.CharField(
                choices=[("item", "Item"), ("sub_item", "Sub-item of the item above it"), ("heading", "Heading")],
                default="item",
                max_length=10,
                verbose_name="kind",
            ),
        ),
    ]
