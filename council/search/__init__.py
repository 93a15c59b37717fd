"""Search: one index of everything public, the same on SQLite and PostgreSQL, behind three functions.

    parse(text) -> Query                                       what somebody typed, understood
    find(query, narrowing, order, page) -> Found               one page of results, how many there are, facets
    matching(text, serials) -> set of serials                  which entries of the register a search is about

`rows_matching(kind, query)` narrows a list of records by the same index. What is in the index, and how it gets there,
stands in `index.py`; what an entry is in `entries.py`; how to move to another engine in the README.
"""

from council.search.finding import A_PAGE, LAST_PAGE, Found, Order, Result, find, matching, rows_matching
from council.search.narrowing import FACETS, Narrowing
from council.search.query import LONGEST, Query, parse

__all__ = [
    "A_PAGE",
    "FACETS",
    "LAST_PAGE",
    "LONGEST",
    "Found",
    "Narrowing",
    "Order",
    "Query",
    "Result",
    "find",
    "matching",
    "parse",
    "rows_matching",
]
