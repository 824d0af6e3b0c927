"""Languages told by a few sentences, and left open where they cannot be told."""

from __future__ import annotations

from pathlib import Path

import pytest

from headwater.ingest import Ingest, ingest
from headwater.ingest.language import language_of

SENTENCES = {
    "en": "The ferry will not sail today, the harbour office said on Monday.",
    "es": "El transbordador no zarpará hoy, según dijo el lunes la oficina del puerto.",
    "fr": "Le bac ne partira pas aujourd’hui, a annoncé lundi la capitainerie du port.",
    "de": "Die Fähre fährt heute nicht, wie das Hafenamt am Montag mitteilte.",
    "pt": "A balsa não vai sair hoje, segundo disse na segunda-feira o escritório do porto.",
    "it": "Il traghetto oggi non partirà, ha detto lunedì l’ufficio del porto.",
    "ru": "Паром сегодня не выйдет в море, сообщило в понедельник управление порта.",
    "uk": "Пором сьогодні не вийде в море, повідомило у понеділок управління порту.",
    "ar": "قالت إدارة الميناء يوم الاثنين إن العبّارة لن تبحر اليوم بسبب عطل في المحرك.",
    "tr": "Liman idaresi pazartesi günü feribotun bugün kalkmayacağını ve yeni bir parça beklendiğini söyledi.",
    "pl": "Prom dzisiaj nie wypłynie, poinformował w poniedziałek kapitanat portu.",
}


@pytest.mark.parametrize(("code", "text"), SENTENCES.items())
def test_a_sentence_tells_its_language(code: str, text: str) -> None:
    assert language_of(text) == code


@pytest.mark.parametrize("text", ["", "12 34 56", "GULL", "Velmora 4:2 Nortown"])
def test_what_is_no_running_text_has_no_language(text: str) -> None:
    assert language_of(text) is None


def test_a_language_nobody_asks_for_is_left_unknown_and_a_given_one_kept(tmp_path: Path) -> None:
    lines = (f'{{"id": "a", "text": "{SENTENCES["en"]}"}}', f'{{"id": "b", "lang": "fr", "text": "{SENTENCES["fr"]}"}}')
    (tmp_path / "reports.jsonl").write_text("\n".join(lines), encoding="utf8")
    taken = [ingest(tmp_path, Ingest(identify=identify)).documents for identify in (True, False)]
    assert [[document.language for document in documents] for documents in taken] == [["en", "fr"], [None, "fr"]]
