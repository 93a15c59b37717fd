"""Configuration of the council app: the base layer and, on top of it, the site's own pages."""

from django.apps import AppConfig


class CouncilConfig(AppConfig):
    name = "council"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from council import checks, configuration, mail, publication  # noqa: F401  (`checks` registers system checks)
        from council.alerts import searches, sending, sources, writing
        from council.search.index import follow_configuration, follow_up

        publication.FOLLOW_UPS.extend((follow_up, sending.follow_up))
        configuration.FOLLOW_UPS.append(follow_configuration)
        mail.WRITERS.update(writing.WRITES)
        mail.ENDINGS.update(dict.fromkeys(writing.WRITES, sending.after))
        sources.KINDS["search"] = searches.KIND
        sources.TOUCHES.append(searches.touched)
