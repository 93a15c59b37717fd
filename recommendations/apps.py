"""Configuration of the recommendations app."""

from django.apps import AppConfig


class RecommendationsConfig(AppConfig):
    name = "recommendations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from council.alerts import sources
        from council.mail import SECRETS
        from recommendations import alerts, searchable
        from recommendations.actions.links import KIND, secret_of

        searchable.register()
        SECRETS[KIND] = secret_of
        sources.KINDS.update(alerts.KINDS)
        sources.TOUCHES.append(alerts.touched)
        sources.DEADLINES.append(alerts.DEADLINES)
