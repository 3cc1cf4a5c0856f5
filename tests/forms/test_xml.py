"""XML from strangers is a plain tree, or refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.errors import Unreadable
from agent.forms import xml
from agent.forms.xml import has_element, read_xml


def test_only_local_names_count_even_with_odd_namespaces() -> None:
    root = read_xml(b"<p:a xmlns:q='http:// no uri'><q:b r:id='7'> x <c/> </q:b></p:a>")

    assert root.name == "a"
    assert root.says("b") == "x"
    assert root.every("b")[0].attributes == {"r:id": "7"}


def test_paths_lead_through_every_branch() -> None:
    root = read_xml(b"<a><b><c/><c>1</c></b><b><c>2</c></b></a>")

    assert [node.text for node in root.every("b/c")] == ["", "1", "2"]
    assert root.says("x/y", "b/c") == "1"
    assert root.says("x") == ""
    assert root.first("b/x") is None
    assert [node.name for node in root.walk()] == ["a", "b", "c", "c", "b", "c"]


def test_each_element_knows_its_line() -> None:
    assert read_xml(b"<a>\n<b/>\n<c/></a>").every("c")[0].line == 3


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"<!DOCTYPE a><a/>", "line 1: .* DOCTYPE"),
        (
            b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>',
            "DOCTYPE",
        ),
        (b"<a>&undeclared;</a>", "undefined entity"),
        (b"<a>\n<b></a>", "line 2: not well-formed"),
        (b"", "no element found"),
        (b"<a>" * 200, "too deep"),
        (b'<?xml version="1.0" encoding="klingon"?><a/>', "unknown encoding"),
        (b'<?xml version="1.0" encoding="gb2312"?><a/>', "unknown encoding"),
    ],
)
def test_what_is_unsafe_or_broken_is_refused_with_its_line(
    data: bytes, why: str
) -> None:
    with pytest.raises(Unreadable, match=why):
        read_xml(data)


def test_the_size_is_bounded() -> None:
    with pytest.raises(Unreadable, match="too large"):
        read_xml(b" " * (65 * 1024 * 1024))


def test_the_number_of_elements_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml, "_MOST_ELEMENTS", 3)

    assert read_xml(b"<a><b/><b/></a>").name == "a"
    with pytest.raises(Unreadable, match="too large"):
        read_xml(b"<a><b/><b/><b/></a>")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_byte_order_mark_tells_the_encoding(encoding: str) -> None:
    assert read_xml("<a>però</a>".encode(encoding)).text == "però"


def test_a_declared_encoding_is_believed() -> None:
    declared = '<?xml version="1.0" encoding="ISO-8859-15"?><a>\u20ac</a>'

    assert read_xml(declared.encode("iso-8859-15")).text == "\u20ac"


def test_cp1252_below_a_heading_that_says_utf8_is_read() -> None:
    mixed = b'<?xml version="1.0" encoding="UTF-8"?><a>per\xf2</a>'

    assert read_xml(mixed).text == "però"


def test_an_element_is_found_at_the_beginning_of_a_file() -> None:
    assert has_element("<p:Document><p:Stmt>".encode("utf-16"), "Stmt")
    assert not has_element(b"<Statements>", "Stmt")


@given(st.binary(max_size=200))
def test_any_bytes_are_a_tree_or_refused(data: bytes) -> None:
    try:
        assert list(read_xml(b"<a>" + data + b"</a>").walk())
    except Unreadable:
        return
