"""Places that only fsspec knows: a URL opened, or said plainly why it cannot be."""

from typing import Any, Literal

from empathy.errors import InputError


def open_url(url: str, *, doing: Literal["read", "written"]) -> tuple[Any, str]:
    """Return the file system that a URL names, and the place in it.

    Raises:
        InputError: there is no such kind of URL, or its package is not installed.
    """
    from fsspec.core import url_to_fs  # imported where a URL is used: a local run does not need it

    kind = url.partition("://")[0]
    try:
        filesystem, place = url_to_fs(url)
    except ImportError:
        raise InputError(
            f"{kind}:// cannot be {doing}: its package is not installed",
            path=url,
            hint="Install fsspec's package for it (s3:// s3fs, gs:// gcsfs), or use a folder here.",
        ) from None
    except ValueError:
        raise InputError(
            f"{kind}:// cannot be {doing}: no such kind of URL", path=url, hint="Check how it begins."
        ) from None
    return filesystem, place
