"""Workbooks made on the spot: the smallest files that programs open."""

import io
import zipfile
from xml.sax.saxutils import escape

_NS = "http://schemas.openxmlformats.org"
_MAIN = f"{_NS}/spreadsheetml/2006/main"
_TYPES = (
    f'<Types xmlns="{_NS}/package/2006/content-types">'
    '<Default Extension="rels" ContentType='
    '"application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font/></fonts>'
    '<fills count="1"><fill/></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/>'
    '<xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'
)


def _relations(*targets: tuple[str, str]) -> str:
    each = "".join(
        f'<Relationship Id="r{n}" Type="{_NS}/officeDocument/2006/relationships/{kind}"'
        f' Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_NS}/package/2006/relationships">{each}</Relationships>'


def _cell(value: object) -> str:
    match value:
        case int() | float():
            return f"<c><v>{value}</v></c>"
        case ("date", serial):
            return f'<c s="1"><v>{serial}</v></c>'
        case _:
            return f'<c t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'


def sheet_xml(rows: list[list[object]]) -> str:
    """Write rows of texts, numbers and ("date", serial) pairs."""
    return "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in rows)


def xlsx(**sheets: str) -> bytes:
    """Pack sheets, each given as the XML of its rows."""
    names = list(sheets)
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r='
        f'"{_NS}/officeDocument/2006/relationships"><sheets>'
        + "".join(
            f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>'
            for n, name in enumerate(names, start=1)
        )
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": _relations(
            *(("worksheet", f"worksheets/{name}.xml") for name in names),
            ("styles", "styles.xml"),
        ),
        "xl/styles.xml": _STYLES,
    }
    parts |= {
        f"xl/worksheets/{name}.xml": f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}'
        "</sheetData></worksheet>"
        for name, rows in sheets.items()
    }
    return packed(parts)


def ods(rows: str) -> bytes:
    """Pack one OpenDocument sheet, given as the XML of its rows."""
    oasis = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<office:document-content xmlns:office="{oasis}:office:1.0" '
        f'xmlns:table="{oasis}:table:1.0" xmlns:text="{oasis}:text:1.0"><office:body>'
        f'<office:spreadsheet><table:table table:name="Foglio">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = f'<manifest:manifest xmlns:manifest="{oasis}:manifest:1.0"/>'
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return packed(
        {"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": content}
    )


def packed(parts: dict[str, str]) -> bytes:
    """Zip parts by name."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()
