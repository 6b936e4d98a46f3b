import pytest

from empathy.errors import ConfigError
from empathy.evaluation.coders.names import CodeNames


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[codes]\nSR = "reflection: deep"\n', "codes -> SR: the codebook has no 'reflection: deep'"),
        ("[names]\nSR = 1\n", "codes: Field required"),
        ("[codes\n", "not valid TOML"),
    ],
)
def test_a_mapping_at_fault_is_told_by_its_key(tmp_path, text, told):
    (tmp_path / "codes.toml").write_text(text)
    with pytest.raises(ConfigError, match=told):
        CodeNames.read(tmp_path / "codes.toml")


@pytest.mark.parametrize(
    ("code", "meant"),
    [
        ("SR+/-", ("reflection", "simple")),
        ("cr", ("reflection", "complex")),
        ("C+_m", ("talk", "change")),
        ("TS-", ("talk", "sustain")),
        ("CO", ("confront", "yes")),
        ("Rem+", (None, "")),
    ],
)
def test_codes_of_misc(code, meant):
    (found,) = CodeNames.of_tool("CACTI").find(code)
    assert (found.marker, found.value) == meant
