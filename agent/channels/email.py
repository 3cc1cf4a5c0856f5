"""The mail channel: letters out by SMTP. The only asynchronous place we have."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any, TypeVar

import aiosmtplib

from agent.channels.addresses import wire
from agent.channels.channel import Envelope
from agent.channels.smtp_login import Capabilities, SmtpLogin
from agent.channels.smtp_session import LOST, SmtpSession
from agent.channels.smtp_words import Answer, unreachable
from agent.errors import Refused, TryLater, Uncertain

_T = TypeVar("_T")
_NOT_XTEXT = re.compile(r"[^!-*,-<>-~]")  # RFC 3461 § 4: not "+", "=", blanks


class EmailChannel:
    """Sends by one server; see `Channel` for what each step promises.

    Raises:
        ConfigError: The authority's file cannot be read.
    """

    def __init__(self, login: SmtpLogin) -> None:
        self._login = login
        self._server = login.server
        self._limits = login.timeouts
        self._session = SmtpSession(login)
        self._loop: asyncio.AbstractEventLoop | None = None  # made when first used
        self._stopping = asyncio.Event()
        self._note = ""

    @property
    def fault(self) -> str:
        """Say what is wrong on our own side; empty while all is well."""
        return self._session.fault

    def offer(self, envelope: Envelope) -> None:
        """Ask whether a letter would be taken; see `Channel`."""
        self._session.raise_while_resting()
        self._run(self._unless_stopped(self._offer(envelope)))

    def hand_over(self, raw: bytes) -> str:
        """Give away the letter just offered; see `Channel`."""
        return self._run(self._hand_over(raw))

    def probe(self) -> Capabilities:
        """Log in, look round and leave.

        Raises:
            TryLater: One sentence on what does not work.
        """
        return self._run(self._unless_stopped(self._probe()))

    def takes(self, envelope: Envelope) -> bool:
        """Ask whether a letter would be taken, and leave it at that; see `Channel`."""
        try:
            self._run(self._unless_stopped(self._offer(envelope)))
        except Refused:
            return False
        except TryLater:
            if self._session.forgive():
                return False
            raise
        return True

    def stop(self) -> None:
        """Begin nothing more; may be called from any thread."""
        loop = self._loop
        if loop is None:
            self._stopping.set()
            return
        with suppress(RuntimeError):  # the loop is closed: nothing runs
            loop.call_soon_threadsafe(self._stopping.set)

    def close(self) -> None:
        """Part from the server; the channel is of no more use."""
        loop = self._loop
        if loop is not None and not (loop.is_closed() or loop.is_running()):
            self._run(self._session.part())
            loop.close()

    def _run(self, work: Coroutine[Any, Any, _T]) -> _T:
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
        return self._loop.run_until_complete(work)

    async def _unless_stopped(self, work: Coroutine[Any, Any, _T]) -> _T:
        """Do what may be broken off, for nothing is handed over in it."""
        working = asyncio.ensure_future(work)
        if not await self._finishes(working, None, grace=0):
            self._session.drop()
            raise TryLater("the program is stopping; nothing was handed over")
        try:
            return working.result()
        except LOST as error:
            self._session.drop()
            self._session.fault = unreachable(self._server, error)
            raise TryLater(self.fault) from error

    async def _finishes(
        self, working: asyncio.Future[Any], seconds: float | None, grace: float
    ) -> bool:
        """Wait for work, but only `grace` seconds more once we are to stop."""
        stop: asyncio.Future[Any] = asyncio.ensure_future(self._stopping.wait())
        await asyncio.wait(
            {working, stop}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED
        )
        if stop.done() and grace:
            await asyncio.wait({working}, timeout=grace)
        is_done = working.done()
        for future in (stop, working):
            future.cancel()
        await asyncio.wait({stop, working})
        return is_done

    async def _probe(self) -> Capabilities:
        found = await self._session.capabilities()
        await self._session.part()
        self._session.fault = ""
        return found

    async def _offer(self, envelope: Envelope) -> None:
        self._note = ""
        client = await self._session.client()
        async with asyncio.timeout(self._limits.command):
            await self._mail_from(client, envelope)
        self._session.fault = ""
        async with asyncio.timeout(self._limits.command):
            await self._rcpt_to(client, envelope)
        copies = [("our own copy", envelope.own_copy)] if envelope.own_copy else []
        copies += [(f"the copy to {to}", to) for to in envelope.copy_to]
        for what, to in copies:
            async with asyncio.timeout(self._limits.command):
                await self._copy_to(client, to, what)

    async def _mail_from(self, client: aiosmtplib.SMTP, envelope: Envelope) -> None:
        options = []
        if envelope.size and client.supports_extension("size"):
            options.append(f"SIZE={envelope.size}")
        if client.supports_extension("dsn"):
            envid = _xtext(envelope.envid or envelope.token)
            options += ["RET=HDRS", f"ENVID={envid}"]
        try:
            await client.mail(wire(envelope.sender), options=options)
        except aiosmtplib.SMTPSenderRefused as error:
            answer = Answer.of(error)
            if answer.is_about_size and answer.says_never:
                what = f"the letter is too big: {answer}"
                raise Refused(what, answer.code, answer.status) from error
            if answer.says_never:
                what = f"does not let us send under our address: {answer}"
                raise self._session.our_fault(what) from error
            self._session.fault = f"{self._server} puts us off: {answer}"
            raise TryLater(self._session.fault) from error

    async def _rcpt_to(self, client: aiosmtplib.SMTP, envelope: Envelope) -> None:
        recipient, options = wire(envelope.recipient), []
        if client.supports_extension("dsn"):
            also = ",SUCCESS" if envelope.wants_delivered else ""
            original = f"ORCPT=rfc822;{_xtext(recipient)}"
            options = [f"NOTIFY=FAILURE,DELAY{also}", original]
        try:
            await client.rcpt(recipient, options=options)
        except aiosmtplib.SMTPRecipientRefused as error:
            answer = Answer.of(error)
            if answer.says_never and await self._refuses_us_too(client, envelope):
                what = f"does not let us send: {answer}"
                raise self._session.our_fault(what) from error
            if answer.says_never:
                what = f"the recipient is refused: {answer}"
                raise Refused(what, answer.code, answer.status) from error
            raise TryLater(f"the recipient is put off: {answer}") from error

    async def _refuses_us_too(
        self, client: aiosmtplib.SMTP, envelope: Envelope
    ) -> bool:
        """Ask for our own mailbox, never to be followed by DATA.

        Postfix and others judge sender and login only at RCPT: a refusal that
        meets our own address too says nothing about the customer's.
        """
        ours = self._login.user
        if "@" not in ours:
            ours = envelope.own_copy or envelope.sender
        try:
            await client.rcpt(wire(ours))
        except aiosmtplib.SMTPRecipientRefused:
            return True
        return False

    async def _copy_to(self, client: aiosmtplib.SMTP, to: str, what: str) -> None:
        """Ask for a copy too; without it the letter leaves all the same."""
        options = ["NOTIFY=NEVER"] if client.supports_extension("dsn") else []
        try:
            await client.rcpt(wire(to), options=options)
        except aiosmtplib.SMTPRecipientRefused as error:
            answer = Answer.of(error)
            if not client.is_connected:
                raise TryLater(f"{self._server} puts us off: {answer}") from error
            self._note += f" ({what} was refused: {answer})"

    async def _hand_over(self, raw: bytes) -> str:
        client = self._session.offered
        for _ in range(3):  # let the loop see what came since the offer
            await asyncio.sleep(0)
        if not client.is_connected:
            raise TryLater(f"{self._server} cut the connection before DATA")
        self._session.sent += 1
        working = asyncio.ensure_future(client.data(raw, timeout=None))
        if not await self._finishes(working, self._limits.data, self._limits.grace):
            self._session.drop()
            raise Uncertain(f"{self._server} did not answer DATA in time")
        return self._judge(working)

    def _judge(self, told: asyncio.Future[aiosmtplib.SMTPResponse]) -> str:
        """Sort the answer to DATA: only 4xx and 5xx say that nothing was taken."""
        try:
            response = told.result()
        except LOST as error:
            answer = Answer(0, "")
            if isinstance(error, aiosmtplib.SMTPDataError):
                answer = Answer.of(error)
            if answer.says_later:
                raise TryLater(f"the letter is put off: {answer}") from error
            if answer.says_never:
                what = f"the letter is refused: {answer}"
                raise Refused(what, answer.code, answer.status) from error
            self._session.drop()
            why = unreachable(self._server, error)
            raise Uncertain(f"the letter may have been taken: {why}") from error
        return f"{Answer(response.code, response.message)}{self._note}"


def _xtext(text: str) -> str:
    return _NOT_XTEXT.sub(lambda found: f"+{ord(found[0]):02X}", text)
