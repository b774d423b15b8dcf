"""The small named reasons that a score is made of."""

from ptce_match.signals.availability import availability, capacity
from ptce_match.signals.expertise import ExpertiseIndex, ExpertiseWeights, Yardstick
from ptce_match.signals.funding import amount, has_shares, instrument, takes_shares_alone
from ptce_match.signals.history import NO_FEEDBACK, NO_HISTORY, active_projects, collaboration, feedback, latest
from ptce_match.signals.likeness import LABELLED_FORMS, Likeness
from ptce_match.signals.reference import Reference, load_funding_reference, load_reference
from ptce_match.signals.refusal import RefusalIndex
from ptce_match.signals.sector import sector, sector_table
from ptce_match.signals.signal import LABELS, Signal, SignalName
from ptce_match.signals.tastes import AversionIndex, met, wished
from ptce_match.signals.territory import MARGIN, investor_territory, territory

__all__ = [
    "LABELLED_FORMS",
    "LABELS",
    "MARGIN",
    "NO_FEEDBACK",
    "NO_HISTORY",
    "AversionIndex",
    "ExpertiseIndex",
    "ExpertiseWeights",
    "Likeness",
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
    "has_shares",
    "instrument",
    "investor_territory",
    "latest",
    "load_funding_reference",
    "load_reference",
    "met",
    "sector",
    "sector_table",
    "takes_shares_alone",
    "territory",
    "wished",
]
