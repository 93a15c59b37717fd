"""Configuration of the council app: the base layer and, on top of it, the site's own pages."""

from django.apps import AppConfig


class CouncilConfig(AppConfig):
    name = "council"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.urls import register_converter

        from council import bulk, checks, configuration, indexes, lists, mail, publication, records  # noqa: F401
        from council.alerts import searches, sending, sources, writing
        from council.converters import Day
        from council.lists_register import REGISTER
        from council.search.data import INDEX
        from council.search.index import follow_configuration, follow_up
        from council.views import page_data

        register_converter(Day, "day")
        lists.add(REGISTER)
        indexes.add(INDEX)
        records.add(*page_data.RESOURCES)
        publication.FOLLOW_UPS.extend((bulk.follow_up, follow_up, sending.follow_up))
        configuration.FOLLOW_UPS.extend((bulk.follow_configuration, follow_configuration))
        mail.WRITERS.update(writing.WRITES)
        mail.ENDINGS.update(dict.fromkeys(writing.WRITES, sending.after))
        sources.KINDS["search"] = searches.KIND
        sources.TOUCHES.append(searches.touched)
