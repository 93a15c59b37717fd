"""Configuration of the council app: the base layer and, on top of it, the site's own pages."""

from django.apps import AppConfig


class CouncilConfig(AppConfig):
    name = "council"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from council import checks, configuration, publication  # noqa: F401  (`checks` registers the system checks)
        from council.search.index import follow_configuration, follow_up

        publication.FOLLOW_UPS.append(follow_up)
        configuration.FOLLOW_UPS.append(follow_configuration)
