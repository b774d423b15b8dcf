"""Whatever a network holds, reading what was written gives it back, in every format."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ptce_match.network import (
    Conflict,
    Decision,
    Instrument,
    Investor,
    InvestorKind,
    Mentor,
    MentorStatus,
    Need,
    Network,
    Outcome,
    Partner,
    Project,
    ProjectKind,
    Stage,
)
from ptce_match.skills import default_taxonomy
from ptce_match.tables import ExtraColumn
from ptce_match.tables.text import clean_text

# Controls, surrogates and U+FFFE/U+FFFF are refused by `write`, which has its own tests.
CHARACTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff") | st.sampled_from(
    "\n\t;,\"'=+-@ \u00a0«»é€"
)
NASTY = st.sampled_from(
    [
        '=HYPERLINK("x";"y")',
        "'=1",
        "+33 6",
        "-",
        "a;b",
        '"',
        '""',
        "a\n\nb",
        "x  y",
        "\ta",
        "01",
        "1E5",
        "_x0041_",
        "oui",
    ]
)
TEXT = (st.text(CHARACTERS, max_size=20) | NASTY).map(clean_text)
FILLED = TEXT.filter(bool)
ITEMS = st.lists(TEXT.map(lambda text: clean_text(text.replace(";", ""))).filter(bool), max_size=3).map(tuple)
ID_BODY = st.text(CHARACTERS, max_size=5).map(lambda text: clean_text(text.replace("\n", "").replace("\t", "")))
SKILLS = st.lists(st.sampled_from([skill.id for skill in default_taxonomy()]), max_size=3, unique=True).map(tuple)
DAY = st.dates(date(1950, 1, 1), date(2149, 12, 31))
EUROS = st.integers(0, 10**12).map(lambda cents: cents / 100)
NUMBER = st.floats(0, 700).map(lambda value: round(value, 6))
SECTORS = st.lists(st.integers(1, 10), max_size=3).map(tuple)
# Known with its code, known without, not known, not given.
PLACE = st.sampled_from(
    [
        ("Matha", "17160", "17224"),
        ("Saint-Jean-d'Angély", "17400", "17347"),
        ("Bourg-en-Bresse", "01000", "01053"),
        ('Trifouillis;=les "Oies"\nen bas', "", ""),
        ("", "", ""),
    ]
)
PHONE = st.sampled_from(["", "0612345678", "06 12 34 56 78", "+33 6 12 34 56 78"])


def ids(prefix: str, min_size: int = 1) -> st.SearchStrategy[list[str]]:
    return st.lists(ID_BODY.map(prefix.__add__), min_size=min_size, max_size=3, unique=True)


def mentors(id: str) -> st.SearchStrategy[Mentor]:
    return st.builds(
        lambda place, **rest: Mentor(id=id, commune=place[0], postal_code=place[1], insee=place[2], **rest),
        PLACE,
        name=FILLED,
        status=st.sampled_from(MentorStatus),
        radius_km=NUMBER,
        hours_per_month=NUMBER,
        capacity=st.integers(0, 99),
        tags=ITEMS,
        sectors=SECTORS,
        profile=TEXT,
        email=TEXT,
        phone=PHONE,
        paused_until=st.none() | DAY,
        refusals=TEXT,
        remote=st.none() | st.booleans(),
    )


def projects(id: str) -> st.SearchStrategy[Project]:
    return st.builds(
        lambda place, **rest: Project(id=id, commune=place[0], postal_code=place[1], insee=place[2], **rest),
        PLACE,
        title=FILLED,
        holder=TEXT,
        description=TEXT,
        sector=st.none() | st.integers(1, 10),
        stage=st.sampled_from(Stage),
        amount_sought=EUROS,
        legal_form=TEXT,
        email=TEXT,
        amount_obtained=EUROS,
        kind=st.none() | st.sampled_from(ProjectKind),
    )


def investors(id: str) -> st.SearchStrategy[Investor]:
    return st.builds(
        lambda place, tickets, **rest: Investor(
            id=id,
            commune=place[0],
            postal_code=place[1],
            insee=place[2],
            ticket_min=min(tickets),
            ticket_max=max(tickets),
            **rest,
        ),
        PLACE,
        st.tuples(EUROS, EUROS),
        name=FILLED,
        kind=st.sampled_from(InvestorKind),
        radius_km=NUMBER,
        instruments=st.lists(st.sampled_from(Instrument), max_size=3).map(tuple),
        sectors=SECTORS,
        criteria=TEXT,
        stages=st.lists(st.sampled_from(Stage), max_size=2).map(tuple),
        legal_forms=ITEMS,
        available=st.none() | EUROS,
    )


def partners(id: str) -> st.SearchStrategy[Partner]:
    return st.builds(
        lambda place, **rest: Partner(id=id, commune=place[0], postal_code=place[1], insee=place[2], **rest),
        PLACE,
        name=FILLED,
        kind=TEXT,
        offer=TEXT,
    )


def needs(id: str, project_ids: list[str]) -> st.SearchStrategy[Need]:
    return st.builds(
        Need,
        st.just(id),
        st.sampled_from(project_ids),
        FILLED,
        st.integers(1, 9),
        st.none() | DAY,
        st.integers(1, 5),
        SKILLS,
    )


def conflicts(people: list[str], project_ids: list[str]) -> st.SearchStrategy[Conflict]:
    two_people = st.permutations(people).map(lambda order: order[:2])
    return st.builds(Conflict, st.sampled_from(people), st.sampled_from(project_ids), reason=TEXT) | st.builds(
        lambda pair, reason: Conflict(pair[0], "", pair[1], reason), two_people, TEXT
    )


@st.composite
def networks(draw: st.DrawFn) -> Network:
    mentor_ids, project_ids, need_ids = draw(ids("B")), draw(ids("P")), draw(ids("N"))
    investor_ids, partner_ids = draw(ids("F")), draw(ids("T", min_size=0))
    decisions = st.builds(
        Decision,
        st.sampled_from(need_ids),
        st.sampled_from(mentor_ids),
        DAY,
        st.sampled_from(Outcome),
        TEXT,
        st.none() | st.integers(1, 5),
    )
    people = [*mentor_ids, *investor_ids, *partner_ids]
    extras = st.builds(
        lambda values: ExtraColumn("benevoles", "À vérifier", tuple(values)),
        st.lists(TEXT, min_size=len(mentor_ids), max_size=len(mentor_ids)),
    )
    return Network(
        mentors=draw(st.tuples(*map(mentors, mentor_ids))),
        projects=draw(st.tuples(*map(projects, project_ids))),
        needs=draw(st.tuples(*(needs(key, project_ids) for key in need_ids))),
        investors=draw(st.tuples(*map(investors, investor_ids))),
        partners=draw(st.tuples(*map(partners, partner_ids))),
        decisions=tuple(draw(st.lists(decisions, max_size=2))),
        conflicts=tuple(draw(st.lists(conflicts(people, project_ids), max_size=2))),
        extras=tuple(draw(st.lists(extras, max_size=2))),
    )


@pytest.mark.parametrize(("name", "examples"), [("reseau", 50), ("reseau.xlsx", 25), ("reseau.ods", 25)])
def test_reading_what_was_written_gives_an_equal_network(name: str, examples: int) -> None:
    @settings(max_examples=examples, deadline=None)
    @given(networks())
    def check(network: Network) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            network.write(path)
            assert Network.read(path) == network

    check()
