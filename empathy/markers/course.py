"""What the course of a session says of its utterances: recurrent networks over everything that was read of it.

Coders of the MISC do not judge an utterance alone; two-way recurrent networks over a session's turns have served
for their codes since Xiao et al. (2016) and Cao et al. (2019). These are trained by `empathy.training.recurrent`
and run as one ONNX graph.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from empathy.errors import ModelError
from empathy.transcript import Role

COURSE_FILE = "course.onnx"

Opinions = Mapping[str, NDArray[np.float32]]


class Course:
    """Loaded networks; ``heads`` names the markers that they speak for, with their values."""

    def __init__(self, session: onnxruntime.InferenceSession, heads: Mapping[str, tuple[str, ...]]) -> None:
        self._session = session
        self.heads = heads

    @classmethod
    def load(cls, path: Path, heads: Mapping[str, tuple[str, ...]], *, columns: int) -> "Course":
        """Read the graph and see that it fits.

        Args:
            path: the graph.
            heads: the values of each marker that it is asked for.
            columns: how many readings an utterance has.

        Raises:
            ModelError: when the file is no such graph, or made for other readings or markers.
        """
        options = onnxruntime.SessionOptions()
        # a turn's matrices are too small to share between threads
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        try:
            session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        except Exception as error:  # ONNX Runtime raises kinds of its own, all of which mean the same here
            raise ModelError(f"{path}: cannot be read as an ONNX graph ({type(error).__name__})") from error
        gives = {output.name: output.shape[1:] for output in session.get_outputs()}
        takes = {given.name: given.shape[1:] for given in session.get_inputs()}
        fits = all(gives.get(marker) == [len(values)] for marker, values in heads.items())
        if takes != {"readings": [columns], "helper": [1]} or not fits:
            raise ModelError(f"{path}: was made for other readings or markers; train the model again")
        return cls(session, heads)

    def read(self, readings: NDArray[np.float32], roles: Sequence[Role]) -> Opinions:
        """Return by marker the probabilities [utterances, values], in the order of its values.

        Args:
            readings: of every utterance of one session in order [utterances, columns].
            roles: who spoke each.
        """
        if not len(readings):
            return {marker: np.zeros((0, len(values)), dtype=np.float32) for marker, values in self.heads.items()}
        said = self._session.run(list(self.heads), {"readings": readings, "helper": helpers(roles)})
        return dict(zip(self.heads, said, strict=True))


def helpers(roles: Sequence[Role]) -> NDArray[np.float32]:
    """Return 1 for the helper's turns and 0 for the others' [utterances, 1].

    >>> helpers([Role.HELPER, Role.CLIENT]).tolist()
    [[1.0], [0.0]]
    """
    return np.array([[role is Role.HELPER] for role in roles], dtype=np.float32).reshape(-1, 1)
