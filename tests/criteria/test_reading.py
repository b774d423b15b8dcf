"""All that is read in one investor's criteria, and how a project stands to it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from ptce_match.criteria import FORMS, NEUTRAL, TOPICS, project_topics, read_criteria
from ptce_match.network import Project, Stage

TEXT = (
    "Un club qui ne finance ni vigne ni bar : l'alcool a déjà ses banquiers. Un faible pour le vélo et les livres. "
    "Jamais seuls, toujours aux côtés d'une banque. Et pas de robots dans les étables. Des SARL, dès l'ouverture."
)
BAR = Project("P1", "Le bar du port", "", "Un bar et des concerts.", "Matha", "17160", 10, Stage.IDEA, 9000, "SARL")


def test_everything_at_once() -> None:
    read = read_criteria(TEXT)
    assert [mention.topic.name for mention in read.refused] == ["l'alcool"]
    assert read.refused[0].quote.startswith("Un club qui ne finance ni vigne")
    assert {2, 4} <= read.sectors
    assert read.conditions == ("Jamais seuls, toujours aux côtés d'une banque.",)
    assert read.other_refusals == ("Et pas de robots dans les étables.",)
    assert read.welcome == "Un faible pour le vélo et les livres.\nDes SARL, dès l'ouverture."


def test_values_say_how_sure_they_are() -> None:
    read = read_criteria("Uniquement des SCOP, jamais au stade de l'idée.")
    assert read.form("SCOP") == (1.0, "Uniquement des SCOP, jamais au stade de l'idée.")
    assert read.form("association ou SCOP")[0] == 1.0
    assert read.stage(Stage.IDEA)[0] < read.form("SAS")[0] < 0.5
    assert read.form("à définir") == (NEUTRAL, "")


def test_a_sector_that_is_refused_is_not_wished_for() -> None:
    assert read_criteria("L'informatique, jamais. Le web non plus.").sectors == frozenset()


def test_a_project_is_about_its_title_its_sector_and_what_its_story_repeats() -> None:
    topics = project_topics(BAR)
    assert topics["l'alcool"] == 1.0
    passing = project_topics(replace(BAR, title="Le quai", description="Entre le bar et la mairie."))
    assert passing["l'alcool"] == 0.5
    assert project_topics(replace(BAR, sector=9, title="", description=""))["le numérique"] == 1.0
    assert "l'armement" not in topics


_BITS = st.sampled_from(
    ["association", "SCOP", "idée", "création", "pas", "uniquement", "sauf", "ne", "que des", ", ", ". ", " ; ", "bilans", "alcool", "Non."]
)  # fmt: skip


@given(
    st.lists(_BITS, max_size=12).map(" ".join) | st.text(max_size=40), st.sampled_from(Stage), st.sampled_from(FORMS)
)
def test_values_lie_in_0_1_and_quote_the_text(text: str, stage: Stage, form: str) -> None:
    read = read_criteria(text)
    words = "".join(text.replace("’", "'").split())
    for value, quote in (read.stage(stage), read.form(form)):
        assert 0 <= value <= 1
        assert (quote == "") == (value == NEUTRAL)
        assert "".join(quote.split()) in words
    for stretch in (*read.welcome.splitlines(), *read.conditions, *read.other_refusals):
        assert "".join(stretch.split()) in words


def test_what_is_tolerated_lies_between_yes_and_no() -> None:
    read = read_criteria("Des SCOP ; une SARL à la rigueur. Pas d'association.")
    assert read.form("SCOP")[0] > NEUTRAL > read.form("SARL")[0] > 0.5 > read.form("association")[0]


def test_only_makes_a_must_of_a_wish() -> None:
    assert [mention.topic.name for mention in read_criteria("Que des librairies. Le vélo aussi.").musts] == [
        "la culture"
    ]
    assert read_criteria("Des librairies. Le vélo aussi.").musts == ()
    # A form is read as a form.
    assert read_criteria("Uniquement des coopératives.").musts == ()


def test_without_is_no_wish() -> None:
    read = read_criteria("On aime ceux qui cultivent sans pesticides et sans chimie.")
    assert "les pesticides et la chimie" not in [mention.topic.name for mention in read.wished]


def test_a_title_that_speaks_of_another_sector_does_so_in_passing() -> None:
    guest = replace(BAR, title="Le restaurant des lettres", sector=4, description="")
    assert project_topics(guest)["la restauration"] == 0.5
    assert project_topics(replace(guest, sector=10))["la restauration"] == 1.0


def test_topics_have_names_of_their_own() -> None:
    names = [topic.name for topic in TOPICS]
    assert len(set(names)) == len(names)
    assert {sector for topic in TOPICS if topic.whole for sector in topic.sectors} == set(range(1, 10))
