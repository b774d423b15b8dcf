"""The small named reasons that a score is made of."""

from ptce_match.signals.availability import availability, capacity
from ptce_match.signals.criteria import Reading, form_families, form_value, read_criteria, stage_value
from ptce_match.signals.expertise import ExpertiseIndex, ExpertiseWeights, Yardstick
from ptce_match.signals.funding import amount, has_shares, instrument
from ptce_match.signals.history import NO_FEEDBACK, NO_HISTORY, active_projects, collaboration, feedback, latest
from ptce_match.signals.reference import Reference, load_funding_reference, load_reference
from ptce_match.signals.refusal import RefusalIndex
from ptce_match.signals.sector import sector, sector_table
from ptce_match.signals.signal import LABELS, Signal, SignalName
from ptce_match.signals.territory import territory

__all__ = [
    "LABELS",
    "NO_FEEDBACK",
    "NO_HISTORY",
    "ExpertiseIndex",
    "ExpertiseWeights",
    "Reading",
    "Reference",
    "RefusalIndex",
    "Signal",
    "SignalName",
    "Yardstick",
    "active_projects",
    "amount",
    "availability",
    "capacity",
    "collaboration",
    "feedback",
    "form_families",
    "form_value",
    "has_shares",
    "instrument",
    "latest",
    "load_funding_reference",
    "load_reference",
    "read_criteria",
    "sector",
    "sector_table",
    "stage_value",
    "territory",
]
