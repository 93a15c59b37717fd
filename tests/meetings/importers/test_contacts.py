"""The people after "Contact:"."""

import pytest

from meetings.importers.contacts import read_contacts


@pytest.mark.parametrize(
    ("typed", "people"),
    [
        (
            "Una Voss\u00a0 Tel: 07700 900461; E-Mail:\u00a0 una@council.example",
            [("Una Voss", None, "07700 900461", "una@council.example")],
        ),
        ("Una Voss\u00a0 Clerk", [("Una Voss", "Clerk", None, None)]),
        (
            "Una Voss, Estates/Facilities Manager Tel: 01632 960001 ext 4",
            [("Una Voss", "Estates/Facilities Manager", "01632 960001 ext 4", None)],
        ),
        ("Una Voss/Ned O'Dell", [("Una Voss", None, None, None), ("Ned O'Dell", None, None, None)]),
        ("Una Voss (Clerk) - 020 7946 0001", [("Una Voss", "Clerk", "020 7946 0001", None)]),
        ("Una Voss, Clerk Tel:", [("Una Voss", "Clerk", None, None)]),
        ("", []),
    ],
)
def test_contacts_are_divided_into_people(typed, people):
    assert [tuple(person.values()) for person in read_contacts(typed)] == people
