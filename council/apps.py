"""Configuration of the council app: the base layer and, on top of it, the site's own pages."""

from django.apps import AppConfig


class CouncilConfig(AppConfig):
    name = "council"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from council import bulk, checks, configuration, lists, publication  # noqa: F401  (registers the system checks)
        from council.lists_register import REGISTER
        from council.search.index import follow_configuration, follow_up

        lists.add(REGISTER)
        publication.FOLLOW_UPS.append(bulk.follow_up)
        configuration.FOLLOW_UPS.append(bulk.follow_configuration)
        publication.FOLLOW_UPS.append(follow_up)
        configuration.FOLLOW_UPS.append(follow_configuration)
