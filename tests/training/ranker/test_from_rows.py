"""The file that the service exports, read as it writes it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from ptce_match.errors import InputError
from ptce_match.signals import SignalName
from ptce_match.tables import TableError
from ptce_match.training.ranker.decisions import Judgment
from ptce_match.training.ranker.from_network import SAYS_NOTHING
from ptce_match.training.ranker.from_rows import NOT_SHOWN, OTHER_KIND, UNANSWERED, read_training_rows
from ptce_match.training.ranker.rows_schema import KEPT, NO_ANSWER, REFUSED, ROWS
from service.insight.schemas import PseudonymousRow
from service.insight.spreadsheet import written
from service.pairings.states import DECISIVE

if TYPE_CHECKING:
    from pathlib import Path

    from ptce_match.training.ranker.decisions import Decisions

SIGNALS = {"expertise": 0.123457, "tags": 0.5, "territory": 1.0, "refusal": 0.0}


def row(id: str = "R1", **changes: Any) -> PseudonymousRow:
    content = {
        "row": id,
        "kind": "mentor",
        "need": "n1",
        "project": "p1",
        "party": "b1",
        "signals": SIGNALS,
        "score": 0.2,
        "position": 3,
        "shown": 5,
        "encoder": "ptce-e5",
        "ranker": "prior-mentors-1",
        "outcome": "agreed",
        "reason": None,
        "mentor_rating": None,
        "holder_rating": None,
        "shown_week": date(2026, 11, 9),
        "decided_week": date(2026, 11, 16),
    }
    return PseudonymousRow.model_validate(content | changes)


def file(folder: Path, *rows: PseudonymousRow, name: str = "apprentissage.csv") -> Path:
    path = folder / name
    path.write_text(written(rows, PseudonymousRow), encoding="utf-8", newline="")
    return path


def read(folder: Path, *rows: PseudonymousRow) -> Decisions:
    return read_training_rows([file(folder, *rows)])


def test_a_row_as_the_service_writes_it(tmp_path: Path) -> None:
    [pair] = read(tmp_path, row()).pairs
    assert {str(name): value for name, value in pair.signals.items()} == SIGNALS
    assert (pair.need_id, pair.mentor_id, pair.position, pair.encoder) == ("n1", "b1", 3, "ptce-e5")
    assert (pair.judgment, pair.day) == (Judgment.ACCEPTED, date(2026, 11, 9))


def test_every_column_of_the_service_is_known() -> None:
    titles = [field.title for field in PseudonymousRow.model_fields.values()]
    assert titles == [column.name for column in ROWS.columns]


def test_every_state_of_the_service_is_known() -> None:
    assert {str(state) for state in DECISIVE} == KEPT | REFUSED | {NO_ANSWER}


@pytest.mark.parametrize(
    ("changes", "judgment", "rating", "reason"),
    [
        ({"outcome": "closed"}, Judgment.ACCEPTED, None, ""),
        ({"outcome": "closed", "mentor_rating": 4, "holder_rating": 5}, Judgment.RATED, 4.5, ""),
        ({"outcome": "closed", "holder_rating": 2}, Judgment.RATED, 2.0, ""),
        ({"outcome": "rejected", "reason": "too_far"}, Judgment.REFUSED, None, "too_far"),
        ({"outcome": "declined", "reason": "not_my_skill"}, Judgment.REFUSED, None, "not_my_skill"),
        ({"outcome": "declined_by_holder", "reason": "skill_not_fitting"}, Judgment.REFUSED, None, "skill_not_fitting"),
    ],
)
def test_outcomes(
    tmp_path: Path, changes: dict[str, Any], judgment: Judgment, rating: float | None, reason: str
) -> None:
    [pair] = read(tmp_path, row(**changes)).pairs
    assert (pair.judgment, pair.rating, pair.reason.code) == (judgment, rating, reason)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"kind": "investor", "need": None, "outcome": "rejected", "reason": "criteria_not_fitting"}, OTHER_KIND),
        ({"outcome": "expired"}, UNANSWERED),
        ({"outcome": "declined", "reason": "pause"}, SAYS_NOTHING),
        ({"signals": {}, "position": None, "shown": None, "shown_week": None}, NOT_SHOWN),
    ],
)
def test_what_says_nothing_is_counted(tmp_path: Path, changes: dict[str, Any], why: str) -> None:
    found = read(tmp_path, row(**changes))
    assert (found.pairs, found.left_out) == ((), {why: 1})


def test_pages_are_read_together(tmp_path: Path) -> None:
    pages = [file(tmp_path, row(f"R{n}", need=f"n{n}"), name=f"page{n}.csv") for n in range(3)]
    assert len(read_training_rows(pages)) == 3
    assert read_training_rows(pages[::-1]).sha256 == read_training_rows(pages).sha256


class TestFaults:
    def faults(self, path: Path, **replaced: str) -> str:
        text = written([row()], PseudonymousRow)
        for old, new in replaced.items():
            assert old in text
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")
        with pytest.raises(TableError) as error:
            read_training_rows([path])
        return str(error.value)

    @pytest.mark.parametrize(
        ("old", "new", "told"),
        [
            ("tags=0,5", "tags=1,5", "« 1,5 » n'est pas une valeur de 0 à 1"),
            ("tags=0,5", "etiquettes=0,5", "« etiquettes » n'est pas un signal"),
            ("tags=0,5", "expertise=0,5", "donnés une seule fois"),
            ("tags=0,5", "tags", "n'est pas un signal et sa valeur"),
            ("expertise=0,123457;", "", "le signal « expertise » manque"),
            ("agreed", "peut-être", "colonne « issue »"),
            ("2026-11-16", "hier", "colonne « semaine de décision »"),
        ],
    )
    def test_a_cell_that_does_not_fit_is_told(self, tmp_path: Path, old: str, new: str, told: str) -> None:
        message = self.faults(tmp_path / "a.csv", **{old: new})
        assert told in message
        assert "a.csv, ligne 2" in message

    def test_a_decision_that_stands_twice_is_told(self, tmp_path: Path) -> None:
        path, again = file(tmp_path, row()), file(tmp_path, row(), name="encore.csv")
        with pytest.raises(TableError, match=r"encore\.csv, ligne 2.*est déjà là \(apprentissage\.csv, ligne 2\)"):
            read_training_rows([path, again])

    def test_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="n'existe pas"):
            read_training_rows([tmp_path / "rien.csv"])

    def test_a_file_of_something_else(self, tmp_path: Path) -> None:
        path = tmp_path / "autre.csv"
        path.write_text("nom;prénom\nLabarthe;Joséphine\n", encoding="utf-8")
        with pytest.raises(TableError, match="une colonne « signaux »"):
            read_training_rows([path])


def test_signals_are_rendered_as_they_are_read() -> None:
    kind = next(column.kind for column in ROWS.columns if column.name == "signaux")
    values = {SignalName.EXPERTISE: 0.25, SignalName.TAGS: 1.0}
    assert kind.parse(kind.render(values)) == values
