"""The encoding of files that do not tell it: by mark, as Unicode, else by what their letters become."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoplay.services.encodings import decoded


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        ("Grüße, 你好 🎉", "utf-8"),
        ("Grüße, 你好", "utf-8-sig"),
        ("Grüße, 你好", "utf-16"),
        ("Hello there", "utf-16-le"),
        ("Hello there", "utf-16-be"),
        ("Hello there", "ascii"),
    ],
)
def test_unicode_is_read_without_a_doubt(words: str, encoding: str) -> None:
    found = decoded(srt(words).encode(encoding))
    assert (found.text, found.encoding) == (srt(words), "")


@pytest.mark.parametrize(
    ("encoding", "name", "words"),
    [
        (
            "gb18030",
            "GB 18030",
            "我们去海边看日落，真美！|你好|欢迎光临|夏季新品上市|火锅店开业|爱|Rose 手工香皂 5 元",
        ),
        ("cp950", "Big5", "你好，世界|我們今天去海邊看日落，真美！|謝謝|夏日特賣|新品上市，限時折扣"),
        (
            "cp932",
            "Shift JIS",
            "こんにちは、世界|今日は東京へ行きます。|東京タワー|新商品発売中！|新商品|カフェ",
        ),
        ("euc_jp", "EUC-JP", "こんにちは、世界|夏のセール"),
        ("cp949", "EUC-KR", "안녕하세요, 세계|오늘은 바다에 갑니다|사랑해|여름 세일|신상품 출시"),
        ("cp1251", "Windows-1251", "Привет, мир|ПРИВЕТ|Я и ты|Лето – «Маяк» №5|Їжа та Європа|Hello Привет"),
        ("koi8_r", "KOI8-R", "Привет, мир|Лето на море"),
        (
            "cp1252",
            "Windows-1252",
            "Déjà vu – Größe “so”|Café|für 5 €|à la carte|Ça va ?|ÜBERRASCHUNG|5 €|it’s",
        ),
        ("cp1252", "Windows-1252", "Où êtes-vous ? Là-bas|¿Qué pasó?|São João, coração|Håkan på ø"),
    ],
)
def test_short_files_in_other_encodings(encoding: str, name: str, words: str) -> None:
    for line in words.split("|"):
        found = decoded(srt(line).encode(encoding))
        assert found.text == srt(line), found.encoding
        assert found.encoding.startswith(name)


@given(st.binary(max_size=300))
def test_any_bytes_are_some_text(content: bytes) -> None:
    assert isinstance(decoded(content).text, str)


def test_large_files_are_judged_by_their_beginning() -> None:
    text = srt("Привет, мир") * 20_000
    assert decoded(text.encode("cp1251")).text == text


def srt(words: str) -> str:
    return f"1\n00:00:01,000 --> 00:00:02,000\n{words}\n\n"
