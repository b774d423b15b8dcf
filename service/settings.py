"""Everything that can be set, with its default, its meaning and its check at start.

Each setting is read from the environment (``PTCE_MATCH_`` and its name in capitals), then from a TOML file named by
``PTCE_MATCH_SETTINGS`` or ``serve --settings FILE``, then from the default below. `docs/settings.md` lists them; a test
holds the two together.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self

from pydantic import AfterValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from ptce_match.errors import InputError

PREFIX: Final = "PTCE_MATCH_"
FILE_VARIABLE: Final = "PTCE_MATCH_SETTINGS"
UNSAFE_SECRET: Final = "à-changer-avant-de-servir"  # noqa: S105 - refused outside the demo
_SHORTEST_SECRET: Final = 32


class SettingsError(InputError):
    """Settings that cannot be used; the text names each one, its value and the way out."""


def _known_database(url: str) -> str:
    if url.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
        known = url.replace("postgresql://", "postgresql+psycopg://", 1)
        with suppress(ArgumentError, ValueError):
            if make_url(known).database:
                return known
    raise ValueError("attendu : sqlite:///chemin/du/fichier ou postgresql://utilisateur@machine/base")


def _http_address(url: str) -> str:
    if url.startswith(("http://", "https://")):
        return url.rstrip("/")
    raise ValueError("attendu : une adresse qui commence par https:// (ou http:// pour un essai)")


class Settings(BaseSettings):
    """The settings of one service; frozen once read."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid")

    network_name: str = Field(
        default="Pôle territorial de coopération économique", description="Nom du pôle, montré aux gens."
    )
    base_url: Annotated[str, AfterValidator(_http_address)] = Field(
        default="http://127.0.0.1:8000", description="Adresse publique du service, pour les liens des messages."
    )
    host: str = Field(default="127.0.0.1", description="Adresse sur laquelle le service écoute.")
    port: int = Field(
        default=8000, ge=0, le=65535, description="Port sur lequel le service écoute ; 0 en choisit un libre."
    )
    data_folder: Path = Field(
        default=Path("ptce-data"), description="Dossier de la base SQLite, des messages et des journaux d'effacement."
    )
    database_url: Annotated[str, AfterValidator(_known_database)] | None = Field(
        default=None, description="Base de données ; par défaut un fichier SQLite dans data_folder."
    )
    secret_key: SecretStr = Field(
        default=SecretStr(UNSAFE_SECRET), description="Secret d'au moins 32 caractères, propre à cette installation."
    )
    demo: bool = Field(default=False, description="Réseau fictif et base jetable : autorise le secret par défaut.")
    open_sign_up: bool = Field(
        default=True, description="Inscription publique aux trois portes ; sinon sur invitation seulement."
    )

    smtp_host: str = Field(
        default="", description="Serveur d'envoi des messages ; vide : ils vont dans data_folder/messages."
    )
    smtp_port: int = Field(default=587, ge=1, le=65535, description="Port du serveur d'envoi.")
    smtp_user: str = Field(default="", description="Identifiant auprès du serveur d'envoi.")
    smtp_password: SecretStr = Field(default=SecretStr(""), description="Mot de passe auprès du serveur d'envoi.")
    smtp_security: Literal["starttls", "tls", "none"] = Field(default="starttls", description="Chiffrement de l'envoi.")
    mail_from: str = Field(default="ne-pas-repondre@ptce.invalid", description="Adresse d'expédition des messages.")

    session_hours: int = Field(default=24 * 14, ge=1, le=24 * 90, description="Durée d'une session, en heures.")
    request_days: int = Field(default=7, ge=1, le=60, description="Jours laissés à un bénévole pour répondre.")
    reminder_days: int = Field(default=2, ge=1, le=59, description="Jours avant l'échéance où un rappel part.")
    login_attempts: int = Field(
        default=10, ge=1, description="Essais de connexion admis par quart d'heure, par adresse."
    )
    sign_ups_per_hour: int = Field(
        default=20, ge=1, description="Inscriptions et mots de passe oubliés par heure et par machine."
    )
    upload_megabytes: int = Field(default=20, ge=1, le=200, description="Taille maximale d'un fichier importé, en Mo.")
    archive_months: int = Field(default=36, ge=1, le=120, description="Mois d'inactivité avant archivage.")

    worker: bool = Field(default=True, description="Traiter les travaux de fond dans ce processus.")
    threads: int = Field(default=8, ge=1, le=64, description="Requêtes traitées en même temps.")
    log_format: Literal["json", "text"] = Field(default="json", description="Forme des journaux.")
    log_level: Literal["debug", "info", "warning", "error"] = Field(default="info", description="Détail des journaux.")
    trusted_proxies: str = Field(
        default="", description="Adresses des serveurs mandataires de confiance, séparées par des virgules."
    )
    metrics_open: bool = Field(default=False, description="Servir /metrics à d'autres machines que celle-ci.")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read arguments first, then the environment, then the file."""
        del dotenv_settings, file_secret_settings
        sources: tuple[PydanticBaseSettingsSource, ...] = (init_settings, env_settings)
        file = os.environ.get(FILE_VARIABLE)
        return (*sources, TomlConfigSettingsSource(settings_cls, Path(file))) if file else sources

    @model_validator(mode="after")
    def _safe(self) -> Self:
        secret = self.secret_key.get_secret_value()
        if not self.demo and (secret == UNSAFE_SECRET or len(secret) < _SHORTEST_SECRET):
            raise ValueError(
                "secret_key : le secret par défaut, ou trop court, n'est admis que pour la démonstration. Créez-en un avec : "
                'python -c "import secrets; print(secrets.token_urlsafe(48))"'
            )
        if self.reminder_days >= self.request_days:
            raise ValueError("reminder_days : le rappel doit partir avant l'échéance (moins que request_days)")
        return self

    @property
    def database(self) -> str:
        """The database, as SQLAlchemy names it."""
        return self.database_url or f"sqlite:///{self.data_folder / 'ptce.sqlite'}"

    @property
    def secure(self) -> bool:
        """Whether people reach the service through https."""
        return self.base_url.startswith("https://")


def read_settings(file: Path | None = None, **given: Any) -> Settings:
    """Read the settings from the environment and a file; `given` ones win.

    Raises
    ------
    SettingsError
        Every setting that is unknown, out of range or missing, in one French text.
    """
    if file is not None:
        os.environ[FILE_VARIABLE] = str(file)
    named = os.environ.get(FILE_VARIABLE)
    if named and not Path(named).is_file():
        raise SettingsError(f"Le fichier de réglages « {named} » est introuvable. Vérifiez son chemin.")
    try:
        return Settings(**given)
    except ValidationError as error:
        lines = [_sentence(dict(problem)) for problem in error.errors()]
        raise SettingsError("Les réglages ne conviennent pas :\n" + "\n".join(f"- {line}" for line in lines)) from error
    except ValueError as error:  # a TOML file that is none
        raise SettingsError(f"Le fichier de réglages « {named} » n'est pas du TOML : {error}.") from error


def _sentence(problem: dict[str, Any]) -> str:
    name = ".".join(str(part) for part in problem["loc"])
    if problem["type"] == "extra_forbidden":
        return f"{name} : ce réglage n'existe pas ; la liste se trouve dans docs/settings.md"
    if problem["type"] == "value_error":
        text = str(problem["ctx"]["error"])
        return f"{name} : {text}" if name else text
    if "secret" in name or "password" in name or name == "database_url":
        return f"{name} : la valeur ne convient pas"
    return f"{name} : « {problem['input']} » ne convient pas ({_EXPECTED.get(problem['type'], problem['msg'])})"


_EXPECTED: Final = {
    "int_parsing": "attendu : un nombre entier",
    "bool_parsing": "attendu : true ou false",
    "greater_than_equal": "la valeur est trop petite",
    "less_than_equal": "la valeur est trop grande",
    "literal_error": "la valeur n'est pas dans la liste admise ; voir docs/settings.md",
}
