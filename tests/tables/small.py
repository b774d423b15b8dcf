"""A small table of orders, with one column of each kind, for the tests."""

from __future__ import annotations

from ptce_match.tables import Choice, Column, Date, Identifier, IntegerList, Money, Schema, Text, TextList, YesNo

ORDERS = Schema(
    "commandes",
    (
        Column("id", Identifier(), filled=True),
        Column("objet", Text(), empty=""),
        Column("montant", Money(), empty=0.0),
        Column("état", Choice(("ouverte", "close")), filled=True),
        Column("livraison", Date(), optional=True),
        Column("étiquettes", TextList(), optional=True, empty=()),
        Column("notes", IntegerList(1, 5), optional=True, empty=()),
        Column("urgent", YesNo(), optional=True),
    ),
)
CLIENTS = Schema("clients", (Column("id", Identifier(), filled=True), Column("nom", Text(), empty="")), optional=True)
SCHEMAS = (ORDERS, CLIENTS)
