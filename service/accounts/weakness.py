"""Passwords that are guessed first: common words, runs of keys, the person's own name."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORDS: Final = """
abc abcd abcde abcdef admin administrateur administrator amour anthony arsenal association azerty azertyuiop
babycool basketball bateau bebe benevole benevolat bienvenue bonheur bonjour cameron camille changeme changezmoi
charlotte chocolat chouchou cheval coeur computer cooperation cooperative coucou default defaut demo doudou
dragon entree famille football france friend friends guillaume hello iloveyou internet invite isabelle jetaime
jesus julien juliette letmein login loulou loveyou magique maison maman marseille master merci moi mon monkey
monmotdepasse mot motdepasse nathalie nicolas ordinateur papa paris pass passe passer passwd password patrick
philippe pokemon portable princess princesse projet ptce qsdfghjklm qwerty qwertyuiop qwertz raphael romain
samsung sebastien secret shadow soleil starwars stephane sunshine superman temporaire test thomas toto trustno
user utilisateur vacances valentin vanille voiture welcome whatever yourpassword zxcvbnm
janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre printemps ete automne hiver
"""
_COMMON: Final = frozenset(_WORDS.split())
_RUNS: Final = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "azertyuiopqsdfghjklmwxcvbn",
    "qwertyuiopasdfghjklzxcvbnm",
    "aqwzsxedcrfvtgbyhnujikolpm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "1a2z3e4r5t6y7u8i9o0p",
)
_DISGUISES: Final = str.maketrans("0134578@$!€", "oieastbasie")
_FEW: Final = 5
_TELLING: Final = 4


def weakness(password: str, known: Iterable[str]) -> str | None:
    """Return why a password is guessed early, None when no reason is seen.

    Parameters
    ----------
    known : iterable of str
        An e-mail address, a name: their parts of four letters or more must not stand in the password.
    """
    plain = _plain(password)
    if len(set(plain)) < _FEW:
        return "Ce mot de passe répète trop peu de caractères différents."
    if any(plain in (run + run) or plain in (run + run)[::-1] for run in _RUNS):
        return "Ce mot de passe suit l'ordre du clavier, de l'alphabet ou des chiffres."
    core = re.sub(r"^[^a-z]+|[^a-z]+$", "", plain)
    if any(_only_common(each) for each in (plain, plain.translate(_DISGUISES), core.translate(_DISGUISES))):
        return "Ce mot de passe fait partie de ceux que l'on essaie en premier."
    if any(part in plain or part in plain.translate(_DISGUISES) for part in _parts(known)):
        return "Ce mot de passe contient votre nom ou votre adresse."
    return None


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def _only_common(plain: str) -> bool:
    """Tell whether nothing is left of a password but common words, figures and signs."""
    words = re.findall(r"[a-z]+", plain)
    return bool(words) and all(_covered(word) for word in words)


def _covered(word: str) -> bool:
    """Tell whether a word is common words put together."""
    reached = [True] + [False] * len(word)
    for end in range(1, len(word) + 1):
        reached[end] = any(reached[start] and word[start:end] in _COMMON for start in range(end))
    return reached[-1]


def _parts(known: Iterable[str]) -> set[str]:
    """Return the telling parts: words of a name, and of an address what stands before the @, whole and in words."""
    parts: set[str] = set()
    for text in known:
        local = _plain(text).partition("@")[0]
        parts |= {local, *re.split(r"[^a-z]+", local)}
    return {part for part in parts if len(part) >= _TELLING}
