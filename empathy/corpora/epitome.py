"""EPITOME's Reddit part (Sharma et al. 2020): three mechanisms of empathy in written peer support."""

import csv
from collections import defaultdict
from pathlib import Path

from empathy.corpora.session import LabelledSession, LabelledUtterance
from empathy.transcript import Role

MECHANISMS = {
    "emotional_reactions": "emotional-reactions-reddit.csv",
    "interpretations": "interpretations-reddit.csv",
    "explorations": "explorations-reddit.csv",
}
_LEVELS = {"0": "none", "1": "weak", "2": "strong"}

Pair = tuple[str, str]


def read_epitome(folder: Path) -> tuple[LabelledSession, ...]:
    """Read the three files of a folder: a seeker's post and a reply make one session of two utterances.

    A pair that is listed twice keeps both levels, as of two annotators. `metadata["seeker_post"]` is the post's
    id: replies to one post belong in one fold.
    """
    texts: dict[Pair, tuple[str, str]] = {}
    codes: dict[Pair, dict[str, tuple[str, ...]]] = defaultdict(dict)
    spans: dict[Pair, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for mechanism, name in MECHANISMS.items():
        with (folder / name).open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                pair = (row["sp_id"], row["rp_id"])
                texts.setdefault(pair, (row["seeker_post"], row["response_post"]))
                codes[pair][mechanism] = (*codes[pair].get(mechanism, ()), _LEVELS[row["level"]])
                passages = tuple(passage.strip() for passage in row["rationales"].split("|") if passage.strip())
                if passages:
                    spans[pair][mechanism] = passages
    return tuple(
        LabelledSession(
            corpus="epitome",
            session="-".join(pair),
            utterances=(
                LabelledUtterance(
                    id="0", speaker="seeker", role=Role.CLIENT, text=post, start=None, codes={}, spans={}
                ),
                LabelledUtterance(
                    id="1",
                    speaker="peer",
                    role=Role.HELPER,
                    text=reply,
                    start=None,
                    codes=codes[pair],
                    spans=spans.get(pair, {}),
                ),
            ),
            metadata={"seeker_post": pair[0]},
        )
        for pair, (post, reply) in texts.items()
    )
