"""Source phrases in a script without capitals."""

from __future__ import annotations

from dataclasses import replace

from headwater.read.language import Language
from headwater.read.named import Named, bare, unnamed
from headwater.read.names import after_titles, gender_of, heads_a_body, is_document, is_role, outlet_nouns
from headwater.read.people import is_person_noun
from headwater.read.persons import person
from headwater.read.words import Words

# "In it", "with them": after a role these point to its body, and the name follows.
WITHIN = frozenset(("فيها", "فيه", "فيهم", "لديها", "لديه", "بها", "به", "عنها", "لها"))


def uncased(words: Words, language: Language, a: int, b: int) -> Named:
    """Arabic writes no capitals: a name is what is left after roles, bodies and nouns with the article."""
    lower = words.lower
    if outlet_nouns(language).get(lower[a]) is not None and b - a > 1:
        return Named("name", "outlet", bare(words, a, b), words.span(a, b), head=lower[a])
    if heads_a_body(language, lower[a]) and lower[a].startswith("ال") and b - a <= 2:
        # A body with the article is one spoken of before; what follows it is not its name.
        return Named("body", "organisation", bare(words, a, b), words.span(a, b), head=lower[a], definite=True)
    known = [
        i for i in range(a, b)
        if is_role(language, lower[i]) or heads_a_body(language, lower[i]) or is_document(language, lower[i])
        or lower[i] in language.unnamed or lower[i] in language.prepositions or lower[i] in WITHIN
    ]  # fmt: skip
    role = next((i for i in range(a, b) if is_role(language, lower[i])), None)
    if role is not None:
        # Behind the role its body and what has the article; then the name, up to the next such word.
        start = role + 1
        while start < b and (start in known or lower[start].startswith("ال")):
            start += 1
        end = next((i for i in range(start, b) if i in known or lower[i].startswith("ال")), b)
        # A body's noun has its complement behind it: "مالك مصنع لورن بيت فاندرليندن".
        longest = 2 if start - 1 in known and heads_a_body(language, lower[start - 1]) else 3
        start = max(start, end - longest)
        if end - start >= 2:
            return replace(person(words, language, start, end, (a, start)), body=_body(words, language, a, start))
        text = bare(words, a, b)
        return Named("role", "unnamed", text, words.span(a, b), role=text, head=lower[role], body=_body(words, language, a, b),
                     gender=gender_of(language, lower[a:b]), animate=True,
                     definite=any(lower[i].startswith("ال") for i in (role, min(role + 1, b - 1))))  # fmt: skip
    named = b - a == 3 and not any(i in known or lower[i].startswith("ال") for i in (a + 1, a + 2))
    if named and is_person_noun(language, lower[a]) and lower[a].startswith("ال"):
        return person(words, language, a + 1, b, (a, a + 1))  # "الصيادة بيا لانت"
    if is_person_noun(language, lower[a]):
        return unnamed(words, language, a, b, a, False, lower[a].startswith("ال"))
    document = next((i for i in range(a, b) if is_document(language, lower[i])), None)
    body = next((i for i in range(a, b) if heads_a_body(language, lower[i])), None)
    if body is not None:
        if b - a == 1 and lower[a].startswith("ال"):
            return Named("body", "organisation", head=lower[a], span=words.span(a, b), definite=True)
        end = b
        while body == b - 1 and end < min(len(words), b + 2) and lower[end].startswith("ال"):
            end += 1  # "وزارة" stands with its complement even where the source stops before it
        return Named("name", "organisation", bare(words, body, end), words.span(a, b), head=lower[body])
    if document is not None:
        if b - a == 1:
            return Named("document", "document", bare(words, a, b), words.span(a, b), head=lower[a], definite=True)
        return Named("unnamed", "document", bare(words, a, b), words.span(a, b), head=lower[document])
    titled = after_titles(words, language, a, b)
    if 2 <= b - titled <= 4 and not lower[titled].startswith("ال"):
        return person(words, language, a, b, None)
    if b - titled == 1 and not lower[titled].startswith("ال"):
        return person(words, language, titled, b, None)
    return unnamed(words, language, a, b, a, False, False)


def _body(words: Words, language: Language, a: int, b: int) -> tuple[int, int] | None:
    body = next((i for i in range(a, b) if heads_a_body(language, words.lower[i])), None)
    return (body, b) if body is not None else None
