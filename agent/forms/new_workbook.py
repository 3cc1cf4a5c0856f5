"""A workbook written anew: one sheet of words, as every spreadsheet opens it.

Source: ECMA-376 part 1 § 12 (parts of a workbook) and § 18.3.1.53 (inline strings).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_BEGINNING = (1980, 1, 1, 0, 0, 0)  # the same words are the same bytes
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WIDE = 28
_FIXED = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" '
        f'ContentType="{_KIND}.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="1" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}


def write_workbook(rows: Iterable[Sequence[str]]) -> bytes:
    """Write rows of words as XLSX; nothing in it is a number, a date or a formula.

    A number kept as words keeps its zeros, which a CSV file loses in a spreadsheet.
    """
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in (
            *_FIXED.items(),
            ("xl/worksheets/sheet1.xml", _sheet(rows)),
        ):
            package.writestr(zipfile.ZipInfo(name, _BEGINNING), _HEAD + content)
    return written.getvalue()


def _sheet(rows: Iterable[Sequence[str]]) -> str:
    body = "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in rows)
    wide = f'<cols><col min="1" max="50" width="{_WIDE}" customWidth="1"/></cols>'
    return f'<worksheet xmlns="{_MAIN}">{wide}<sheetData>{body}</sheetData></worksheet>'


def _cell(words: str) -> str:
    said = escape(_NOT_XML.sub(" ", words))
    return f'<c t="inlineStr"><is><t xml:space="preserve">{said}</t></is></c>'
