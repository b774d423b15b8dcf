"""What is said, in French, when a place was not written as it should be. The caller adds the file and the line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ptce_match.places.commune import Commune
    from ptce_match.places.written import Written

_MOST_LISTED: Final = 6
_MOST_LETTERS: Final = 60


class Sentences:
    """The sentences; `departments` gives names by code."""

    def __init__(self, departments: Mapping[str, str]) -> None:
        self._departments = departments

    def nothing_written(self) -> str:
        """Say that there is neither a name nor a code."""
        return "La commune et le code postal manquent. Écrivez le nom de la commune et son code postal."

    def only_code(self, written: Written, commune: Commune) -> str:
        """Say that a code without a name belongs to a single commune, which was taken."""
        return (
            f"Le nom de la commune manque. Le code postal {written.code} n'en désigne qu'une : "
            f"la commune retenue est {self._label(commune)}. Écrivez son nom."
        )

    def only_shared_code(self, written: Written, communes: Sequence[Commune]) -> str:
        """Say that a code without a name belongs to several communes."""
        return (
            f"Le nom de la commune manque, et le code postal {written.code} en désigne plusieurs : "
            f"{_listed([commune.name for commune in communes])}. Écrivez le nom de la bonne commune."
        )

    def only_unknown_code(self, written: Written) -> str:
        """Say that a code without a name belongs to no commune."""
        return (
            f"Le nom de la commune manque, et {_no_commune(written)}. Écrivez le nom de la commune et son code postal."
        )

    def former(self, written: Written, commune: Commune) -> str:
        """Say that the name is that of a former commune, the code being right."""
        return (
            f"« {_short(written.label)} » fait aujourd'hui partie d'une autre commune. "
            f"La commune retenue est {self._label(commune)}."
        )

    def doubtful_code(self, written: Written, commune: Commune, *, known: bool) -> str:
        """Say that the name was recognised, and that the code is missing or not its own; `known`: some commune has it."""
        retained = f"La commune retenue est {self._label(commune)}."
        if not written.code:
            return f"Le code postal manque pour « {_short(written.label)} ». {retained} Ajoutez le code postal."
        if not written.has_code:
            return f"« {_short(written.code)} » n'est pas un code postal à cinq chiffres. {retained} Corrigez le code postal."
        if not known:
            return (
                f"Aucune commune n'a le code postal {written.code}. {retained} "
                "Corrigez le code postal ; si c'est un code CEDEX, écrivez « CEDEX » après le nom."
            )
        return (
            f"Le code postal {written.code} n'est pas celui de « {_short(written.label)} ». {retained} "
            "Corrigez le nom ou le code postal."
        )

    def close(self, written: Written, commune: Commune) -> str:
        """Say that the name is nearly that of a commune of the code or of the department."""
        return (
            f"La commune « {_short(written.label)} » est inconnue{_with_code(written)}. "
            f"La commune retenue est celle dont le nom est le plus proche : {self._label(commune)}. "
            "Vérifiez le nom et le code postal."
        )

    def homonyms(self, written: Written, communes: Sequence[Commune]) -> str:
        """Say that several communes bear or bore the name, with nothing to choose by."""
        codes = [commune.department for commune in communes]
        places = (
            [f"{self._departments.get(code, '?')} ({code})" for code in codes]
            if len(set(codes)) == len(codes)
            else [self._label(commune) for commune in communes]
        )
        advice = "Corrigez le code postal" if written.code else "Ajoutez le code postal"
        why = f", et aucune n'a le code postal « {_short(written.code)} »" if written.code else ""
        return (
            f"Plusieurs communes, actuelles ou anciennes, portent le nom « {_short(written.label)} »{why} : "
            f"{_listed(places)}. {advice}."
        )

    def ambiguous(self, written: Written, communes: Sequence[Commune]) -> str:
        """Say that several communes of the code or of the department bear or bore the name."""
        return (
            f"« {_short(written.label)} » peut désigner plusieurs communes : "
            f"{_listed([self._label(commune) for commune in communes])}. Écrivez le nom complet et le code postal."
        )

    def unknown(self, written: Written, with_code: Sequence[Commune], near: Sequence[Commune]) -> str:
        """Say that the name is unknown; `with_code` are the communes of the code, `near` those with the nearest names."""
        parts = [f"La commune « {_short(written.label)} » est inconnue."]
        if with_code:
            names = _listed([commune.name for commune in with_code])
            parts.append(f"Le code postal {written.code} est celui de : {names}.")
        elif written.code:
            sentence = _no_commune(written)
            parts.append(f"{sentence[0].upper()}{sentence[1:]}.")
        if near:
            parts.append(f"Noms proches : {_listed([self._label(commune) for commune in near])}.")
        parts.append(
            "Corrigez le nom ou le code postal." if written.code else "Corrigez le nom et ajoutez le code postal."
        )
        return " ".join(parts)

    def _label(self, commune: Commune) -> str:
        shown = " ".join(commune.postal_codes[:2]) + (" …" if len(commune.postal_codes) > 2 else "")
        return f"{commune.name} ({shown}, {self._departments.get(commune.department, commune.department)})"


def _no_commune(written: Written) -> str:
    if not written.has_code:
        return f"« {_short(written.code)} » n'est pas un code postal à cinq chiffres"
    return f"aucune commune n'a le code postal {written.code}"


def _with_code(written: Written) -> str:
    if written.has_code:
        return f" avec le code postal {written.code}"
    return f" dans le département {written.department}" if written.department else ""


def _listed(names: Sequence[str]) -> str:
    if len(names) > _MOST_LISTED + 1:
        return f"{', '.join(names[:_MOST_LISTED])} et {len(names) - _MOST_LISTED} autres"
    if len(names) > 1:
        return f"{', '.join(names[:-1])} et {names[-1]}"
    return "".join(names)


def _short(text: str) -> str:
    return text if len(text) <= _MOST_LETTERS else f"{text[: _MOST_LETTERS - 1]}…"
