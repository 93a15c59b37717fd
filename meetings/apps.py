"""Configuration of the meetings app."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "meetings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from council.publication import FOLLOW_UPS
        from meetings.packs import follow_up

        FOLLOW_UPS.append(follow_up)
