"""The search index: what the public may find, in words of the public catalogue. Written by `council/search/` alone.

Every row is made anew from records and can be thrown away: `manage.py rebuild_search`. The full-text structures hang on
these tables: on SQLite the FTS5 table `council_searchtext`, kept by triggers; on PostgreSQL the column `vector` of
`SearchPlace` (council/search/schema.py).
"""

from django.db import models


class SearchGroup(models.Model):
    """One combination of facets that entries have, with how many have it: goes with the last of them."""

    kind = models.CharField(max_length=16)
    body = models.PositiveBigIntegerField(default=0)
    office = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=20, blank=True)
    year = models.CharField(max_length=10, blank=True)
    wards = models.CharField(max_length=1000, blank=True, help_text="each between bars: |harbour:Harbour|quay:Quay|")
    size = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "body", "office", "outcome", "year", "wards"], name="searchgroup_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}"


class SearchEntry(models.Model):
    """One result. Its key grows with its date and ends in its group: both are read without this table."""

    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=16)
    reference = models.CharField(max_length=32)
    part = models.PositiveIntegerField(default=0)
    row = models.PositiveBigIntegerField(null=True)
    code = models.CharField(max_length=80, blank=True, db_index=True)
    title = models.TextField(blank=True)
    text = models.TextField(blank=True)
    heading = models.TextField(blank=True)
    address = models.CharField(max_length=600, db_index=True)
    happened_on = models.DateField(null=True)
    marks = models.TextField(blank=True, help_text="its group and its quarter as words, of council.search.marks")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reference", "part"], name="searchentry_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.reference} {self.part}"


class SearchPlace(models.Model):
    """The key of each entry in a narrow row of its own; on PostgreSQL with the vector of its words."""

    id = models.BigIntegerField(primary_key=True)

    def __str__(self) -> str:
        return str(self.id)


class SearchWord(models.Model):
    """A word as it is spelt, with in how many entries it stands: what a misspelt one is held against."""

    word = models.CharField(max_length=40, primary_key=True)
    beginning = models.CharField(max_length=2, db_index=True)
    ending = models.CharField(max_length=3, db_index=True)
    entries = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.word
