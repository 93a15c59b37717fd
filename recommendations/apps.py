"""Configuration of the recommendations app."""

from django.apps import AppConfig


class RecommendationsConfig(AppConfig):
    name = "recommendations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from council.mail import SECRETS
        from recommendations.actions.links import KIND, secret_of
        from recommendations.documents import fill_holders

        fill_holders()
        SECRETS[KIND] = secret_of
