"""The demonstration council: an invented council with two years of meetings, recommendations and answers.

`content/` holds its words (TOML), the modules here say when each thing happened. Everything is made through the
actions that officers use, in the order of its dates, so its register and its audit trail are as real as any.
"""
