"""He asks something that wants an answer."""

from __future__ import annotations

from agent.replies.said import Evidence, Intent, Said, any_of

# Questions in form that ask for nothing.
_EMPTY = any_of(
    r"(?:come (?:va|stai|sta)|how are you|ok\?|va bene\?|wie geht|ça va|qué tal)"
)
_ASKS = any_of(
    r"(?:mi|ci) (?:può|potete|puoi|potrebbe|sa|sapete) (?:\w+ )?(?:dire|spiegare|confermare|indicare|chiarire)|vorrei (?:sapere|capire)|(?:a )?(?:cosa|quale|che cosa) (?:si riferisce|è riferita)|non (?:capisco|capiamo|ho capito|mi è chiaro)",
    r"(?:can|could|would) you (?:please )?(?:tell|explain|confirm|clarify|advise|check|let)|please (?:confirm|advise|clarify|explain|let (?:me|us) know)|(?:i|we) (?:don['’]t|do not) understand|what is this|which invoice",
    r"(?:können|könnten) sie (?:\S+ ){0,3}(?:sagen|erklären|bestätigen|mitteilen)|bitte (?:teilen|erklären|bestätigen) sie|verstehe\w? nicht|worum (?:geht|handelt)",
    r"(?:pouvez|pourriez)-vous (?:\S+ ){0,3}(?:dire|expliquer|confirmer|préciser)|merci de (?:confirmer|préciser)|je ne comprends pas",
    r"(?:puede|podría) (?:\S+ ){0,2}(?:decir|explicar|confirmar|aclarar)\w{0,2}|no entiend\w{1,4}",
)


def _find(said: Said) -> tuple[Evidence, ...]:
    asks = _ASKS.within(said.text)
    return tuple(
        Evidence(one.start, one.start + len(one.text), one.text.strip())
        for one in said.sentences
        if (one.is_question and not _EMPTY.search(one.text)) or asks.search(one.lower)
    )


INTENT = Intent("asks_question", _find)
