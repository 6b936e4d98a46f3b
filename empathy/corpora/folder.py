"""The shared corpora of one folder, read together."""

from pathlib import Path

from empathy.corpora.annomi import read_annomi
from empathy.corpora.epitome import read_epitome
from empathy.corpora.esconv import read_esconv, read_failed_esconv
from empathy.corpora.session import LabelledSession
from empathy.corpora.standoff import join_standoff
from empathy.errors import InputError


def read_corpora(folder: Path) -> tuple[LabelledSession, ...]:
    """Read every corpus under `folder/corpora` and join `folder/labels/standoff.csv`."""
    places = {
        "annomi": folder / "corpora/annomi/AnnoMI-full.csv",
        "esconv": folder / "corpora/esconv/esconv.jsonl",
        "esconv_failed": folder / "corpora/esconv_failed/FailedESConv.json",
        "epitome": folder / "corpora/epitome",
        "standoff": folder / "labels/standoff.csv",
    }
    for place in places.values():
        if not place.exists():
            raise InputError("expected a file or folder of the shared corpora here", path=place)
    coded = (
        *read_annomi(places["annomi"]),
        *read_esconv(places["esconv"]),
        *read_failed_esconv(places["esconv_failed"]),
    )
    return (*join_standoff(coded, places["standoff"]), *read_epitome(places["epitome"]))
