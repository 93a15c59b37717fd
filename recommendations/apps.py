"""Configuration of the recommendations app."""

from django.apps import AppConfig


class RecommendationsConfig(AppConfig):
    name = "recommendations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from council import indexes, lists, records
        from council.alerts import sources
        from council.mail import SECRETS
        from recommendations import alerts, records_pages, records_ways, searchable
        from recommendations.actions.links import KIND, secret_of
        from recommendations.documents import fill_holders
        from recommendations.indexes import INDEXES
        from recommendations.lists import RECOMMENDATIONS
        from recommendations.records import RESOURCES
        from recommendations.tables import TABLES

        fill_holders()
        searchable.register()
        SECRETS[KIND] = secret_of
        lists.add(RECOMMENDATIONS)
        indexes.add(*INDEXES)
        records.add(*RESOURCES, *records_ways.RESOURCES, *records_pages.RESOURCES)
        records.add_tables(RECOMMENDATIONS, *TABLES)
        sources.KINDS.update(alerts.KINDS)
        sources.TOUCHES.append(alerts.touched)
        sources.DEADLINES.append(alerts.DEADLINES)
