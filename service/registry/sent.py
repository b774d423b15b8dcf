"""What everything sent to the registry has in common."""

from __future__ import annotations

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field


class Sent(BaseModel):
    """Something sent: an unknown field is a mistake, not a wish to be passed over."""

    model_config = ConfigDict(extra="forbid", use_enum_values=True)


class Change(Sent):
    """What may be changed of an entry; what is left out stays as it is."""

    updated_at: AwareDatetime | None = Field(
        default=None,
        description=(
            "Facultatif : `updated_at` de la fiche que vous avez lue. Le changement est alors refusé (409) si quelqu'un "
            "l'a modifiée depuis, au lieu d'effacer son travail."
        ),
    )
