"""Headwater follows a news claim upstream: who said it, on whose word, and how many origins it has."""
