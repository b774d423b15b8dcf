"""What an encoder learns from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ptce_match.skills import Taxonomy
    from ptce_match.training.cues import Cues
    from ptce_match.training.encoder.esco import Concept
    from ptce_match.training.examples import Example
    from ptce_match.training.texts import TrainingText


@dataclass(frozen=True, slots=True)
class Material:
    """What an encoder learns from; all but the texts and the taxonomy may be empty.

    Attributes
    ----------
    texts : sequence of TrainingText
    taxonomy : Taxonomy
    concepts : sequence of Concept
        Whose synonyms are learned beside, all but those held out to measure.
    cues : mapping of str to tuple of str
        What gives each skill away; see `read_cues`.
    examples : sequence of Example
        Sentences of investors, with projects; see `read_examples`.
    """

    texts: Sequence[TrainingText]
    taxonomy: Taxonomy
    concepts: Sequence[Concept] = ()
    cues: Cues = field(default_factory=dict)
    examples: Sequence[Example] = ()
