"""Anonymizers for the tests: without the statistical model, or with it (loaded once)."""

import pytest

from empathy.anonymize import Anonymizer, AnonymizeSettings


@pytest.fixture(scope="session")
def plain():
    """The anonymizer by cues, patterns and lists alone: fast, and what the lists promise."""
    return Anonymizer.load(AnonymizeSettings(model=False))


@pytest.fixture(scope="session")
def strict():
    return Anonymizer.load(AnonymizeSettings(model=False, level="strict"))
