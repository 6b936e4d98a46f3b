"""What a user may choose about anonymizing; the shipped choice is ``configs/anonymize.toml``."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from empathy.configfile import read_toml
from empathy.errors import ConfigError, UsageError
from empathy.resources import shipped

Level = Literal["standard", "strict"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnonymizeSettings:
    """How much to hide.

    ``standard`` keeps what carries meaning and identifies nobody (weekdays, ages below 90, countries); ``strict``
    hides these as well. ``hide`` are names to hide wherever they occur, ``keep`` words never to hide.
    ``model`` False leaves the statistical recognizer out: faster, for tests and for text without free names.
    """

    level: Level = "standard"
    hide: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    model: bool = True

    @property
    def strict(self) -> bool:
        """Whether the strict level is chosen."""
        return self.level == "strict"


def load_settings(path: Path | None = None) -> AnonymizeSettings:
    """Read settings from a TOML file; without one, the shipped defaults.

    Raises:
        ConfigError: a key that is not known or a value of another type.
    """
    path = path or shipped("configs") / "anonymize.toml"
    content = read_toml(path)
    known = {"level", "hide", "keep", "model"}
    unknown = sorted(set(content) - known)
    if unknown:
        raise ConfigError(f"expected the keys {', '.join(sorted(known))}, got {', '.join(unknown)}", path=path)
    if content.get("level", "standard") not in {"standard", "strict"}:
        raise ConfigError("expected level 'standard' or 'strict'", path=path)
    return AnonymizeSettings(
        level=content.get("level", "standard"),
        hide=tuple(content.get("hide", ())),
        keep=tuple(content.get("keep", ())),
        model=bool(content.get("model", True)),
    )


def read_user_list(path: Path) -> tuple[str, ...]:
    """Return a user's list of names or words: one entry a line, ``#`` begins a comment.

    Raises:
        UsageError: there is no such file, or it cannot be read as UTF-8 text.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError as error:
        raise UsageError(
            "no such file", path=path, hint="Check the name: a list has one name or word a line."
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            "expected a text file in UTF-8, one name or word a line",
            path=path,
            hint="Check the path and the encoding.",
        ) from error
    return tuple(line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#"))
