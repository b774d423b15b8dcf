"""What is sent and answered about pairings."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from service.pairings.moves import Order
from service.pairings.reasons import HolderReason, MentorReason, TeamReason
from service.pairings.states import Kind, Move, Side, State
from service.texts import Key, Prose

Position = Annotated[
    int, Field(ge=1, le=1000, description="Rang de la suggestion dans la liste montrée, à partir de 1.")
]
Seen = Annotated[
    int | None,
    Field(
        ge=0,
        le=1_000_000,
        description="La révision que vous avez lue : si quelqu'un a décidé entre-temps, votre geste est refusé (409).",
    ),
]
Rating = Annotated[int, Field(ge=1, le=5)]
Comment = Annotated[Prose, StringConstraints(max_length=2000)]
RatingSide = Annotated[
    Literal["mentor", "holder"] | None,
    Field(description="De qui vient la note, quand l'équipe la reporte pour quelqu'un qui n'a pas de compte."),
]


class NewPairing(BaseModel):
    """A suggestion that the team takes up: from a recorded ranking, or the team's own idea.

    Give `run_id` and `position` (and, for mentors, `alternates`), or `mentor_id` with `need_id`, or `partner_id` with
    `need_id`, or `investor_id` with `project_id`.
    """

    model_config = ConfigDict(extra="forbid")

    run_id: Key | None = None
    position: Position | None = None
    alternates: Annotated[list[Position], Field(max_length=10, description="Rangs des remplaçants, dans l'ordre.")] = []
    need_id: Key | None = None
    project_id: Key | None = None
    mentor_id: Key | None = None
    investor_id: Key | None = None
    partner_id: Key | None = None
    message: Comment = ""

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        given = {name for name in _PLACES if getattr(self, name) is not None}
        if given not in _WAYS:
            raise ValueError(
                "donnez run_id et position, ou bien need_id et mentor_id, need_id et partner_id, project_id et investor_id"
            )
        positions = [self.position, *self.alternates]
        if self.run_id is None and self.alternates:
            raise ValueError("des remplaçants se choisissent dans une liste de suggestions : donnez run_id et position")
        if len(set(positions)) < len(positions):
            raise ValueError("le même rang ne peut pas servir deux fois")
        return self


_PLACES = ("run_id", "position", "need_id", "project_id", "mentor_id", "investor_id", "partner_id")
_WAYS = (
    {"run_id", "position"},
    {"need_id", "mentor_id"},
    {"need_id", "partner_id"},
    {"project_id", "investor_id"},
)


class PairingChange(BaseModel):
    """What the team may change before the mentor is asked; what is left out stays as it is."""

    model_config = ConfigDict(extra="forbid")

    message: Comment | None = None
    alternates: Annotated[
        list[Key] | None, Field(max_length=10, description="Tous les remplaçants en réserve, dans leur nouvel ordre.")
    ] = None
    revision: Seen = None


class _MoveMade(BaseModel):
    model_config = ConfigDict(extra="forbid")

    revision: Seen = None

    def order(self) -> Order:
        """Return the move with what is said with it."""
        values = self.model_dump(exclude={"revision"})
        side = values.get("rating_side")
        return Order(**values | {"move": Move(values["move"]), "rating_side": Side(side) if side else None})


class SimpleMove(_MoveMade):
    """The team asks, introduces or withdraws; a mentor accepts; a holder agrees."""

    move: Literal[Move.ASK, Move.INTRODUCE, Move.WITHDRAW, Move.ACCEPT, Move.AGREE]


class RejectMove(_MoveMade):
    """The team rejects a suggestion."""

    move: Literal[Move.REJECT]
    reason: TeamReason
    comment: Comment = ""


class DeclineMove(_MoveMade):
    """A mentor declines."""

    move: Literal[Move.DECLINE]
    reason: MentorReason
    comment: Comment = ""


class PauseMove(_MoveMade):
    """A mentor declines because they pause until a day, that day included."""

    move: Literal[Move.PAUSE]
    until: date
    comment: Comment = ""


class DisagreeMove(_MoveMade):
    """A holder does not go on; the mentor is not told why."""

    move: Literal[Move.DISAGREE]
    reason: HolderReason
    comment: Comment = ""


class CloseMove(_MoveMade):
    """Either side or the team closes what was done together, with a rating or without."""

    move: Literal[Move.CLOSE]
    rating: Rating | None = None
    comment: Comment = ""
    rating_side: RatingSide = None


class RateMove(_MoveMade):
    """A side rates what was done together, up to thirty days after closing, once."""

    move: Literal[Move.RATE]
    rating: Rating
    comment: Comment = ""
    rating_side: RatingSide = None


MoveMade = Annotated[
    SimpleMove | RejectMove | DeclineMove | PauseMove | DisagreeMove | CloseMove | RateMove, Field(discriminator="move")
]


class PossibleMove(BaseModel):
    """What the reader may do now."""

    move: Move
    label: str


class ProjectCard(BaseModel):
    """What a mentor sees of a project."""

    id: str
    title: str
    commune: str
    sector: int | None


class ContactView(BaseModel):
    """How somebody is reached; shown once both sides have agreed."""

    side: Side
    name: str
    email: str
    phone: str


class PairingView(BaseModel):
    """What everybody who may know of a pairing sees of it."""

    id: str
    kind: Kind
    state: State
    state_label: str
    project: ProjectCard
    need_id: str | None
    need_text: str
    holder_name: str
    asked_at: datetime | None
    due_at: datetime | None
    answered_at: datetime | None
    agreed_at: datetime | None
    closed_at: datetime | None
    revision: int
    moves: list[PossibleMove]
    contacts: list[ContactView]


class MentorPairing(PairingView):
    """What the mentor sees: the holder by first name and initial, contact details once both have agreed."""

    viewer: Literal["mentor"] = "mentor"
    message: str
    reason: str | None
    comment: str
    my_rating: int | None


class MentorCard(BaseModel):
    """What a holder sees of a mentor who said yes."""

    name: str
    status: str
    commune: str
    tags: list[str]


class HolderPairing(PairingView):
    """What the holder sees, from the mentor's yes on."""

    viewer: Literal["holder"] = "holder"
    mentor: MentorCard
    reason: str | None
    comment: str
    my_rating: int | None


class AlternateView(BaseModel):
    """One of those who stand in, in their order."""

    id: str
    rank: int
    state: State
    mentor_id: str | None
    mentor_name: str


class TeamPairing(PairingView):
    """What the team sees."""

    viewer: Literal["team"] = "team"
    party_name: str
    mentor_id: str | None
    investor_id: str | None
    partner_id: str | None
    run_id: str | None
    run_position: int | None
    score: float | None
    encoder: str
    ranker: str
    alternate_of: str | None
    alternates: list[AlternateView]
    message: str
    reason: str | None
    reason_label: str | None
    comment: str
    created_at: datetime
    created_by: str | None
    reminded_at: datetime | None
    mentor_rating: int | None
    mentor_comment: str
    holder_rating: int | None
    holder_comment: str


class ReasonView(BaseModel):
    """One reason of a closed list."""

    reason: str
    label: str


class ReasonList(BaseModel):
    """The reasons among which one side chooses, for one move and one kind of pairing."""

    side: Side
    kind: Kind
    move: Move
    reasons: list[ReasonView]


class HistoryEntry(BaseModel):
    """One line of the audit log about a pairing."""

    at: datetime
    action: str
    actor: str = Field(description="Le compte qui a agi, ou « system » pour ce que le temps amène.")
    by: Side | None = Field(description="Le côté pour lequel il a agi.")
    before: State | None
    after: State | None
    reason: str | None
    request_id: str | None
