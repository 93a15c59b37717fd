"""Configuration of the council app: the base layer and, on top of it, the site's own pages."""

from django.apps import AppConfig


class CouncilConfig(AppConfig):
    name = "council"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from council import checks, lists  # noqa: F401  (registers the system checks)
        from council.lists_register import REGISTER

        lists.add(REGISTER)
