"""What pydantic finds wrong with a request, as French sentences that never repeat the value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SENTENCES: Final[dict[str, str]] = {
    "missing": "valeur attendue",
    "string_too_short": "texte trop court (au moins {min_length} caractères)",
    "string_too_long": "texte trop long ({max_length} caractères au plus)",
    "string_type": "texte attendu",
    "string_pattern_mismatch": "forme inattendue",
    "int_parsing": "nombre entier attendu",
    "int_type": "nombre entier attendu",
    "int_from_float": "nombre entier attendu",
    "float_parsing": "nombre attendu",
    "float_type": "nombre attendu",
    "finite_number": "nombre fini attendu",
    "bool_parsing": "vrai ou faux attendu",
    "bool_type": "vrai ou faux attendu",
    "greater_than_equal": "au moins {ge}",
    "greater_than": "plus que {gt}",
    "less_than_equal": "au plus {le}",
    "less_than": "moins que {lt}",
    "enum": "attendu : {expected}",
    "literal_error": "attendu : {expected}",
    "date_from_datetime_parsing": "date attendue (AAAA-MM-JJ)",
    "date_parsing": "date attendue (AAAA-MM-JJ)",
    "date_type": "date attendue (AAAA-MM-JJ)",
    "datetime_parsing": "date et heure attendues (ISO 8601)",
    "json_invalid": "le corps n'est pas du JSON",
    "extra_forbidden": "champ inconnu",
    "too_long": "liste trop longue ({max_length} au plus)",
    "too_short": "liste trop courte ({min_length} au moins)",
    "list_type": "liste attendue",
    "dict_type": "objet attendu",
    "model_attributes_type": "objet attendu",
    "model_type": "objet attendu",
}


def sentences(errors: Sequence[Any]) -> Iterator[tuple[str, str]]:
    """Yield the field and the sentence of each error; the place of a body is left out of the field's name."""
    for error in errors:
        place = [str(part) for part in error["loc"] if part not in ("body", "query", "path", "header", "cookie")]
        yield ".".join(place) or "corps", _sentence(error)


def _sentence(error: dict[str, Any]) -> str:
    context = dict(error.get("ctx") or {})
    if error["type"] == "value_error":
        return str(context.get("error", "valeur inattendue"))
    if "expected" in context:
        context["expected"] = str(context["expected"]).replace(" or ", " ou ")
    template = _SENTENCES.get(error["type"], "valeur inattendue")
    try:
        return template.format(**context)
    except (KeyError, IndexError):
        return "valeur inattendue"
