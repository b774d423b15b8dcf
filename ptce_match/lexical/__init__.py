"""The lexical channel: what words say, beside what vectors say."""

from ptce_match.lexical.bag import WordBag
from ptce_match.lexical.bm25 import Bm25
from ptce_match.lexical.chargrams import CharTfidf
from ptce_match.lexical.sentences import Clause, clauses, sentences
from ptce_match.lexical.words import fold, stem, words

__all__ = ["Bm25", "CharTfidf", "Clause", "WordBag", "clauses", "fold", "sentences", "stem", "words"]
