"""Draw the README's picture: what `suggest` really answers for one need of the demo network.

usage: python -m scripts.picture
"""

from __future__ import annotations

import re
import sys
from io import StringIO
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.terminal_theme import MONOKAI

from ptce_match import Matcher, Network
from ptce_match.cli.answer import Answer, AnsweredNeed, print_answer
from ptce_match.resources import resource

TARGET: Final = Path("docs/images/suggest.svg")
_NEED: Final = "N070"
_SUGGESTIONS: Final = 2
_REMOTE_FONT: Final = re.compile(r"@font-face \{.*?\}", re.DOTALL)


def main() -> int:
    """Write the picture."""
    matcher = Matcher(Network.read(resource("data", "demo")))
    query = matcher.query(_NEED)
    project = query.project
    if project is None:
        raise ValueError(f"{_NEED} has no project")
    console = Console(width=100, record=True, file=StringIO(), highlight=False, markup=False, force_terminal=True)
    answer = Answer(
        project,
        (AnsweredNeed(query, matcher.mentor_ranking(query, _SUGGESTIONS), matcher.partner_ranking(query, 1)),),
        matcher.investor_ranking(project.id, _SUGGESTIONS),
        matcher.encoder.model_id,
        matcher.mentor_matcher.ranker.weights,
    )
    print_answer(answer, console)
    drawing = console.export_svg(
        title=f"ptce-match suggest data/demo --need {_NEED} --k {_SUGGESTIONS}", theme=MONOKAI, unique_id="suggest"
    )
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    # A picture that fetches a font from elsewhere tells that place who reads the page.
    TARGET.write_text(_REMOTE_FONT.sub("", drawing), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
