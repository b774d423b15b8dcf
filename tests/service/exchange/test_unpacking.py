"""What people and programs upload: read where it is a network, refused with a sentence where it is not."""

from __future__ import annotations

import io
import stat
import zipfile
from pathlib import Path

import pytest

from ptce_match.network import Network
from ptce_match.tables import TableError
from service.exchange import unpacking
from service.exchange.unpacking import MOST_FILES, Parcel, Sent, parcel, unpacked
from service.problems import ProblemError
from tests.service.small_network import TABLES

from .networks import small

CSV = {f"{name}.csv": content.encode() for name, content in TABLES.items()}


def archive(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            file.writestr(name, content)
    return packed.getvalue()


def read(sent: Parcel) -> Network:
    with unpacked(sent) as (path, _):
        return Network.read(path)


def refusal(sent: Parcel) -> str:
    with pytest.raises(TableError) as refused, unpacked(sent) as (path, _):
        Network.read(path)
    return str(refused.value)


@pytest.mark.parametrize("suffix", ["xlsx", "ods"])
def test_a_workbook(tmp_path: Path, suffix: str) -> None:
    network = small(tmp_path / "reseau")
    network.write(tmp_path / f"n.{suffix}")
    content = (tmp_path / f"n.{suffix}").read_bytes()
    sent = parcel([Sent(f"C:\\Mes documents\\Réseau 2026.{suffix.upper()}", content)])
    assert (sent.name, sent.form) == (f"Réseau 2026.{suffix.upper()}", suffix)
    assert read(sent) == network


def test_csv_files_one_by_one(tmp_path: Path) -> None:
    sent = parcel([Sent(name, content) for name, content in CSV.items()])
    assert sent.form == "zip"
    assert read(sent) == small(tmp_path / "reseau")


def test_an_archive_as_computers_make_it(tmp_path: Path) -> None:
    files = {f"Réseau/{name.replace('benevoles', 'Bénévoles')}": content for name, content in CSV.items()}
    files |= {"__MACOSX/Réseau/._projets.csv": b"\0", "Réseau/.DS_Store": b"x", "Réseau/notes.txt": b"x"}
    sent = parcel([Sent("reseau.zip", archive(files))])
    with unpacked(sent) as (path, notices):
        assert Network.read(path) == small(tmp_path / "reseau")
        assert [notice.file for notice in notices] == ["notes.txt"]
        assert stat.S_IMODE(path.stat().st_mode) == 0o700
        assert {file.name for file in path.iterdir()} == set(CSV)
    assert not path.exists()


@pytest.mark.parametrize(
    "name", ["../../benevoles.csv", "/etc/benevoles.csv", "..\\..\\benevoles.csv", "C:/benevoles.csv"]
)
def test_a_name_is_not_a_path(name: str) -> None:
    files = {key: content for key, content in CSV.items() if key != "benevoles.csv"} | {name: CSV["benevoles.csv"]}
    with unpacked(Parcel("x.zip", "zip", archive(files))) as (path, _):
        assert {file.name for file in path.iterdir()} == set(CSV)
        assert len(Network.read(path).mentors) == 3


@pytest.mark.parametrize("names", [[], ["a.pdf"], ["a.xlsx", "b.csv"], ["a.zip", "b.zip"], [""], ["benevoles"]])
def test_other_files_are_refused(names: list[str]) -> None:
    with pytest.raises(ProblemError) as refused:
        parcel([Sent(name, b"x") for name in names])
    assert refused.value.status == 422
    assert "Envoyez un classeur .xlsx ou .ods" in refused.value.detail


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_a_workbook_that_is_none(form: str) -> None:
    assert "pas un vrai classeur" in refusal(Parcel("a", form, b"PK\x03\x04 not at all"))
    assert "la table manque" in refusal(Parcel("a", form, _empty_workbook(form)))


def _empty_workbook(form: str) -> bytes:
    from tempfile import TemporaryDirectory

    from ptce_match.tables.ods_writing import write_ods
    from ptce_match.tables.raw import RawTable
    from ptce_match.tables.xlsx_writing import write_xlsx

    with TemporaryDirectory() as folder:
        path = Path(folder) / f"a.{form}"
        (write_xlsx if form == "xlsx" else write_ods)(path, [RawTable("autre", 1, ("id",), [], [[]])])
        return path.read_bytes()


def test_an_archive_that_is_none() -> None:
    assert "l'archive est abîmée" in refusal(Parcel("a.zip", "zip", b"x"))


def test_an_archive_that_was_cut() -> None:
    content = bytearray(archive(CSV))
    content[60:90] = bytes(30)
    assert "abîmé" in refusal(Parcel("a.zip", "zip", bytes(content)))


def test_a_locked_archive_says_so() -> None:
    content = bytearray(archive(CSV))
    for place in _headers(content):
        content[place] |= 1
    assert "protégé par un mot de passe" in refusal(Parcel("a.zip", "zip", bytes(content)))


def _headers(content: bytearray) -> list[int]:
    """Return where an archive says whether each file is locked: at the file, and in the list at the end."""
    found = []
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(mark)
        while place >= 0:
            found.append(place + offset)
            place = content.find(mark, place + 1)
    return found


def test_two_files_for_one_table() -> None:
    sent = parcel([Sent("benevoles.csv", b"x"), Sent("Bénévoles.csv", b"x")])
    assert "plusieurs fichiers donnent la table « benevoles »" in refusal(sent)


def test_an_archive_with_too_many_files() -> None:
    files = {f"{number}.csv": b"" for number in range(MOST_FILES + 1)}
    assert "plus de 50 fichiers" in refusal(Parcel("a.zip", "zip", archive(files)))


def test_an_archive_that_unfolds_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "CSV_BYTES", 1 << 20)
    bomb = archive(CSV | {"projets.csv": bytes(2 << 20)})
    assert len(bomb) < 10_000
    assert "se déplie en plus de 1 Mo" in refusal(Parcel("a.zip", "zip", bomb))


def test_an_archive_that_lies_about_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "CSV_BYTES", 1 << 20)
    content = archive({"projets.csv": bytes(2 << 20)}).replace(
        (2 << 20).to_bytes(4, "little"), (100).to_bytes(4, "little")
    )
    with pytest.raises(TableError):
        read(Parcel("a.zip", "zip", content))


def test_a_workbook_that_unfolds_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "WORKBOOK_BYTES", 1 << 20)
    content = archive({"xl/workbook.xml": bytes(2 << 20)})
    assert "démesuré" in refusal(Parcel("a.xlsx", "xlsx", content))
