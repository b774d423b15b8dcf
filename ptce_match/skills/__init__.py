"""The taxonomy: which fine skills there are, how near they stand to each other, and which of them a text tells of."""

from __future__ import annotations

from ptce_match.skills.reader import Reading, SkillReader, load_reader, reader_for, write_reader
from ptce_match.skills.search import chosen, nearest, search, unknown
from ptce_match.skills.taxonomy import Family, Skill, Taxonomy, default_taxonomy, read_taxonomy

__all__ = [
    "Family",
    "Reading",
    "Skill",
    "SkillReader",
    "Taxonomy",
    "chosen",
    "default_taxonomy",
    "load_reader",
    "nearest",
    "read_taxonomy",
    "reader_for",
    "search",
    "unknown",
    "write_reader",
]
