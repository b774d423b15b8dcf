"""The folder of versions: adding, reading, promoting, rolling back."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ptce_match.errors import InputError, ModelError
from ptce_match.models import folder as files
from ptce_match.models.estimator import agrees, dumped
from ptce_match.models.promotions import (
    FILE_NAME,
    PRIOR,
    ROLLED_BACK,
    Promotion,
    read_promotions,
    rendered_promotions,
    standing,
)
from ptce_match.models.version import ID, JSON_NAME, SKOPS_NAME, WAY_OUT, Version, read_version, rendered

if TYPE_CHECKING:
    from ptce_match.models.version import Evidence
    from ptce_match.ranker import Weights

_PREFIX: Final = re.compile(r"[0-9a-f]{4,12}")


class Registry:
    """The versions of the mentors' ranker in a folder of models.

    Nothing is made before something is added. A version appears whole or not at all, and is never changed; a promotion
    replaces one small file in one step; two processes that promote at once do so one after the other.

    Parameters
    ----------
    folder : Path
        See `models_folder`; the versions lie in its folder `ranker`.
    """

    def __init__(self, folder: Path | str) -> None:
        self.folder = Path(folder) / "ranker"

    @property
    def _versions(self) -> Path:
        return self.folder / "versions"

    def add(self, weights: Weights, evidence: Evidence) -> Version:
        """Keep a new version; it is not in use before it is promoted.

        Raises
        ------
        MissingExtraError
            skops is not installed.
        InputError
            The folder cannot be written.
        """
        skops = dumped(weights)
        version, content = rendered(weights, evidence, skops)
        with files.told(self.folder, "ne peut pas être écrit"):
            self._versions.mkdir(parents=True, exist_ok=True)
            draft, target = self._versions / files.draft_name(), self._versions / version.id
            draft.mkdir()
            try:
                files.write_file(draft / SKOPS_NAME, skops)
                files.write_file(draft / JSON_NAME, content)
                if not target.exists():
                    draft.rename(target)
                files.settle(self._versions)
            finally:
                shutil.rmtree(draft, ignore_errors=True)
        return version

    def ids(self) -> list[str]:
        """Return the identifiers of all versions, whole or damaged, in their order."""
        with files.told(self.folder, "ne peut pas être lu"):
            if not self._versions.is_dir():
                return []
            return sorted(entry.name for entry in self._versions.iterdir() if ID.fullmatch(entry.name))

    def named(self, name: str) -> str:
        """Return the identifier that a name means: "prior", an identifier, or its first four or more characters.

        Raises
        ------
        InputError
            It means none, or several.
        """
        if name == PRIOR:
            return PRIOR
        found = [each for each in self.ids() if each.startswith(name)] if _PREFIX.fullmatch(name) else []
        if len(found) > 1:
            raise InputError(f"« {name} » peut être {' ou '.join(found)} : donnez un caractère de plus.")
        if not found:
            known = ", ".join([PRIOR, *self.ids()])
            raise InputError(f"Aucune version « {name} » dans « {self.folder} ». Versions connues : {known}.")
        return found[0]

    def version(self, id: str) -> Version:
        """Return a version, once its files are known to be those that were written.

        Raises
        ------
        ModelError
            A file is missing, was changed, or does not hold a ranker.
        """
        return read_version(self._versions / id)

    def verify(self, version: Version) -> None:
        """Open the skops file of a version under the allow-list, and compare its numbers with those of the JSON.

        Raises
        ------
        ModelError
            The file holds other numbers, or something else than numbers.
        MissingExtraError
            skops is not installed.
        """
        path = self._versions / version.id / SKOPS_NAME
        if not agrees(version.weights, path.read_bytes(), str(path)):
            raise ModelError(f"Les nombres de « {path} » ne sont pas ceux de « {JSON_NAME} » à côté. {WAY_OUT}")

    @property
    def history(self) -> tuple[Promotion, ...]:
        """Every promotion, oldest first; raises ModelError where the file is damaged."""
        return read_promotions(self.folder)

    @property
    def champion(self) -> str:
        """The version in use: an identifier, or "prior"; raises ModelError where the file is damaged."""
        held = standing(self.history)
        return held[-1].version if held else PRIOR

    def champion_version(self) -> Version | None:
        """Return the version in use, None for the prior.

        Raises
        ------
        ModelError
            A file is missing or was changed: rather no ranking than one that nobody promoted.
        """
        held = standing(self.history)
        if not held or held[-1].version == PRIOR:
            return None
        version = self.version(held[-1].version)
        if version.sha256 != held[-1].sha256:
            raise ModelError(f"La version « {version.id} » n'est pas celle qui a été promue. {WAY_OUT}")
        return version

    def promote(self, id: str, at: str, *, forced: bool = False) -> Promotion:
        """Put a version, or the prior, in use.

        Parameters
        ----------
        at : str
            Now, in UTC, ISO 8601.
        forced : bool
            Even if the contest was against it.

        Raises
        ------
        InputError
            It is in use already, or the contest did not let it replace the champion of today.
        ModelError
            The version is damaged.
        """
        with files.told(self.folder, "ne peut pas être écrit"), files.alone(self.folder):
            held = standing(self.history)
            before = held[-1].version if held else PRIOR
            if id == before:
                raise InputError(f"« {id} » est déjà le classement en service.")
            version = None if id == PRIOR else self.version(id)
            if version is not None and not forced and id not in {each.version for each in self.history}:
                _allow(version, before)
            return self._write(Promotion(id, version.sha256 if version else "", at, forced=forced))

    def rollback(self, at: str) -> Promotion:
        """Go back to the champion before this one.

        Raises
        ------
        InputError
            There was none.
        ModelError
            That version is damaged.
        """
        with files.told(self.folder, "ne peut pas être écrit"), files.alone(self.folder):
            held = standing(self.history)
            if not held:
                raise InputError("Le classement publié est en service : il n'y a rien avant lui à quoi revenir.")
            before = held[-2].version if len(held) > 1 else PRIOR
            sha256 = "" if before == PRIOR else self.version(before).sha256
            return self._write(Promotion(before, sha256, at, ROLLED_BACK))

    def _write(self, promotion: Promotion) -> Promotion:
        files.replace_file(self.folder / FILE_NAME, rendered_promotions([*self.history, promotion]))
        return promotion


def _allow(version: Version, champion: str) -> None:
    if not version.evidence.wins:
        reasons = " ".join(version.evidence.verdict["sentences"])
        raise InputError(
            f"La version « {version.id} » ne doit pas remplacer le classement en service. {reasons} "
            "Pour la mettre en service malgré tout : --force"
        )
    if version.evidence.parent != champion:
        raise InputError(
            f"La version « {version.id} » a été comparée à « {version.evidence.parent} », mais « {champion} » est en "
            "service depuis. Apprenez de nouveau avec ptce-match train ranker, ou décidez avec --force."
        )
