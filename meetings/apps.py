"""Configuration of the meetings app."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "meetings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from council import configuration, lists, publication, records
        from council.alerts import sources
        from meetings import alerts, opened_decisions, records_pages, searchable
        from meetings.lists import LISTS
        from meetings.packs import follow_configuration, follow_up
        from meetings.records import RESOURCES
        from meetings.tables import TABLES

        searchable.register()
        publication.FOLLOW_UPS.extend((follow_up, opened_decisions.follow_up))
        configuration.FOLLOW_UPS.append(follow_configuration)
        lists.add(*LISTS)
        records.add(*RESOURCES, *records_pages.RESOURCES)
        records.add_tables(*LISTS, *TABLES)
        sources.KINDS.update(alerts.KINDS)
        sources.TOUCHES.append(alerts.touched)
        sources.DIGEST_PARTS.append(alerts.still_open)
