"""Presidio's AnalyzerEngine as it comes, on the same spaCy pipeline: what ours is compared with."""

from collections.abc import Callable, Sequence

from empathy.evaluation.privacy.judging import Stretch
from empathy.language import checked_folder


def presidio_defaults() -> Callable[[Sequence[str]], list[list[Stretch]]]:
    """Return Presidio with its default recognizers as a function from texts to hidden stretches.

    Its one attempt to reach the network, tldextract's public-suffix list, is switched off first.
    """
    keep_tldextract_offline()
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import NlpEngineProvider

    configuration = {
        "nlp_engine_name": "spacy",
        "models": [{"lang_code": "en", "model_name": str(checked_folder())}],
    }
    engine = AnalyzerEngine(
        nlp_engine=NlpEngineProvider(nlp_configuration=configuration).create_engine(), supported_languages=["en"]
    )

    def hide(texts: Sequence[str]) -> list[list[Stretch]]:
        return [[(r.start, r.end) for r in engine.analyze(text=text, language="en")] for text in texts]

    return hide


def keep_tldextract_offline() -> None:
    """Make tldextract use the list that it ships; by default it fetches one at first use."""
    import tldextract

    offline = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
    tldextract.tldextract.TLD_EXTRACTOR = offline
    tldextract.extract = offline  # type: ignore[assignment]  # a bound call stands for the wrapped one
