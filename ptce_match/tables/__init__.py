"""Tables that people keep in spreadsheets: read with every fault told at once, written whole or not at all.

Nothing here knows what the tables are about: `Schema` says it.
"""

from __future__ import annotations

from ptce_match.tables.choices import Choice, YesNo
from ptce_match.tables.dates import Date
from ptce_match.tables.findings import Fault, Finding, Findings, Notice, TableError
from ptce_match.tables.lists import ChoiceList, IntegerList, TextList
from ptce_match.tables.numeric import Integer, Money, Number
from ptce_match.tables.reading import read_tables, understand
from ptce_match.tables.rendering import new_table, render_table
from ptce_match.tables.schema import Column, ExtraColumn, Kind, Schema, Table
from ptce_match.tables.text import Identifier, Phone, PostalCode, Text
from ptce_match.tables.writing import write_tables

__all__ = [
    "Choice",
    "ChoiceList",
    "Column",
    "Date",
    "ExtraColumn",
    "Fault",
    "Finding",
    "Findings",
    "Identifier",
    "Integer",
    "IntegerList",
    "Kind",
    "Money",
    "Notice",
    "Number",
    "Phone",
    "PostalCode",
    "Schema",
    "Table",
    "TableError",
    "Text",
    "TextList",
    "YesNo",
    "new_table",
    "read_tables",
    "render_table",
    "understand",
    "write_tables",
]
