"""He will pay if, once or only after something happens."""

from __future__ import annotations

from agent.replies.intents.promises_payment import WORDS
from agent.replies.said import Evidence, Intent, Said, any_of, sentence_of, stated
from agent.replies.words import language_has_condition

_REFUSES_UNTIL = any_of(
    r"(?:senza|prima d(?:i|el|ella)|finch[ée] non|fino a quando non|in mancanza d\w{1,4}|solo (?:dopo|se|quando|a)|non appena|a fronte d\w{1,4}|salvo) .{0,80}(?:pag|sald|liquid|vers|bonific|sblocc)\w{0,8}",
    r"(?:pag|sald|liquid|vers|sblocc)\w{1,8} .{0,60}(?:solo (?:dopo|se|quando|a)|finch[ée]|appena|quando (?:avr|sar|incass|ric)|se (?:prima|ci|mi)|previa)\b",
    r"(?:until|unless|once|as soon as|subject to|provided|only (?:if|when|after)|before) .{0,80}(?:pay|paid|settle|release|transfer)\w{0,4}",
    r"(?:pay|settle|release|transfer)\w{0,4} .{0,60}(?:once|as soon as|unless|until|provided|subject to|only (?:if|when|after)|upon|on receipt|when (?:we|you|our|the))\b",
    r"(?:sobald|erst (?:wenn|nach)|sofern|nur wenn|ohne|vorher|bevor) .{0,80}(?:zahl|überw|begl|bezahl)\w{0,8}|(?:zahl|überw|bezahl)\w{1,8},? .{0,40}(?:sobald|erst|wenn|sofern|nachdem)\b",
    r"(?:dès que|une fois|lorsque|à condition|tant que|sans|avant) .{0,80}(?:pai|pay|régl|règl|vir)\w{0,8}|(?:pai|pay|régl|règl)\w{1,8} .{0,50}(?:dès que|une fois|lorsque|à condition|quand|dès réception)\b",
    r"(?:en cuanto|cuando|una vez|hasta que|siempre que|sin|antes de que) .{0,80}(?:pag|abon|transf)\w{0,8}|(?:pag|abon)\w{1,8} .{0,50}(?:en cuanto|cuando|una vez|siempre que|hasta que)\b",
)


def _find(said: Said) -> tuple[Evidence, ...]:
    promised = tuple(
        one
        for one in stated(said, WORDS)
        if language_has_condition(said, sentence_of(said, one))
    )
    return stated(said, _REFUSES_UNTIL) or promised


INTENT = Intent("pays_on_condition", _find)
