"""Configuration of the meetings app."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "meetings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from council import configuration, publication
        from meetings import opened_decisions, searchable
        from meetings.packs import follow_configuration, follow_up

        searchable.register()
        publication.FOLLOW_UPS.extend((follow_up, opened_decisions.follow_up))
        configuration.FOLLOW_UPS.append(follow_configuration)

        from council.alerts import sources
        from meetings import alerts

        sources.KINDS.update(alerts.KINDS)
        sources.TOUCHES.append(alerts.touched)
        sources.DIGEST_PARTS.append(alerts.still_open)
