"""Addresses that moved or ended: a published address never dies."""

from django.db import models


class OldAddress(models.Model):
    """`path` once stood for something; now it redirects to `new_path`."""

    path = models.CharField(max_length=500, unique=True)
    new_path = models.CharField(max_length=500)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "old addresses"

    def __str__(self) -> str:
        return f"{self.path} → {self.new_path}"
