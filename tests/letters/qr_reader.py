"""Read a QR code from the picture alone, as a telephone does; no errors corrected.

ISO/IEC 18004:2015, versions 1 to 13 at level M, byte mode.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator

Matrix = list[list[int]]

_BORDER = 4
# By version: where alignment patterns stand, and the blocks with their data bytes.
_ALIGNED: dict[int, tuple[int, ...]] = {n: (6, 4 * n + 10) for n in range(2, 7)} | {
    n: (6, 2 * n + 8, 4 * n + 10) for n in range(7, 14)
}
_BLOCKS = {
    1: [16],
    2: [28],
    3: [44],
    4: [32] * 2,
    5: [43] * 2,
    6: [27] * 4,
    7: [31] * 4,
    8: [38] * 2 + [39] * 2,
    9: [36] * 3 + [37] * 2,
    10: [43] * 4 + [44],
    11: [50] + [51] * 4,
    12: [36] * 6 + [37] * 2,
    13: [37] * 8 + [38],
}
_MASKS: tuple[Callable[[int, int], int], ...] = (
    lambda r, c: (r + c) % 2,
    lambda r, _: r % 2,
    lambda _, c: c % 3,
    lambda r, c: (r + c) % 3,
    lambda r, c: (r // 2 + c // 3) % 2,
    lambda r, c: r * c % 2 + r * c % 3,
    lambda r, c: (r * c % 2 + r * c % 3) % 2,
    lambda r, c: ((r + c) % 2 + r * c % 3) % 2,
)


def read(png: bytes, scale: int) -> str:
    """Give the words of a code drawn with so many pixels a module."""
    matrix = _modules(_pixels(png), scale)
    size = len(matrix)
    version = (size - 17) // 4
    level, mask = _format(matrix)
    assert level == 0, "level M"
    hidden = _MASKS[mask]
    bits = [matrix[r][c] ^ (not hidden(r, c)) for r, c in _path(size, version)]
    return _words(_data(_bytes(bits), _BLOCKS[version]), version)


def _pixels(png: bytes) -> Matrix:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    at, packed, width, height = 8, b"", 0, 0
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        body = png[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            width, height, depth, colours = struct.unpack(">IIBB", body[:10])
            assert (depth, colours) == (1, 0), "black and white"
        packed += body if kind == b"IDAT" else b""
        at += length + 12
    raw, line = zlib.decompress(packed), 1 + (width + 7) // 8
    rows: list[bytes] = []
    above = bytes(line - 1)
    for n in range(height):
        kind_of_row, *packed_row = raw[n * line : (n + 1) * line]
        assert kind_of_row in {0, 2}, "as it is, or as what differs from above"
        above = bytes(
            (byte + kind_of_row // 2 * old) % 256
            for byte, old in zip(packed_row, above, strict=True)
        )
        rows.append(above)
    return [
        [1 - (row[x // 8] >> (7 - x % 8) & 1) for x in range(width)] for row in rows
    ]


def _modules(pixels: Matrix, scale: int) -> Matrix:
    size = len(pixels) // scale - 2 * _BORDER
    places = [(_BORDER + n) * scale + scale // 2 for n in range(size)]
    assert not any(map(any, pixels[: _BORDER * scale])), "a quiet zone"
    return [[pixels[y][x] for x in places] for y in places]


def _format(matrix: Matrix) -> tuple[int, int]:
    rows = [*range(6), 7, 8]
    bits = [matrix[8][c] for c in rows] + [matrix[r][8] for r in (7, *range(5, -1, -1))]
    value = int("".join(map(str, bits)), 2) ^ 0b101010000010010
    return value >> 13, value >> 10 & 7


def _path(size: int, version: int) -> Iterator[tuple[int, int]]:
    upward = True
    for right in (*range(size - 1, 6, -2), 5, 3, 1):
        for row in range(size - 1, -1, -1) if upward else range(size):
            for column in (right, right - 1):
                if not _is_function(row, column, size, version):
                    yield row, column
        upward = not upward


def _is_function(r: int, c: int, size: int, version: int) -> bool:
    far = size - 9
    corner = (r < 9 and c < 9) or (r < 9 and c > far) or (r > far and c < 9)
    says_version = version > 6 and (
        (r < 6 and size - 12 < c < size - 8) or (c < 6 and size - 12 < r < size - 8)
    )
    places = _ALIGNED.get(version, ())
    centres = [
        (y, x)
        for y in places
        for x in places
        if (y, x) not in {(6, 6), (6, places[-1]), (places[-1], 6)}
    ]
    aligned = any(abs(r - y) < 3 and abs(c - x) < 3 for y, x in centres)
    return corner or says_version or aligned or 6 in (r, c)


def _bytes(bits: list[int]) -> list[int]:
    whole = len(bits) // 8 * 8
    return [
        int("".join(str(int(b)) for b in bits[n : n + 8]), 2)
        for n in range(0, whole, 8)
    ]


def _data(read_: list[int], sizes: list[int]) -> bytes:
    """Take the blocks apart: their bytes stand in turns, the longer ones' rest last."""
    blocks: list[list[int]] = [[] for _ in sizes]
    taken = iter(read_)
    for n in range(max(sizes)):
        for block, size in zip(blocks, sizes, strict=True):
            if n < size:
                block.append(next(taken))
    return bytes(byte for block in blocks for byte in block)


def _words(data: bytes, version: int) -> str:
    bits = "".join(f"{byte:08b}" for byte in data)
    assert bits[:4] == "0100", "bytes"
    start = 12 if version < 10 else 20
    count = int(bits[4:start], 2)
    ends = range(start, start + 8 * count, 8)
    return bytes(int(bits[n : n + 8], 2) for n in ends).decode()
