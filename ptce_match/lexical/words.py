"""Words of a French text: folding, tokens, stop words and stems."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from snowballstemmer.french_stemmer import FrenchStemmer

_TOKEN: Final = re.compile(r"[a-z0-9]+")
_LIGATURES: Final = str.maketrans({"œ": "oe", "æ": "ae", "’": "'", "ʼ": "'", "ß": "ss"})
_STEMMING: Final = Lock()

STOP_WORDS: Final[frozenset[str]] = frozenset(
    # One word a line would hide the rest of the module.
    """
    a afin ai aie ailleurs ainsi ait alors apres as assez au aucun aucune aujourd auquel aura aurait aussi autant
    autre autres aux avaient avais avait avant avec avez avoir avons ayant beaucoup bien bon c ca car ce ceci cela
    celle celles celui cent ces cet cette ceux chacun chaque chez ci comme comment d dans de deja depuis des dire
    dit dois doit donc dont du elle elles en encore entre es est et etaient etais etait etant ete etre eu eux faire
    fais fait faut fois font fut hui ici il ils j jamais je jour jusqu jusque l la le les leur leurs lors lorsque
    lui m ma maintenant mais me meme memes merci mes moi moins mois mon n ne ni non nos notre nous on ont ou oui par
    parce pas peu peut peux plus plutot pour pourquoi pourtant pouvoir pres puis qu quand quant que quel quelle
    quelles quelqu quelque quelques quels qui quoi rien s sa sais sait sans sauf savoir se sera serait ses si sinon
    soit son sont souvent suis sur surtout t ta tant te tel telle tes toi ton toujours tous tout toute toutes tres
    trop tu un une va vais veut veux voila vont vos votre vous vraiment y
    """.split()  # noqa: SIM905
)


def fold(text: str) -> str:
    """Lower-case `text` and strip its accents, so that « Été » and « ete » are one word."""
    # Decomposing comes first: it may give capitals (« № » is « No »).
    decomposed = unicodedata.normalize("NFKD", text).lower().translate(_LIGATURES)
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def words(text: str) -> list[str]:
    """Return the folded words of `text`, in order, elisions split (« l'atelier » gives ``l``, ``atelier``)."""
    return _TOKEN.findall(fold(text))


@cache
def _stemmer() -> FrenchStemmer:
    from snowballstemmer.french_stemmer import FrenchStemmer

    return FrenchStemmer()


@cache
def stem(word: str) -> str:
    """Return the Snowball stem of a folded word, "" for a stop word or a lone letter."""
    if len(word) < 2 or word in STOP_WORDS:
        return ""
    with _STEMMING:  # the stemmer keeps the word that it works on
        return str(_stemmer().stemWord(word))
