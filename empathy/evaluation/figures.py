"""Figures in documents are put there by commands: each stands between two marks that name its benchmark.

``<!-- figures:report -->`` … ``<!-- /figures:report -->`` in a Markdown file is filled by ``empathy bench report``.
"""

import re
from pathlib import Path

from empathy.errors import InputError
from empathy.output import write_atomically


def fill(document: Path, name: str, content: str) -> None:
    """Replace what stands between the marks of ``name`` in a document.

    Raises:
        InputError: when the document has no such marks.
    """
    text = document.read_text(encoding="utf-8")
    filled = fill_text(text, name, content)
    if filled is None:
        raise InputError(f"has no marks <!-- figures:{name} --> … <!-- /figures:{name} -->", path=document)
    if filled != text:
        write_atomically(document, filled)


def fill_text(text: str, name: str, content: str) -> str | None:
    """Return the text with the marked place filled, None where there are no marks.

    >>> fill_text("<!-- figures:a -->old<!-- /figures:a -->", "a", "new").splitlines()
    ['<!-- figures:a -->', 'new', '<!-- /figures:a -->']
    """
    begin, end = f"<!-- figures:{name} -->", f"<!-- /figures:{name} -->"
    marked = re.compile(re.escape(begin) + r".*?" + re.escape(end), re.DOTALL)
    if not marked.search(text):
        return None
    return marked.sub(lambda _: f"{begin}\n{content.strip()}\n{end}", text)
