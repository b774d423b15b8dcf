"""The taxonomy: which fine skills there are, and how near they stand to each other."""

from __future__ import annotations

from ptce_match.skills.taxonomy import Family, Skill, Taxonomy, default_taxonomy, read_taxonomy

__all__ = ["Family", "Skill", "Taxonomy", "default_taxonomy", "read_taxonomy"]
