"""Presidio's pattern recognizers for the numbers of many countries, asked directly, at the strict level.

Presidio's engine is left out: it costs a whole spaCy pipeline an utterance. Its recognizers with check digits are
good; only what their own check confirms is taken. The two that ask tldextract, which would fetch a list,
are not among them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from empathy.anonymize.spans import Kind, Span

_RECOGNIZERS: Final = (
    "AbaRoutingRecognizer",
    "AuAbnRecognizer",
    "AuAcnRecognizer",
    "AuMedicareRecognizer",
    "AuTfnRecognizer",
    "CaSinRecognizer",
    "CryptoRecognizer",
    "DeTaxIdRecognizer",
    "EsNieRecognizer",
    "EsNifRecognizer",
    "FiPersonalIdentityCodeRecognizer",
    "InAadhaarRecognizer",
    "InPanRecognizer",
    "ItFiscalCodeRecognizer",
    "KrRrnRecognizer",
    "MedicalLicenseRecognizer",
    "PlPeselRecognizer",
    "SePersonnummerRecognizer",
    "SgFinRecognizer",
    "ThTninRecognizer",
    "TrNationalIdRecognizer",
    "UsMbiRecognizer",
    "ZaIdNumberRecognizer",
)
# Presidio gives 1.0 where a check digit holds, less where only the form fits.
_CONFIRMED: Final = 0.95
_FEWEST_DIGITS: Final = 5


@dataclass(frozen=True, slots=True)
class PresidioNumbers:
    """Presidio's recognizers of national numbers."""

    recognizers: Sequence[Any]

    def find(self, text: str) -> Iterator[Span]:
        """Yield the numbers whose check digits hold."""
        if sum(c.isdigit() for c in text) < _FEWEST_DIGITS:
            return
        for recognizer in self.recognizers:
            for result in recognizer.analyze(text=text, entities=recognizer.supported_entities, nlp_artifacts=None):
                if result.score >= _CONFIRMED:
                    yield Span(
                        kind=Kind.NUMBER,
                        start=result.start,
                        end=result.end,
                        score=0.96,
                        reason=f"a number whose check digits hold (Presidio, {result.entity_type})",
                    )


@cache
def load_presidio() -> PresidioNumbers:
    """Load the recognizers, once a process; takes a second or two."""
    from presidio_analyzer import predefined_recognizers

    return PresidioNumbers(tuple(getattr(predefined_recognizers, name)() for name in _RECOGNIZERS))
