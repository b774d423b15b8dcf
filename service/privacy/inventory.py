"""Where data about people lies: every column of every table, and what that means for export and erasure.

A test walks the metadata and fails when a column is missing here, so that a new one is not forgotten: what is personal
is exported and erased because this list says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Nature(StrEnum):
    """What a column tells about people.

    PERSONAL: about somebody; exported to them and erased with them.
    WORDS: free text, which may name anybody; exported and erased with its row, and a person's name and contact details
    are struck out of the rows of others.
    HIDDEN: secrets, and files full of other people; erased, never exported.
    PSEUDONYM: an identifier nobody can trace once the person is erased.
    NOTHING: says nothing about people.
    """

    PERSONAL = "personal"
    WORDS = "words"
    HIDDEN = "hidden"
    PSEUDONYM = "pseudonym"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Contents:
    """The columns of one table by nature, each a text of names."""

    personal: str = ""
    words: str = ""
    hidden: str = ""
    pseudonym: str = ""
    nothing: str = ""

    def natures(self) -> dict[str, Nature]:
        """Return the nature of each column."""
        return {name: nature for nature in Nature for name in getattr(self, nature.value).split()}


_PLACE: Final = "commune postal_code insee"

INVENTORY: Final[dict[str, Contents]] = {
    "person": Contents(
        personal="name folded_name email phone adult created_at updated_at last_active_at objected_at warned_month_at warned_week_at archived_at",
        pseudonym="id",
    ),
    "membership": Contents(personal="charter_version charter_accepted_on joined_on left_on", pseudonym="id person_id"),
    "consent": Contents(personal="purpose basis text_version given_at withdrawn_at", pseudonym="id person_id"),
    "account": Contents(
        personal="email email_confirmed_at disabled_at totp_confirmed_at created_at last_login_at",
        hidden="password_hash totp_secret totp_last_step totp_recovery",
        pseudonym="id person_id",
    ),
    "account_role": Contents(personal="role", pseudonym="account_id"),
    "login_session": Contents(
        personal="created_at expires_at last_seen_at user_agent", hidden="digest", pseudonym="id account_id"
    ),
    "api_token": Contents(
        personal="name scopes created_at expires_at last_used_at", hidden="digest", pseudonym="id account_id"
    ),
    "one_time_link": Contents(
        personal="purpose email roles created_at expires_at used_at",
        hidden="digest details",
        pseudonym="id account_id person_id created_by",
        nothing="reserved",
    ),
    "mentor": Contents(
        personal=f"status {_PLACE} radius_km hours_per_month capacity sectors paused_until remote created_at updated_at "
        "archived_at",
        words="tags profile refusals extras",
        pseudonym="id person_id",
        nothing="position",
    ),
    "investor": Contents(
        personal=f"kind {_PLACE} radius_km ticket_min ticket_max instruments sectors stages legal_forms available created_at "
        "updated_at archived_at",
        words="name criteria extras",
        pseudonym="id contact_id",
        nothing="position",
    ),
    "partner": Contents(
        personal=f"kind {_PLACE} created_at updated_at archived_at",
        words="name offer extras",
        pseudonym="id contact_id",
        nothing="position",
    ),
    "project": Contents(
        personal=f"{_PLACE} sector stage amount_sought amount_obtained legal_form email kind created_at updated_at "
        "archived_at",
        words="title holder description extras",
        pseudonym="id holder_id collective_id",
        nothing="position",
    ),
    "need": Contents(
        personal="priority deadline mentors_wanted skills created_at updated_at closed_at",
        words="text extras",
        pseudonym="id project_id",
        nothing="position",
    ),
    "collective": Contents(words="name description", pseudonym="id", nothing="created_at updated_at"),
    "collective_member": Contents(personal="joined_on", pseudonym="collective_id person_id"),
    "conflict": Contents(words="reason extras", pseudonym="id party_id project_id other_party_id", nothing="position"),
    "decision": Contents(
        personal="date outcome rating",
        words="reason extras",
        pseudonym="id need_id mentor_id pairing_id",
        nothing="position",
    ),
    "pairing": Contents(
        personal="kind state run_position score encoder ranker alternate_rank reason created_at asked_at due_at reminded_at "
        "answered_at agreed_at closed_at",
        words="message comment",
        pseudonym="id need_id project_id mentor_id investor_id partner_id run_id alternate_of created_by",
        nothing="revision position",
    ),
    "feedback": Contents(personal="side rating created_at", words="comment", pseudonym="pairing_id"),
    "meeting": Contents(
        personal="held_on noted_by created_at", words="place note", pseudonym="id pairing_id created_by"
    ),
    "training_row": Contents(
        personal="kind signals score position shown encoder ranker outcome reason mentor_rating holder_rating shown_at "
        "decided_at",
        pseudonym="pairing_id need_id project_id party_id",
    ),
    "run": Contents(
        personal="kind asked_at encoder ranker asked_for threshold best_score understood_as said",
        pseudonym="id need_id project_id asked_by",
        nothing="position",
    ),
    "shown": Contents(
        personal="position score signals reasons reservations counterfactual",
        pseudonym="run_id mentor_id investor_id partner_id",
        nothing="rests_on",
    ),
    "text_vector": Contents(hidden="vector", pseudonym="key", nothing="model"),
    "mentor_vector": Contents(hidden="vector", pseudonym="mentor_id", nothing="part model"),
    "text_task": Contents(pseudonym="entity_id", nothing="kind queued_at"),
    "outgoing_message": Contents(
        personal="recipient created_at sent_at",
        words="subject body",
        hidden="failure",
        pseudonym="id person_id",
        nothing="next_try_at tries",
    ),
    "job": Contents(
        personal="kind state done total created_at started_at finished_at",
        hidden="payload result failure",
        pseudonym="id created_by",
        nothing="cancel_asked heartbeat_at worker attempts",
    ),
    "import_draft": Contents(
        personal="file_name form state created_at expires_at",
        hidden="content faults warnings counts",
        pseudonym="id job_id created_by",
    ),
    "own_column": Contents(nothing="table key title place"),
    "audit_entry": Contents(pseudonym="actor entity_id before after request_id", nothing="id at action kind"),
    "erasure": Contents(pseudonym="id identifiers", hidden="left", nothing="erased_at cleaned_at finished_at"),
    "kept_count": Contents(nothing="month measure label number"),
    "change": Contents(pseudonym="entity_id", nothing="number kind"),
    "revision": Contents(nothing="id number"),
}

_ACTORS: Final = frozenset({"created_by", "asked_by", "actor"})
"""Accounts of the team, which are nobody else's business."""


def exported(table: str) -> list[str]:
    """Return the columns of a table that a person gets to see in an export, identifiers first."""
    natures = INVENTORY[table].natures()
    names = [name for name, nature in natures.items() if nature is Nature.PSEUDONYM and name not in _ACTORS]
    return names + [name for name, nature in natures.items() if nature in (Nature.PERSONAL, Nature.WORDS)]


def words(table: str) -> list[str]:
    """Return the columns of a table that hold free text."""
    return INVENTORY[table].words.split()
