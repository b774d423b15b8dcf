"""Write docs/access.md: who may call which route. usage: python -m scripts.access_table"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Final

from service.access.roles import FRENCH, Role
from service.access.table import Access, access_table
from service.app import create_app
from service.settings import Settings

TARGET: Final = Path(__file__).parents[1] / "docs" / "access.md"
_TITLE: Final = """# Who may call what
One line a route, written from the routes' own declarations by `python -m scripts.access_table`; a test calls every route
with every role and holds the two together. ● may call it (and then sees what is theirs to see); everybody else gets 404,
as if the route were not there, and 401 without a session or token. `scope` is what an API token needs besides.

"""
_SHORT: Final = {
    Role.HOLDER: "porteur",
    Role.MENTOR: "bénévole",
    Role.INVESTOR: "investisseur",
    Role.PARTNER: "partenaire",
    Role.ANIMATION: "animation",
    Role.OPERATIONAL_GROUP: "gr. opérationnel",
    Role.STEERING_COMMITTEE: "COPIL",
    Role.ANALYST: "analyste",
    Role.ADMIN: "admin",
}


def rendered(lines: list[Access]) -> str:
    """Return the document for these lines."""
    assert set(_SHORT) == set(FRENCH)  # noqa: S101 - a new role needs a column
    head = f"| method | path | {' | '.join(_SHORT.values())} | scope |\n|---|---|{':-:|' * len(_SHORT)}---|\n"
    closed = "".join(
        f"| {line.method} | `{line.path}` | {' | '.join('●' if role in line.roles else '' for role in _SHORT)} | "
        f"`{line.scope}` |\n"
        for line in lines
        if not line.open_because
    )
    opened = "".join(
        f"| {line.method} | `{line.path}` | {line.open_because} |\n" for line in lines if line.open_because
    )
    return f"{_TITLE}{head}{closed}\n## Open to anybody\n| method | path | why |\n|---|---|---|\n{opened}"


def main() -> int:
    """Write the document."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(demo=True, data_folder=Path(folder)))
    TARGET.write_text(rendered(access_table(app)), encoding="utf-8")
    print(f"{TARGET.name} written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
