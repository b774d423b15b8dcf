"""What investors' free text says: at which stages, in which legal forms, for what and against what they put money."""

from ptce_match.criteria.clauses import Clause, Stance, clauses
from ptce_match.criteria.forms import FORMS, form_families, forms_of
from ptce_match.criteria.reading import (
    ACCEPTED,
    NEUTRAL,
    REFUSED,
    UNLIKELY,
    Criteria,
    Mention,
    project_topics,
    read_criteria,
)
from ptce_match.criteria.topics import TOPICS, Topic
from ptce_match.criteria.verdicts import Verdict

__all__ = [
    "ACCEPTED",
    "FORMS",
    "NEUTRAL",
    "REFUSED",
    "TOPICS",
    "UNLIKELY",
    "Clause",
    "Criteria",
    "Mention",
    "Stance",
    "Topic",
    "Verdict",
    "clauses",
    "form_families",
    "forms_of",
    "project_topics",
    "read_criteria",
]
