"""Configuration of the meetings app."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "meetings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from council.publication import FOLLOW_UPS
        from meetings import opened_decisions, packs

        FOLLOW_UPS.extend((packs.follow_up, opened_decisions.follow_up))
