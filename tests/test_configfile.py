import pytest
from pydantic import BaseModel, ConfigDict

from empathy.configfile import read_config
from empathy.errors import ConfigError


class Inner(BaseModel):
    model_config = ConfigDict(extra="forbid")
    size: int


class Settings(BaseModel):
    inner: Inner


@pytest.fixture
def path(tmp_path):
    return tmp_path / "settings.toml"


def test_a_file_is_read_as_its_model(path):
    path.write_text("[inner]\nsize = 3\n")
    assert read_config(path, Settings).inner.size == 3


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (b"[inner]\nsize = 'x'\n", "inner -> size: Input should be a valid integer"),
        (b"[inner]\nsize = 3\nsiez = 3\n", "inner -> siez: Extra inputs are not permitted"),
        (b"", "inner: Field required"),
        (b"[inner\n", "is not valid TOML"),
        (b"# \xff\n", "is not valid TOML"),
    ],
)
def test_a_fault_is_named_with_its_file(path, given, said):
    path.write_bytes(given)
    with pytest.raises(ConfigError, match=said) as caught:
        read_config(path, Settings, hint="See the manual.")
    assert str(caught.value).startswith(f"{path}: ")


def test_what_to_do_stands_beside_a_wrong_key(path):
    path.write_text("")
    with pytest.raises(ConfigError, match=r"\n  See the manual\.$"):
        read_config(path, Settings, hint="See the manual.")


@pytest.mark.parametrize(("make", "said"), [(False, "there is no such file"), (True, "cannot be read")])
def test_a_file_that_cannot_be_read(path, make, said):
    if make:
        path.mkdir()
    with pytest.raises(ConfigError, match=said):
        read_config(path, Settings)
