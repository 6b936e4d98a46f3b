"""Reading a configuration: TOML checked against a pydantic model, every fault an error that names file and key."""

import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from empathy.errors import ConfigError

Config = TypeVar("Config", bound=BaseModel)


def read_config(path: Path, kind: type[Config], *, hint: str | None = None) -> Config:
    """Read a TOML file as ``kind``.

    Args:
        path: the file.
        kind: what it must hold.
        hint: what to do when a key is at fault.

    Raises:
        ConfigError: no such file, no TOML, or a key that is missing, unknown or of the wrong kind; the first is
        named.
    """
    given = read_toml(path)
    try:
        return kind.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        key = " -> ".join(str(part) for part in first["loc"])
        raise ConfigError(f"{key}: {first['msg']}" if key else first["msg"], path=path, hint=hint) from error


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file.

    Raises:
        ConfigError: no such file, not readable, or no TOML in UTF-8.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ConfigError("there is no such file", path=path) from None
    except OSError as error:
        raise ConfigError(f"cannot be read ({type(error).__name__})", path=path) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"is not valid TOML: {error}", path=path) from error
