"""A network that could not be read again is not written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ptce_match.errors import InputError
from ptce_match.network import Conflict, Need, Network
from ptce_match.tables import TableError

from .rows import write_rows

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def network(tmp_path: Path) -> Network:
    folder = tmp_path / "source"
    folder.mkdir()
    return Network.read(write_rows(folder))


def refusal_of(network: Network, path: Path) -> str:
    with pytest.raises(TableError) as raised:
        network.write(path)
    assert not path.exists()
    return str(raised.value)


def test_every_value_that_would_not_come_back_is_named(network: Network, tmp_path: Path) -> None:
    first, second = network.mentors
    broken = replace(
        network, mentors=(replace(first, tags=("compta;paie",), profile="a\ud800b"), replace(second, name=" "))
    )
    told = refusal_of(broken, tmp_path / "reseau")
    assert "n'a pas été écrit : 3 erreurs" in told
    assert "l'élément « compta;paie » est vide ou contient un point-virgule" in told
    assert "(code D800)" in told
    assert "benevoles, ligne 3, colonne « nom » : la cellule est vide" in told


def test_references_to_nothing_are_not_written(network: Network, tmp_path: Path) -> None:
    broken = replace(network, needs=(*network.needs, Need("N9", "P9", "Un prix", 1)), conflicts=(Conflict("B1"),))
    told = refusal_of(broken, tmp_path / "reseau.ods")
    assert "aucune ligne ne porte l'identifiant « P9 »" in told
    assert "projet_id et autre_personne_id sont vides" in told


def test_texts_are_written_as_reading_keeps_them(network: Network, tmp_path: Path) -> None:
    need = replace(network.needs[0], text="  Fixer\r\nmes prix à Ange\u0301ly\u00a0\n")
    replace(network, needs=(need, *network.needs[1:])).write(tmp_path / "reseau")
    assert Network.read(tmp_path / "reseau").need("N1").text == "Fixer\nmes prix à Angély"


def test_writing_back_over_the_source_is_allowed(network: Network, tmp_path: Path) -> None:
    network.write(tmp_path / "source")
    assert Network.read(tmp_path / "source") == network


def test_a_folder_that_is_no_network_is_left_alone(network: Network, tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "plage.jpg").write_bytes(b"jpg")
    with pytest.raises(InputError, match="contient autre chose qu'un réseau"):
        network.write(tmp_path / "photos")
