"""What an encoder is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

Kind = Literal["need", "profile", "label"]
"""How a text is to be read: something asked for, something offered, or a short name to compare with its likes."""


class Encoder(Protocol):
    """Turns texts into vectors whose dot product is a similarity.

    Attributes
    ----------
    model_id : str
        Changes whenever the vectors would: it names the model and the content of its weights.
    dimension : int
    """

    @property
    def model_id(self) -> str: ...  # noqa: D102 - told in the class docstring

    @property
    def dimension(self) -> int: ...  # noqa: D102

    def encode(
        self, texts: Sequence[str], kind: Kind, *, progress: Callable[[int, int], None] | None = None
    ) -> NDArray[np.float32]:
        """Return one unit vector a text, shape (n, dimension); a blank text gives a zero vector, never NaN.

        The vector of a text depends on the text and its kind alone, not on what it is encoded with.

        Parameters
        ----------
        texts : sequence of str
            Any strings at all; what lies beyond the model's longest input is ignored.
        progress : callable or None
            Called with (done, total) now and then.
        """
        ...
