import pytest

from empathy.errors import ConfigError
from empathy.resources import shipped
from empathy.session.settings import read_settings


@pytest.mark.parametrize(
    ("rates", "told"),
    [("[0.5, 0.5]", "none, open, closed"), ("[0.5, 0.4, 0.2]", "sum to 1"), ("[1.0, 0.0, 0.0]", "usual")],
)
def test_rates_that_fit_no_marker_are_refused(tmp_path, rates, told):
    text = (shipped("configs") / "session.toml").read_text(encoding="utf-8")
    path = tmp_path / "session.toml"
    lines = [f"rates = {rates}" if line.startswith("rates") else line for line in text.splitlines()]
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(ConfigError, match=told):
        read_settings(path)


def test_a_marker_that_the_codebook_lacks_is_named(tmp_path):
    text = (shipped("configs") / "session.toml").read_text(encoding="utf-8")
    (tmp_path / "session.toml").write_text(text.replace("[usual.question]", "[usual.enquiry]"), encoding="utf-8")
    with pytest.raises(ConfigError, match="enquiry"):
        read_settings(tmp_path / "session.toml")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [("[shift.default]", "[shift.talks]", "talks"), ("[shift.default]", "[shift.warmth]", "warmth|default")],
)
def test_shifts_are_of_the_codebook_and_have_a_default(tmp_path, old, new, told):
    text = (shipped("configs") / "session.toml").read_text(encoding="utf-8")
    (tmp_path / "session.toml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ConfigError, match=told):
        read_settings(tmp_path / "session.toml")
