"""System checks: what must be so before the site may start."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import Error, register


@register()
def files_are_not_public(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Files must not lie below the folder that is served as it is."""
    if settings.FILES_ROOT.resolve().is_relative_to(settings.STATIC_ROOT.resolve()):
        return [
            Error(
                "COUNCIL_FILES lies below COUNCIL_STATIC: every file in it would be public.",
                id="council.E001",
            )
        ]
    return []
