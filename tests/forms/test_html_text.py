"""HTML as the lines a reader sees."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.forms.html_text import as_text, has


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("parole", "parole"),
        ("<p>uno</p><p>due</p>", "uno\ndue"),
        ("uno<br>due<br><br>tre", "uno\ndue\n\ntre"),
        ("<div>uno<div>due</div>tre</div>", "uno\ndue\ntre"),
        ("<p>uno</p><p>&nbsp;</p><p>due</p>", "uno\n\ndue"),
        ("<div>uno</div><div><br></div><div>due</div>", "uno\n\ndue"),
        ("a <b>b</b>\n  c", "a b c"),
        ("<table><tr><td>Importo</td><td>€ 1</td></tr></table>", "Importo\t€ 1"),
        ("<ul><li>uno<li>due</ul>", "uno\ndue"),
        ("<pre>a\n  b</pre>", "a\nb"),
        ("1&nbsp;234,50 &euro;", "1 234,50 €"),
        ("1\u202f234", "1 234"),
        ("pa\u00adga\u200bto", "pagato"),
        ("<a href='https://x.test'>qui</a>", "qui"),
        ("<img alt=foto src=x>", ""),
        ("&lt;b&gt;", "<b>"),
        ("<p>rotto <b>non chiuso", "rotto non chiuso"),
    ],
)
def test_blocks_become_lines(html: str, text: str) -> None:
    assert as_text(html) == text


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>alert(1)</script>",
        "<style>p{color:red}</style>",
        "<head><title>t</title></head>",
        "<!-- note -->",
        "<div style='display:none'>preheader</div>",
        "<span style='VISIBILITY : hidden'>x</span>",
        "<template>x</template>",
        "<noscript>x</noscript>",
    ],
)
def test_what_a_reader_does_not_see_is_no_text(hidden: str) -> None:
    assert as_text(f"<p>uno</p>{hidden}<p>due</p>") == "uno\ndue"


def test_a_quotation_is_marked_as_plain_mails_mark_it() -> None:
    html = "no<blockquote type=cite>primo<blockquote>secondo</blockquote></blockquote>"

    assert as_text(html) == "no\n> primo\n> > secondo"


def test_an_indented_paragraph_is_no_quotation() -> None:
    html = "<blockquote style='margin:0 0 0 40px;border:none'>mio</blockquote>"

    assert as_text(html) == "mio"


def test_parts_can_be_left_out_and_reading_can_end() -> None:
    html = "a<div class=q>b</div><p>c</p><hr id=end><p>d</p>"

    assert as_text(html, drop=".q") == "a\nc\nd"
    assert as_text(html, stop="#end") == "a\nb\nc"
    assert has(html, ".q")
    assert not has(html, ".r")


@pytest.mark.timeout(5)
@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 100_000 + "x",
        "<div>" * 1_500 + "x",
        "<table><tr><td>" * 30_000 + "x",
        "<b>" * 100_000 + "x",
        "x" + "<p>" * 300_000,
    ],
)
def test_deep_html_is_read_in_bounded_time(html: str) -> None:
    assert as_text(html) == "x"


@pytest.mark.timeout(5)
@pytest.mark.parametrize("piece", ["<", "<a ", "&", "&nbsp;", "<!--", '<a b="'])
def test_long_rubbish_is_read_in_bounded_time(piece: str) -> None:
    assert isinstance(as_text(piece * 200_000), str)


TAGS = st.sampled_from(
    ["<p>", "</p>", "<div>", "</div>", "<br>", "<td>", "<pre>", "</pre>", "\n", "\xa0"]
)


@given(st.lists(TAGS | st.text(max_size=20)))
def test_any_html_becomes_text_without_ragged_edges(pieces: list[str]) -> None:
    text = as_text("".join(pieces))

    assert text == text.strip()
    assert "\n\n\n" not in text
