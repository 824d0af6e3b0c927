from __future__ import annotations

import pytest

from headwater.core import Document, Reading
from headwater.read import read_document

SAID = [
    ("en", "The insurer, Cole & Marr, put the loss at up to 3.4 million crowns.", "the loss at"),
    ("fr", "L’assureur Cole & Marr chiffre la perte à 3,4 millions de couronnes.", "la perte"),
    ("es", "La aseguradora Cole & Marr cifró las pérdidas en 3,4 millones de coronas.", "las pérdidas"),
    ("tr", "Sigorta şirketi Cole & Marr zararı en az 3,4 milyon kron olarak hesapladı.", "zararı"),
    ("ar", "وقدرت شركة التأمين كول ومار الخسارة بما يصل إلى 3.4 مليون كرونة.", "الخسارة"),
]


def _read(language: str, text: str) -> Reading:
    return read_document(Document(id="d", uri="memory:d", sha256="0", text=text, language=language))


@pytest.mark.parametrize(("language", "text", "opening"), SAID)
def test_who_puts_a_loss_at_a_figure_is_its_source(language: str, text: str, opening: str) -> None:
    reading = _read(language, text)
    told = [a for a in reading.attributions if a.content and a.content.of_text(text).startswith(opening)]
    assert len(told) == 1
    assert told[0].source is not None


def test_a_loss_that_nobody_is_named_for_has_no_source() -> None:
    assert not _read("fr", "La perte est chiffrée à 3,4 millions de couronnes.").attributions


def test_a_verb_of_reckoning_without_a_figure_attributes_nothing() -> None:
    assert not _read("en", "Cole & Marr put the ladder at the wall.").attributions


def test_a_name_with_an_ampersand_is_a_firm() -> None:
    reading = _read("fr", SAID[1][1])
    assert [a.kind for a in reading.actors if a.name == "Cole & Marr"] == ["organisation"]
