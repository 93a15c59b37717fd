"""What a page's fragment needs on paper: markup that only a PDF's tags ask for."""

from __future__ import annotations

import re

from django import template
from django.utils.safestring import SafeString

register = template.Library()

# A row of `summary_row`: nothing inside a <dd> ends like this.
ROW = re.compile(r'<div class="summary-row">(<dt>.*?</dd>)</div>', re.DOTALL)


@register.simple_block_tag
def bare_rows(content: str) -> SafeString:
    """The rows of a summary list without their boxes: PDF/UA-1 lets a list hold nothing but its items."""
    return SafeString(ROW.sub(r"\1", content))
