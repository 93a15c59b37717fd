import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0007_taking_part"),
    ]

    operations = [
        migrations.CreateModel(
            name="StandingItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(verbose_name="place in the list")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("item", "Item"),
                            ("sub_item", "Sub-item of the item above it"),
                            ("heading", "Heading"),
                        ],
                        default="item",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(max_length=500, verbose_name="title")),
                ("summary", models.TextField(blank=True, verbose_name="what it is about")),
                ("is_used", models.BooleanField(default=True, verbose_name="in use")),
            ],
            options={
                "verbose_name": "standing item",
                "ordering": ["body__name", "position", "pk"],
            },
        ),
        migrations.AddField(
            model_name="standingitem",
            name="body",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="standing_items",
                to="council.body",
                verbose_name="body",
            ),
        ),
    ]
