"""Small networks, by hand and by chance, and a matcher that answers them fast enough to try hundreds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Final

from hypothesis import strategies as st

from ptce_match import Matcher
from ptce_match.matcher.investors import InvestorMatcher
from ptce_match.matcher.mentors import MentorMatcher
from ptce_match.matcher.partners import PartnerMatcher
from ptce_match.network import (
    SECTORS,
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
    Stage,
)
from ptce_match.ranker import INVESTOR_PRIOR, MENTOR_PRIOR, PARTNER_PRIOR, Ranker, Weights
from ptce_match.signals import Reference
from tests.matcher.hashing_encoder import HashingEncoder
from tests.skills.small_reader import SKILLS, fitted

if TYPE_CHECKING:
    from ptce_match.skills import SkillReader

TODAY: Final = date(2026, 11, 23)
REFERENCE: Final = Reference(
    ("Qui fait la paie ?", "Un four à réparer", "Trouver des clients au marché", "Un contrat de bail"),
    ("J'ai tenu la paie.", "Le fer et le bois.", "Vingt ans sur les marchés.", "Juriste. Je lis les baux.", "Le web."),
)
PLACES: Final = (
    ("Matha", "17160", "17224"),
    ("Surgères", "17700", "17434"),
    ("Niort", "79000", "79191"),
    ("Saintes", "17100", "17415"),
    ("Nulle-Part", "99999", ""),
)


def _open(weights: Weights) -> Ranker:
    return Ranker(replace(weights, threshold=0.0))


class SmallMatcher(Matcher):
    """The real engine over a hashing encoder and a reference population of nine short texts, with nobody held back.

    Chance rarely writes a profile that answers a need: under the published thresholds most rules would never be tried.
    """

    def __init__(self, network: Network) -> None:
        super().__init__(network, HashingEncoder(), TODAY)

    @cached_property
    def mentor_matcher(self) -> MentorMatcher:
        """The ranking of mentors."""
        return MentorMatcher(self.network, self.encoder, REFERENCE, _open(MENTOR_PRIOR), self.reader)

    @cached_property
    def investor_matcher(self) -> InvestorMatcher:
        """The ranking of investors."""
        return InvestorMatcher(self.network, self.encoder, REFERENCE, _open(INVESTOR_PRIOR))

    @cached_property
    def partner_matcher(self) -> PartnerMatcher:
        """The ranking of partners."""
        return PartnerMatcher(self.network, self.encoder, REFERENCE, _open(PARTNER_PRIOR))


class ReadingMatcher(SmallMatcher):
    """A small matcher that reads four fine skills."""

    @cached_property
    def reader(self) -> SkillReader | None:
        """What reads fine skills in texts."""
        return _hashed_reader()


@cache
def _hashed_reader() -> SkillReader:
    return fitted(HashingEncoder())


def mentor(id: str = "B1", profile: str = "Vingt ans de compta et de paie.", **changes: Any) -> Mentor:
    """Return a mentor whom nothing keeps from being suggested in Matha."""
    made = Mentor(id, id, MentorStatus.RETIRED, *PLACES[0][:2], 25, 8, 2, (), (), profile, insee=PLACES[0][2])
    return replace(made, **changes)


def project(id: str = "P1", **changes: Any) -> Project:
    """Return a project in Matha, a company that looks for 9,000 euros."""
    made = Project(
        id, "La fournée", "Le collectif", "Un four à pain pour le bourg.", *PLACES[0][:2], 3, Stage.CREATION, 9000, "SAS",
        insee=PLACES[0][2],
    )  # fmt: skip
    return replace(made, **changes)


def investor(id: str = "F1", **changes: Any) -> Investor:
    """Return an investor whom nothing keeps out of that project."""
    made = Investor(
        id, id, InvestorKind.CIGALE, *PLACES[0][:2], 40, 500, 4000, (Instrument.EQUITY,), (3,), "Le pain nous va.",
        insee=PLACES[0][2],
    )  # fmt: skip
    return replace(made, **changes)


def partners_of(*offers: str) -> tuple[Partner, ...]:
    """Return partners in Matha with these offers."""
    return tuple(
        Partner(f"T{n}", f"T{n}", "banque", *PLACES[0][:2], text, PLACES[0][2]) for n, text in enumerate(offers)
    )


NEED: Final = Need("N1", "P1", "Qui peut tenir la compta et la paie ?", 1)
BASE: Final = Network(mentors=(mentor(),), projects=(project(),), needs=(NEED,), investors=(investor(),))

_places = st.sampled_from(PLACES)
_words = st.lists(
    st.sampled_from(["la compta", "la paie", "le bois", "un four", "le web", "des clients", "je ne fais pas de paie", "«", "»", ".", ";", ""]),
    max_size=7,
).map(" ".join)  # fmt: skip
_skills = st.lists(st.sampled_from([*SKILLS, "acc-idee", "oubliée-depuis"]), max_size=2, unique=True).map(tuple)
_sectors = st.lists(st.sampled_from([1, 3, 10]), max_size=2, unique=True).map(tuple)
_radius = st.sampled_from([0.0, 10.0, 25.0, 60.0, 400.0])
_tags = st.lists(st.sampled_from(["compta", "paie", "web"]), max_size=2, unique=True).map(tuple)
_forms = st.sampled_from(["", "SAS", "association", "SCOP", "micro-entreprise", "association ou SCIC", "S.A.R.L."])


def _ids(letter: str, count: int) -> list[str]:
    return [f"{letter}{number}" for number in range(count)]


@st.composite
def mentors(draw: st.DrawFn, id: str) -> Mentor:
    """Draw a mentor."""
    commune, postal_code, insee = draw(_places)
    return Mentor(
        id, draw(st.sampled_from(["Ana", "Bob"])), draw(st.sampled_from(MentorStatus)), commune, postal_code, draw(_radius),
        draw(st.sampled_from([0.0, 2.0, 4.0, 10.0])), draw(st.integers(0, 3)), draw(_tags), draw(_sectors), draw(_words),
        paused_until=draw(st.none() | st.dates(date(2026, 11, 20), date(2026, 11, 26))), refusals=draw(st.sampled_from(["", "la paie"])),
        remote=draw(st.sampled_from([None, True, False])), insee=insee,
    )  # fmt: skip


@st.composite
def projects(draw: st.DrawFn, id: str) -> Project:
    """Draw a project."""
    commune, postal_code, insee = draw(_places)
    return Project(
        id, draw(_words), "", draw(_words), commune, postal_code, draw(st.none() | st.sampled_from(sorted(SECTORS))),
        draw(st.sampled_from(Stage)), draw(st.sampled_from([0.0, 400.0, 9000.0, 80_000.0])), draw(_forms),
        amount_obtained=draw(st.sampled_from([0.0, 500.0])), insee=insee,
    )  # fmt: skip


@st.composite
def investors(draw: st.DrawFn, id: str) -> Investor:
    """Draw an investor."""
    commune, postal_code, insee = draw(_places)
    smallest = draw(st.sampled_from([0.0, 500.0, 3000.0]))
    return Investor(
        id, id, draw(st.sampled_from(InvestorKind)), commune, postal_code, draw(_radius), smallest,
        smallest + draw(st.sampled_from([0.0, 1000.0, 20_000.0])),
        draw(st.lists(st.sampled_from(Instrument), max_size=2, unique=True).map(tuple)), draw(_sectors),
        draw(st.sampled_from(["", "Pas d'association.", "Uniquement des coopératives.", "Le pain nous va, pas le web."])),
        stages=draw(st.lists(st.sampled_from(Stage), max_size=2, unique=True).map(tuple)),
        legal_forms=draw(st.lists(st.sampled_from(["SAS", "association", "coopérative"]), max_size=2, unique=True).map(tuple)),
        available=draw(st.none() | st.sampled_from([0.0, 400.0, 50_000.0])), insee=insee,
    )  # fmt: skip


@st.composite
def _mentors(draw: st.DrawFn, ids: list[str]) -> tuple[Mentor, ...]:
    """Draw mentors, some of them equal but for the identifier."""
    made: list[Mentor] = []
    for own in ids:
        alike = draw(st.none() | st.sampled_from(made)) if made else None
        made.append(draw(mentors(own)) if alike is None else replace(alike, id=own))
    return tuple(draw(st.permutations(made)))


@st.composite
def _conflicts(draw: st.DrawFn, people: list[str], mentor_ids: list[str], project_ids: list[str]) -> list[Conflict]:
    with_projects = st.tuples(st.sampled_from(people), st.sampled_from(project_ids))
    pairs = draw(st.lists(with_projects, max_size=4, unique=True))
    found = [Conflict(person, project_id=other, reason="cousins") for person, other in pairs]
    if len(mentor_ids) > 1:
        between = draw(st.lists(st.permutations(mentor_ids).map(lambda ids: ids[:2]), max_size=2, unique_by=frozenset))
        found += [Conflict(one, other_person_id=other) for one, other in between]
    return found


@st.composite
def networks(draw: st.DrawFn) -> Network:
    """Draw a network of up to five mentors, two projects, three needs, four investors and two partners."""
    mentor_ids, project_ids = _ids("B", draw(st.integers(0, 5))), _ids("P", draw(st.integers(1, 2)))
    investor_ids, partner_ids = _ids("F", draw(st.integers(0, 4))), _ids("T", draw(st.integers(0, 2)))
    needs = [
        Need(own, draw(st.sampled_from(project_ids)), draw(_words), draw(st.integers(1, 3)), skills=draw(_skills))
        for own in _ids("N", draw(st.integers(1, 3)))
    ]
    people = [*mentor_ids, *investor_ids, *partner_ids]
    decisions = st.builds(
        Decision,
        need_id=st.sampled_from([need.id for need in needs]),
        mentor_id=st.sampled_from(mentor_ids or ["nobody"]),
        date=st.dates(date(2026, 1, 1), date(2026, 1, 3)),
        outcome=st.sampled_from(Outcome),
        reason=st.sampled_from(["", "le temps"]),
        rating=st.none() | st.integers(1, 5),
    )
    return Network(
        mentors=draw(_mentors(mentor_ids)),
        projects=tuple(draw(projects(own)) for own in project_ids),
        needs=tuple(needs),
        investors=tuple(draw(investors(own)) for own in investor_ids),
        partners=tuple(Partner(own, own, "banque", *PLACES[0][:2], draw(_words), PLACES[0][2]) for own in partner_ids),
        decisions=tuple(draw(st.lists(decisions, max_size=10))) if mentor_ids else (),
        conflicts=tuple(draw(_conflicts(people, mentor_ids, project_ids))) if people else (),
    )
