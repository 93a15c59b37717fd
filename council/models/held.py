"""Words an officer typed that could not be saved: kept until they are used, so that nothing is lost."""

import secrets

from django.conf import settings
from django.db import models


def new_token() -> str:
    """32 random bytes, as text that can stand in an address."""
    return secrets.token_urlsafe(32)


class HeldText(models.Model):
    """The fields of one form, held for one user after an expired sign-in, a conflict or a failed check."""

    token = models.CharField(max_length=64, unique=True, default=new_token)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="held_texts")
    path = models.CharField(max_length=500)
    fields = models.JSONField()
    why = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.path} ({self.why})"
