"""A made-up taxonomy with its texts, and a real encoder so small that it learns in seconds."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any, Final, TypeVar

from ptce_match.resources import resource
from ptce_match.skills.taxonomy import Family, Skill, Taxonomy
from ptce_match.training.encoder.esco import Concept
from ptce_match.training.encoder.recipe import EncoderRecipe
from ptce_match.training.examples import Example, Story
from ptce_match.training.texts import KINDS, TrainingText

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transformers import BertModel

Row = TypeVar("Row")

HIDDEN: Final = 32
RECIPE: Final = EncoderRecipe(
    steps=6,
    pairs=4,
    synonyms=4,
    criteria=2,
    each=1,
    rate=2e-3,
    described=0.0,
    max_tokens=24,
    by_block=(1,),
    seed=3,
    trainings=1,
)


def taxonomy(families: Sequence[int] = (0, 0, 1, 1), neighbours: Sequence[tuple[int, int]] = ((0, 1),)) -> Taxonomy:
    """Return one skill for each number of a family; `neighbours` are places of skills."""
    beside: dict[int, set[int]] = {place: set() for place in range(len(families))}
    for one, other in neighbours:
        if one != other:
            beside[one].add(other)
            beside[other].add(one)
    return Taxonomy(
        tuple(Family(f"f{number}", f"Famille {number}", "Une famille.") for number in sorted(set(families))),
        tuple(
            Skill(
                id=f"s{place}",
                family=f"f{family}",
                name=f"nom:{place}",
                definition=f"definition:{place}",
                neighbours=tuple(f"s{other}" for other in sorted(beside[place])),
                words=tuple(f"mot:{place}:{number}" for number in range(3)),
            )
            for place, family in enumerate(families)
        ),
    )


def texts(counts: Sequence[tuple[int, int]]) -> list[TrainingText]:
    """Return texts that tell what they are (``besoin:place:number``); `counts` are needs and profiles of each skill."""
    return [
        TrainingText(f"{kind}-{place}-{number}", KINDS[french], f"{french}:{place}:{number}", (f"s{place}",))
        for place, both in enumerate(counts)
        for kind, french, count in (("need", "besoin", both[0]), ("profile", "profil", both[1]))
        for number in range(count)
    ]


SAID: Final = {
    "need": (
        ("Mon pain ne lève pas.", "Qui sait pétrir le levain ?", "Le four cuit mal mes miches."),
        ("Je perds des clients au marché.", "Comment vendre aux restaurants ?", "Mes prix de vente sont trop bas."),
        ("Je ne comprends rien à la TVA.", "Que déclarer aux impôts ?", "Mon bilan est en retard."),
        ("Le toit de l'atelier fuit.", "Il faut isoler la grange.", "Poser une charpente seul me fait peur."),
    ),
    "profile": (
        ("Boulanger pendant vingt ans.", "J'ai appris le fournil chez mon oncle.", "Le levain, c'est ma vie."),
        ("Commerciale dans l'alimentation.", "J'ai tenu un étal toute ma carrière.", "Je négocie avec les cafés."),
        ("Comptable à la retraite.", "J'ai été inspecteur des impôts.", "Les liasses fiscales, je connais."),
        ("Couvreur et charpentier.", "J'ai rénové onze granges.", "Maçon, puis chef de chantier."),
    ),
}


def said() -> list[TrainingText]:
    """Return twelve needs and twelve profiles of four skills, in words that a model can learn."""
    return [
        TrainingText(f"{kind}-{place}-{number}", "need" if kind == "need" else "profile", text, (f"s{place}",))
        for kind, skills in SAID.items()
        for place, sentences in enumerate(skills)
        for number, text in enumerate(sentences)
    ]


def batches(rows: Sequence[Row], size: int) -> list[Sequence[Row]]:
    """Return the rows in groups of one size; the last may be shorter."""
    return [rows[start : start + size] for start in range(0, len(rows), size)]


def concepts(count: int) -> tuple[Concept, ...]:
    """Return skills and occupations in turn, each with one synonym; none shares a label."""
    return tuple(
        Concept(f"c{number}", ("skill", "occupation")[number % 2], (f"métier numéro {number}",), (f"tâche {number}",))
        for number in range(count)
    )


def examples(count: int) -> tuple[Example, ...]:
    """Return sentences of investors with their projects."""
    return tuple(
        Example(
            f"e{number}",
            "souhait",
            f"phrase {number}",
            Story(1, f"dedans {number}", "un récit"),
            Story(2, f"dehors {number}", "un autre"),
        )
        for number in range(count)
    )


@cache
def tokenizer() -> dict[str, Any]:
    """Return the tokenizer that ships."""
    parsed: dict[str, Any] = json.loads(resource("models", "encoder", "tokenizer.json").read_text("utf-8"))
    return parsed


def body(seed: int = 0) -> BertModel:
    """Return two layers of 32 numbers, drawn at random, for the tokenizer that ships."""
    import torch
    from transformers import BertConfig, BertModel

    config = BertConfig(
        vocab_size=len(tokenizer()["model"]["vocab"]),
        hidden_size=HIDDEN,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=4 * HIDDEN,
        max_position_embeddings=512,
        pad_token_id=1,
    )
    config._attn_implementation = "eager"
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        model = BertModel(config, add_pooling_layer=False)
        with torch.no_grad():
            # A new model's biases are all the same, and what is the same is written to ONNX once.
            for parameter in model.parameters():
                parameter.add_(0.05 * torch.randn_like(parameter))
    model.train(mode=False)
    return model
