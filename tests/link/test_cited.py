"""Whom a document says it has something from, by case file."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from headwater.core import Cited, Hyperlink, Links
from headwater.engine.plain import PlainEngine
from headwater.link import link_readings
from tests.link.made import cases, place, reading, readings
from tests.link.test_statements import FILLER


def linked(case: dict[str, Any]) -> Links:
    return link_readings(readings({"document": [*case["document"], *FILLER]}), PlainEngine())


def of_child(links: Links) -> list[Cited]:
    return [cited for cited in links.cited if cited.doc == "child"]


@pytest.mark.parametrize("case", cases("cited"), ids=lambda case: case["label"])
def test_a_citation_leads_to_the_report_it_means(case: dict[str, Any]) -> None:
    found = of_child(linked(case))
    for wanted in case["cited"]:
        named = [c for c in found if c.name == wanted["name"] and c.relation == wanted["relation"]]
        assert named, [(c.name, c.relation, c.held, c.quoted) for c in found]
        assert (named[0].held[:1] or ("",))[0] == wanted["held"]
        assert named[0].quoted is wanted["quoted"]
    for name in case.get("nobody", ()):
        assert name not in {c.name for c in found}


def test_every_citation_shows_its_words() -> None:
    for case in cases("cited"):
        texts = {made["id"]: made["text"] for made in case["document"]}
        for cited in linked(case).cited:
            assert cited.evidence
            assert all(e.span.of(texts[e.doc]).strip() for e in cited.evidence)


def test_a_hyperlink_in_the_text_is_cited_and_one_of_the_page_is_not() -> None:
    text = "Acid leaked from the dam, as the Courier wrote."
    child = reading({"id": "child", "outlet": "The Velmar Post", "text": text})
    other = reading({"id": "other", "outlet": "Courier", "text": "Acid leaked from the dam of Sorrel."})
    links = (
        Hyperlink("https://courier.example/acid", "the Courier", place(text, "the Courier")),
        Hyperlink("https://ads.example/shoes", "Shoes", None),
    )
    child = replace(child, document=replace(child.document, hyperlinks=links))
    other = replace(other, document=replace(other.document, url="https://www.courier.example/acid?x=1"))
    found = of_child(link_readings([child, other], PlainEngine()))
    assert [(c.relation, c.held) for c in found if c.relation == "links"] == [("links", ("other",))]


def test_links_do_not_depend_on_the_order_of_readings() -> None:
    for case in cases("cited"):
        read = readings({"document": [*case["document"], *FILLER]})
        assert link_readings(read, PlainEngine()) == link_readings(read[::-1], PlainEngine())
