"""Cells that a spreadsheet shows as they are: text that it would run as a formula is marked, and told again."""

from typing import overload

# A cell that begins so is run as a formula (OWASP, "CSV Injection"), blanks before it or not.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_BLANKS = " \u00a0\ufeff"


@overload
def safe_cell(value: str) -> str: ...
@overload
def safe_cell(value: object) -> object: ...
def safe_cell(value: object) -> object:
    """Put an apostrophe before text that a spreadsheet would run as a formula; anything else stays as it is.

    Text that already has apostrophes before such a beginning gets one more, so that `plain_cell` can undo it.

    >>> safe_cell("=1+1"), safe_cell("- no"), safe_cell("'tis so"), safe_cell(3.5)
    ("'=1+1", "'- no", "'tis so", 3.5)
    """
    return f"'{value}" if isinstance(value, str) and _runs(value.lstrip("'")) else value


def plain_cell(cell: str) -> str:
    """Take the apostrophe of `safe_cell` away again.

    >>> plain_cell("'=1+1"), plain_cell("'tis so"), plain_cell(safe_cell("'=1"))
    ('=1+1', "'tis so", "'=1")
    """
    return cell[1:] if cell.startswith("'") and _runs(cell.lstrip("'")) else cell


def _runs(text: str) -> bool:
    return text.startswith(_FORMULA) or text.lstrip(_BLANKS).startswith(_FORMULA)
