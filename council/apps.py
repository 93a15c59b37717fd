"""Configuration of the council app: the base layer and, on top of it, the site's own pages."""

from django.apps import AppConfig


class CouncilConfig(AppConfig):
    name = "council"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from council import (
            checks,  # noqa: F401  (registers the system checks)
            mail,
            publication,
        )
        from council.alerts import sending, writing

        mail.WRITERS.update(writing.WRITES)
        mail.ENDINGS.update(dict.fromkeys(writing.WRITES, sending.after))
        publication.FOLLOW_UPS.append(sending.follow_up)
