"""Read one document: who says what, in whose voice, when, how much, and where the text comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from headwater.core import Attribution, Document, Extent, ModelError, Reading, Time, When
from headwater.models import model_for
from headwater.read.actors import Cast, cast_of
from headwater.read.attribute import attributions_of, find_drafts, sheet_of
from headwater.read.casting import names_a_document
from headwater.read.credits import find_credits
from headwater.read.language import Language, language
from headwater.read.letterhead import issued
from headwater.read.nesting import MODEL
from headwater.read.quantities import find_quantities
from headwater.read.quotes import Quoted, quoted_regions
from headwater.read.reader import together
from headwater.read.relayed import with_relays
from headwater.read.said import when_said, with_the_lead
from headwater.read.settings import Read
from headwater.read.statements import find_statements
from headwater.read.times import find_times
from headwater.read.words import Words

__all__ = ["Read", "read_document"]


def read_document(
    document: Document,
    *,
    outlets: frozenset[str] = frozenset(),
    settings: Read = Read(),  # noqa: B008
) -> Reading:
    """What `document` says, in the order of its text; linear in its length.

    `outlets` are names of outlets known from elsewhere (case as written); credits are found without them, too.
    Where the trained reader is asked for and cannot be used, the rules read alone and a note says so.
    A document in a language we have no pack for, or in none that could be told, gets quotation marks and credits only,
    and a note says so.
    """
    spoken = language(document.language)
    if spoken is None:
        return _bare(document, outlets)
    text = document.text
    words = spoken.words_of(text)
    quotes = quoted_regions(text, spoken)
    attributed, notes = _attributed(document, spoken, quotes, settings)
    found = with_relays(document, words, spoken, attributed)
    credits = find_credits(document, words, spoken, outlets, found)
    times = find_times(words, spoken, document.published)
    cast: Cast = cast_of(document, words, spoken, found, credits)
    attributions = _held(found, cast, document, words, spoken, times)
    statements = find_statements(document, words, spoken, attributions, cast.layout, times)
    if cast.letterhead is not None and cast.issuer is not None:
        attributions, statements = issued(document, cast.letterhead, cast.issuer, attributions, statements)
    return Reading(
        document=document,
        attributions=attributions,
        statements=statements,
        actors=cast.actors,
        credits=cast.credits,
        times=times,
        quantities=find_quantities(words, spoken, times, [c.span for c in cast.credits]),
        notes=notes,
    )


def _attributed(
    document: Document, spoken: Language, quotes: Sequence[Quoted], settings: Read
) -> tuple[tuple[Attribution, ...], tuple[str, ...]]:
    """Who says what, by model and rules or by rules alone, and what is to be said about that."""
    sheet = sheet_of(document, spoken, quotes)
    drafts = find_drafts(sheet)
    notes: tuple[str, ...] = ()
    if settings.by == "model":
        try:
            model = model_for(spoken.code)
            if model is not None:
                from headwater.read.encoder import encoder

                drafts = together(sheet, quotes, drafts, encoder(model), settings.together)
        except ModelError as error:
            notes = (f"read by rules alone: {error}",)
    found = attributions_of(document, sheet, quotes, drafts)
    return _sure_enough(found, settings.least) if settings.least > 0 else found, notes


def _sure_enough(found: Sequence[Attribution], least: float) -> tuple[Attribution, ...]:
    """Those of which we are as sure as `least`; what stood in one that goes stands in what that stood in."""
    outer = {a.id: a.outer for a in found}
    kept = {a.id for a in found if a.confidence >= least}

    def nearest(identifier: str | None) -> str | None:
        while identifier is not None and identifier not in kept:
            identifier = outer[identifier]
        return identifier

    return tuple(replace(a, outer=nearest(a.outer)) for a in found if a.id in kept)


def _held(
    found: Sequence[Attribution],
    cast: Cast,
    document: Document,
    words: Words,
    spoken: Language,
    times: tuple[Time, ...],
) -> tuple[Attribution, ...]:
    """The attributions with their holders, and the time at which each was said.

    What a statement says it says at the time that any sentence gives it: "a statement released on 13 February reads";
    "the statement adds".
    """
    held = []
    issued_at: dict[str, When] = {}
    for a in found:
        holder = cast.holders.get(a.id)
        said = a.said
        if said is None and not _wondered(a):
            said = when_said(a, words, spoken, times, document.published.when if document.published else None)
        if holder and a.source and names_a_document(words, spoken, a.source):
            said = said or issued_at.get(holder)
            if said:
                issued_at.setdefault(holder, said)
        held.append(replace(a, holder=holder, said=said))
    return with_the_lead(held, words, issued_at)


def _wondered(a: Attribution) -> bool:
    """ "results are expected in April": nobody says it, and April is when they come."""
    return a.source is None and a.because == (MODEL,)


@lru_cache(maxsize=1)
def _no_language() -> Language:
    from headwater.read.language import language_from

    english = language("en")
    quotes = dict(english.table("quotes")) if english else {}
    return language_from({"code": "und", "name": "unknown", "quotes": quotes})


def _bare(document: Document, outlets: frozenset[str]) -> Reading:
    """Quotation marks and credits: what can be read without knowing the language."""
    nothing = _no_language()
    words = nothing.words_of(document.text)
    attributions = tuple(
        Attribution(
            f"{document.id}.a{n}",
            None,
            None,
            Extent((region.span,)),
            kind="direct",
            confidence=0.3,
            because=("quotation marks",),
        )
        for n, region in enumerate(quoted_regions(document.text, nothing), start=1)
    )
    known = document.language or "unknown"
    return Reading(
        document=document,
        attributions=attributions,
        credits=find_credits(document, words, nothing, outlets),
        notes=(f"language {known}: quotation marks and credits only",),
    )
