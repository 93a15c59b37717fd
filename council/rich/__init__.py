"""Safe rich text: minutes as they are typed or pasted, kept as sanitised HTML with the same words as plain text.

`from_html` reads what an editor or Word gives, `from_marks` what is typed with plain marks, `to_marks` gives rich text
back in those marks, `shown` sanitises once more where it is put on a page. A text without any markup has no HTML at
all: it stays exactly as it was typed.
"""

from council.rich.clean import TooOddError, cleaned, shown
from council.rich.marks import Rich, from_html, from_marks
from council.rich.words import to_marks, to_text

__all__ = ["Rich", "TooOddError", "cleaned", "from_html", "from_marks", "shown", "to_marks", "to_text"]
