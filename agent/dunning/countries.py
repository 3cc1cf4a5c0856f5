"""Countries: what their clocks show, and when their offices answer the phone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from types import MappingProxyType

from agent.model.call import Windows

USUAL_HOURS: Windows = ((time(9), time(12, 30)), (time(14), time(17)))
# The hours in which offices answer; lunch is left alone.
HOURS: Mapping[str, Windows] = MappingProxyType(
    {
        "IT": ((time(9), time(12, 30)), (time(14, 30), time(17, 30))),
        "DE": ((time(8, 30), time(12)), (time(13), time(16))),
        "AT": ((time(8, 30), time(12)), (time(13), time(16))),
        "CH": ((time(8, 30), time(11, 45)), (time(13, 30), time(16, 30))),
        "FR": ((time(9), time(12)), (time(14), time(17, 30))),
        "ES": ((time(9, 30), time(13, 30)), (time(16), time(18, 30))),
        "PT": ((time(9, 30), time(12, 30)), (time(14, 30), time(17, 30))),
        "GB": ((time(9, 30), time(12, 30)), (time(14), time(17))),
        "IE": ((time(9, 30), time(12, 30)), (time(14), time(17))),
    }
)
# That of its capital; a country whose offices keep several (US, CA, BR, AU, RU, MX)
# is left out: there the customer's own says it.
ZONES: Mapping[str, str] = MappingProxyType(
    {
        "AD": "Europe/Andorra",
        "AE": "Asia/Dubai",
        "AL": "Europe/Tirane",
        "AT": "Europe/Vienna",
        "BA": "Europe/Sarajevo",
        "BE": "Europe/Brussels",
        "BG": "Europe/Sofia",
        "CH": "Europe/Zurich",
        "CN": "Asia/Shanghai",
        "CY": "Asia/Nicosia",
        "CZ": "Europe/Prague",
        "DE": "Europe/Berlin",
        "DK": "Europe/Copenhagen",
        "DZ": "Africa/Algiers",
        "EE": "Europe/Tallinn",
        "EG": "Africa/Cairo",
        "ES": "Europe/Madrid",
        "FI": "Europe/Helsinki",
        "FR": "Europe/Paris",
        "GB": "Europe/London",
        "GR": "Europe/Athens",
        "HK": "Asia/Hong_Kong",
        "HR": "Europe/Zagreb",
        "HU": "Europe/Budapest",
        "IE": "Europe/Dublin",
        "IL": "Asia/Jerusalem",
        "IN": "Asia/Kolkata",
        "IS": "Atlantic/Reykjavik",
        "IT": "Europe/Rome",
        "JP": "Asia/Tokyo",
        "KR": "Asia/Seoul",
        "LI": "Europe/Vaduz",
        "LT": "Europe/Vilnius",
        "LU": "Europe/Luxembourg",
        "LV": "Europe/Riga",
        "MA": "Africa/Casablanca",
        "MC": "Europe/Monaco",
        "MD": "Europe/Chisinau",
        "ME": "Europe/Podgorica",
        "MK": "Europe/Skopje",
        "MT": "Europe/Malta",
        "NL": "Europe/Amsterdam",
        "NO": "Europe/Oslo",
        "NZ": "Pacific/Auckland",
        "PL": "Europe/Warsaw",
        "PT": "Europe/Lisbon",
        "RO": "Europe/Bucharest",
        "RS": "Europe/Belgrade",
        "SA": "Asia/Riyadh",
        "SE": "Europe/Stockholm",
        "SG": "Asia/Singapore",
        "SI": "Europe/Ljubljana",
        "SK": "Europe/Bratislava",
        "SM": "Europe/San_Marino",
        "TN": "Africa/Tunis",
        "TR": "Europe/Istanbul",
        "UA": "Europe/Kyiv",
        "VA": "Europe/Vatican",
        "ZA": "Africa/Johannesburg",
    }
)
