from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ptce_match.places import Commune, Communes, Resolution
from ptce_match.places.table import Table

ROCHEFORT = "17299"


def insee(resolution: Resolution) -> str:
    return resolution.commune.insee if resolution.commune else ""


@pytest.mark.parametrize(
    ("name", "postal_code", "expected"),
    [
        ("La Rochelle", "17000", "17300"),
        ("Rochelle (La)", "17000", "17300"),
        ("Rochelle", "17000", "17300"),
        ("la rochelle", "17 000", "17300"),
        ("LA ROCHELLE CEDEX 1", "17103", "17300"),
        ("St Jean d'Angely", "17400", "17347"),
        ("SAINT-JEAN-D’ANGELY CEDEX", "17415", "17347"),
        ("Gicq (Le)", "17160", "17177"),
        ("L ISLE D ESPAGNAC", "16340", "16166"),
        ("Paris 12e", "75012", "75056"),
        ("Lyon 3ème arrondissement", "69003", "69123"),
        ("Marseille 01", "13001", "13055"),
        ("Ajaccio", "20090", "2A004"),
        ("Ambérieu-en-Bugey", "1500", "01004"),
        ("17300 Rochefort", "", ROCHEFORT),
        ("La Rochelle", "70120", "70450"),
        ("Saint-Pierre", "97500", "97502"),
        ("AJACCIO CEDEX 9", "20704", "2A004"),
    ],
)
def test_name_and_code_agree(communes: Communes, name: str, postal_code: str, expected: str) -> None:
    resolution = communes.resolve(name, postal_code)
    assert resolution == Resolution(communes.get(expected), exact=True, warning="")


@pytest.mark.parametrize(
    ("name", "postal_code", "expected", "words"),
    [
        ("Saintes", "", "17415", "Le code postal manque pour « Saintes »"),
        ("Rochefort (17)", "", ROCHEFORT, "Ajoutez le code postal"),
        ("Paris 12e", "", "75056", "Le code postal manque"),
        ("Surgères", "17000", "17434", "Le code postal 17000 n'est pas celui de « Surgères »"),
        ("Rochefort", "17000", ROCHEFORT, "Corrigez le nom ou le code postal"),
        ("La Rochelle", "17103", "17300", "écrivez « CEDEX » après le nom"),
        ("Pau", "17700", "64445", "La commune retenue est Pau (64000, Pyrénées-Atlantiques)"),
        ("Saintes", "abc", "17415", "« abc » n'est pas un code postal à cinq chiffres"),
        ("Saint Jean d'Angly", "17400", "17347", "La commune « Saint Jean d'Angly » est inconnue"),
        ("Saint-Pierre", "17310", "17385", "dont le nom est le plus proche : Saint-Pierre-d'Oléron"),
        ("Oléron", "17310", "17385", "Saint-Pierre-d'Oléron"),
        ("Tonnay-Charante", "17999", "17449", "Tonnay-Charente (17430, Charente-Maritime)"),
        ("Tonnay-Charante (17)", "", "17449", "est inconnue dans le département 17"),
        ("Marennes", "17320", "17219", "« Marennes » fait aujourd'hui partie d'une autre commune"),
        ("Cordieux", "01120", "01262", "La commune retenue est Montluel (01120, Ain)"),
    ],
)
def test_what_was_inferred_is_said(communes: Communes, name: str, postal_code: str, expected: str, words: str) -> None:
    resolution = communes.resolve(name, postal_code)
    assert (insee(resolution), resolution.exact) == (expected, False)
    assert words in resolution.warning


@pytest.mark.parametrize(
    ("name", "postal_code", "words"),
    [
        ("", "", "La commune et le code postal manquent"),
        ("", "17700", "le code postal 17700 en désigne plusieurs : "),
        ("", "99999", "aucune commune n'a le code postal 99999"),
        ("", "abc", "« abc » n'est pas un code postal à cinq chiffres"),
        ("La Rochelle", "", "Charente-Maritime (17) et Haute-Saône (70). Ajoutez le code postal."),
        ("Saint-Martin", "17999", "et aucune n'a le code postal « 17999 » : "),
        ("Marennes", "", "Charente-Maritime (17) et Rhône (69)"),
        ("Château-Chinon", "58120", "Château-Chinon (Ville) (58120, Nièvre) et Château-Chinon (Campagne)"),
        ("Boyardville", "17190", "Le code postal 17190 est celui de : Saint-Georges-d'Oléron."),
        ("Zzyzx", "17000", "La commune « Zzyzx » est inconnue."),
        ("東京", "17000", "La commune « 東京 » est inconnue."),
        ("Saint Jean d'Angly", "17499", "Noms proches : Saint-Jean-d'Angély (17400, Charente-Maritime)"),
        ("Saint Jean d'Angly", "", "Corrigez le nom et ajoutez le code postal."),
    ],
)
def test_nothing_is_guessed(communes: Communes, name: str, postal_code: str, words: str) -> None:
    resolution = communes.resolve(name, postal_code)
    assert (resolution.commune, resolution.exact) == (None, False)
    assert words in resolution.warning


def test_a_code_of_a_single_commune_is_enough(communes: Communes) -> None:
    resolution = communes.resolve("", "17000")
    assert (insee(resolution), resolution.exact) == ("17300", False)
    assert resolution.warning == (
        "Le nom de la commune manque. Le code postal 17000 n'en désigne qu'une : "
        "la commune retenue est La Rochelle (17000, Charente-Maritime). Écrivez son nom."
    )


@pytest.mark.parametrize("postal_code", ["17430", "17999"])
def test_two_former_communes_of_the_same_name_side_by_side(postal_code: str) -> None:
    table = Table(
        communes=[
            ["17001", "", "Grand-Bois", "17430", "900", "46.0", "-1.0"],
            ["17002", "", "Beaupré", "17430", "800", "46.1", "-1.1"],
        ],
        former=[["17003", "La Noue", "17001"], ["17004", "La Noue", "17002"]],
        departments={"17": "Charente-Maritime"},
    )
    resolution = Communes(table).resolve("La Noue", postal_code)
    assert resolution.commune is None
    assert resolution.warning == (
        "« La Noue » peut désigner plusieurs communes : Grand-Bois (17430, Charente-Maritime) et "
        "Beaupré (17430, Charente-Maritime). Écrivez le nom complet et le code postal."
    )


def test_a_long_text_is_cut_in_the_warning(communes: Communes) -> None:
    assert len(communes.resolve("x" * 10_000, "17000").warning) < 300


def test_every_official_name_with_its_code_is_exact(communes: Communes) -> None:
    doubtful = [
        (commune.name, code)
        for commune in communes
        for code in commune.postal_codes
        if communes.resolve(commune.name, code) != Resolution(commune, exact=True, warning="")
    ]
    assert doubtful == []


@given(row=st.integers(0, 34_962), rank=st.integers(0, 20))
def test_capitals_spaces_and_abbreviations_change_nothing(communes: Communes, row: int, rank: int) -> None:
    commune = list(communes)[row]
    name = re.sub(r"\bSAINT(E?)\b", r"ST\1", commune.name.upper().replace("-", " ").replace("'", "’"))
    resolution = communes.resolve(f" {name} ", commune.postal_codes[rank % len(commune.postal_codes)])
    assert resolution == Resolution(commune, exact=True, warning="")


codes = st.one_of(
    st.text(max_size=8),
    st.integers(0, 99_999).map("{:05d}".format),
    st.sampled_from(["17000", "17700", "20000", "97500"]),
)
pieces = st.sampled_from(
    ["Saint", "St", "La", "(Le)", "cedex", "17000", "(17)", "s/", "Paris", "12e", "Rochelle", "-", "'"]
)
names = st.one_of(st.text(max_size=40), st.lists(pieces, max_size=6).map(" ".join))


@settings(deadline=None)
@given(name=names, postal_code=codes)
def test_never_raises_and_always_explains(communes: Communes, name: str, postal_code: str) -> None:
    resolution = communes.resolve(name, postal_code)
    assert resolution.exact == (resolution.warning == "")
    assert resolution.commune is not None or not resolution.exact
    assert resolution.commune is None or isinstance(resolution.commune, Commune)
    assert not resolution.warning or resolution.warning.endswith(".")
    assert communes.resolve(name, postal_code) is resolution
