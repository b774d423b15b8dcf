"""Runs the training: sentence-transformers' trainer over batches drawn beforehand, seeded, resumable."""

from __future__ import annotations

import json
import warnings
from dataclasses import asdict
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from ptce_match.training.encoder.bert import MAX_TOKENS
from ptce_match.training.encoder.draws import draw_criteria, draw_pairs, draw_synonyms, likeness
from ptce_match.training.encoder.prompts import PASSAGE, QUERY

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    import torch
    from datasets import Dataset
    from sentence_transformers import SentenceTransformer

    from ptce_match.training.encoder.draws import Pair
    from ptce_match.training.encoder.material import Material
    from ptce_match.training.encoder.recipe import EncoderRecipe

EVERY: Final = 50
"""Steps between two states to resume from."""
_PLAN: Final = "plan.json"
_PROMPTS: Final = {
    "pairs": {"need": QUERY, "profile": PASSAGE},
    "synonyms": {"name": QUERY, "synonym": QUERY},
    "criteria": {"criterion": PASSAGE, "inside": QUERY, "outside": QUERY},
}


def fit(
    model: SentenceTransformer,
    material: Material,
    recipe: EncoderRecipe,
    work: Path,
    progress: Callable[[int, int], None] | None = None,
    every: int = EVERY,
) -> None:
    """Fine-tune a model in place: one training, with the seed of the recipe.

    Parameters
    ----------
    work : Path
        Where the state is kept. Another training of the same base, material and recipe goes on from there;
        any other starts from nothing.
    progress : callable or None
        Told the steps done, of how many.
    every : int
        Steps between two states; what comes out does not hang on it.

    Raises
    ------
    InputError
        The texts cover too few skills, or the concepts are too few for a batch.
    """
    from sentence_transformers import SentenceTransformerTrainingArguments
    from transformers import PrinterCallback

    from ptce_match.training.encoder.callback import Shown
    from ptce_match.training.encoder.sampler import InOrder
    from ptce_match.training.encoder.trainer import QuietTrainer

    data, losses = _tasks(model, material, recipe)
    for name, parameter in model.named_parameters():
        parameter.requires_grad = recipe.learn_words or "embeddings." not in name
    plan = _plan(model, data, recipe)
    arguments = SentenceTransformerTrainingArguments(
        output_dir=str(work / "state"),
        max_steps=recipe.steps,
        per_device_train_batch_size=recipe.pairs,
        gradient_accumulation_steps=len(data),
        learning_rate=recipe.rate,
        weight_decay=0.01,
        warmup_steps=max(recipe.steps // 10, 1),
        lr_scheduler_type="linear",
        max_grad_norm=1.0,
        seed=recipe.seed,
        data_seed=recipe.seed,
        bf16=_half_precision_is_faster(),
        use_cpu=True,
        prompts=_PROMPTS,
        batch_sampler=InOrder(recipe.steps),
        multi_dataset_batch_sampler="round_robin",
        save_strategy="steps",
        save_steps=every,
        save_total_limit=1,
        logging_strategy="no",
        report_to="none",
        disable_tqdm=True,
        dataloader_drop_last=True,
    )
    model.max_seq_length = recipe.max_tokens
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*pin_memory.*")  # torch 2.13 says on every CPU that it does nothing
        trainer = QuietTrainer(
            model=model, args=arguments, train_dataset=data, loss=losses, callbacks=[Shown(progress)]
        )
        trainer.remove_callback(PrinterCallback)  # it writes to standard output
        trainer.train(resume_from_checkpoint=_state(work, plan))
    model.max_seq_length = MAX_TOKENS
    model.eval()


def _tasks(
    model: SentenceTransformer, material: Material, recipe: EncoderRecipe
) -> tuple[dict[str, Dataset], dict[str, torch.nn.Module]]:
    """Return the rows of all steps and the loss of each task."""
    import torch
    from datasets import Dataset

    from ptce_match.training.encoder.loss import ContrastWithDecoys, GradedContrast

    drawn = draw_pairs(material.texts, material.taxonomy, recipe, material.cues)
    data = {"pairs": Dataset.from_dict(_columns(drawn))}
    losses: dict[str, torch.nn.Module] = {
        "pairs": GradedContrast(
            model, torch.tensor(likeness(material.taxonomy, recipe)), recipe.scale, recipe.same_side
        )
    }
    if material.concepts:
        both = draw_synonyms(material.concepts, recipe)
        data["synonyms"] = Dataset.from_dict({"name": [row[0] for row in both], "synonym": [row[1] for row in both]})
        losses["synonyms"] = GradedContrast(model, None, recipe.scale)
    if material.examples:
        examples = draw_criteria(material.examples, recipe)
        rows = {
            "criterion": [example.sentence for example in examples],
            "inside": [example.inside.told for example in examples],
            "outside": [example.outside.told for example in examples],
        }
        data["criteria"] = Dataset.from_dict(rows)
        losses["criteria"] = ContrastWithDecoys(model, recipe.scale)
    return data, losses


def _columns(drawn: Sequence[Pair]) -> dict[str, list[Any]]:
    return {
        "need": [pair.need for pair in drawn],
        "profile": [pair.profile for pair in drawn],
        "label": [(pair.skill, pair.shown, pair.also) for pair in drawn],
    }


def _plan(model: SentenceTransformer, data: dict[str, Any], recipe: EncoderRecipe) -> str:
    """Return a digest of all that decides what comes out."""
    found = sha256(json.dumps(asdict(recipe), sort_keys=True).encode())
    for name, rows in data.items():
        found.update(json.dumps([name, rows.to_dict()], ensure_ascii=False, sort_keys=True).encode())
    for name, values in sorted(model.state_dict().items()):
        found.update(name.encode())
        found.update(values.numpy().tobytes())
    return found.hexdigest()


def _state(work: Path, plan: str) -> str | None:
    """Return the state to resume from, or None after clearing what another training left."""
    import shutil

    from transformers.trainer import TRAINER_STATE_NAME

    kept = work / _PLAN
    if kept.is_file() and kept.read_text("utf-8") == plan:
        # Written last: a state without it was cut off while it was written.
        whole = (work / "state").glob(f"checkpoint-*/{TRAINER_STATE_NAME}")
        done = max((path.parent for path in whole), key=lambda path: int(path.name.rpartition("-")[2]), default=None)
        return None if done is None else str(done)
    shutil.rmtree(work / "state", ignore_errors=True)
    work.mkdir(parents=True, exist_ok=True)
    kept.write_text(plan, "utf-8")
    return None


def _half_precision_is_faster() -> bool:
    """Tell whether the processor multiplies matrices of bfloat16 by itself; emulated, they are slower than float32."""
    import torch

    return bool(torch.cpu.get_capabilities().get("amx_bf16", False))
