"""Configuration of the council app: the base layer and, on top of it, the site's own pages."""

from django.apps import AppConfig


class CouncilConfig(AppConfig):
    name = "council"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from council import bulk, checks, configuration, lists, mail, publication  # noqa: F401  (`checks` registers)
        from council.alerts import searches, sending, sources, writing
        from council.lists_register import REGISTER
        from council.search.index import follow_configuration, follow_up

        lists.add(REGISTER)
        publication.FOLLOW_UPS.extend((bulk.follow_up, follow_up, sending.follow_up))
        configuration.FOLLOW_UPS.extend((bulk.follow_configuration, follow_configuration))
        mail.WRITERS.update(writing.WRITES)
        mail.ENDINGS.update(dict.fromkeys(writing.WRITES, sending.after))
        sources.KINDS["search"] = searches.KIND
        sources.TOUCHES.append(searches.touched)
