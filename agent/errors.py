"""The five errors, each named by what its catcher does next."""


class SollecitoError(Exception):
    """Say in one sentence what happened, to which thing, and what to do.

    The message never holds a secret or a whole mail.
    """


class ConfigError(SollecitoError):
    """Stop: the configuration or the ledger cannot be used (exit status 78)."""


class Unreadable(SollecitoError):
    """Set the item aside in quarantine and go on with the next one."""


class TryLater(SollecitoError):
    """Leave the item as it is and come back: the other side is not there now."""


class Refused(SollecitoError):
    """Record the refusal and tell a person: trying again changes nothing.

    Args:
        message: The sentence for a person.
        code: The SMTP reply code, where a mail server refused (RFC 5321 § 4.2).
        status: The enhanced status code, such as "5.1.1" (RFC 3463), if given.
    """

    def __init__(
        self, message: str, code: int | None = None, status: str | None = None
    ):
        super().__init__(message)
        self.code = code
        self.status = status


class Uncertain(SollecitoError):
    """Gather evidence; without it a person decides. Never repeat by itself."""


def describe(error: Exception) -> str:
    """Say an unexpected fault in words that hold nothing of the item itself."""
    return f"unexpected fault ({type(error).__name__}); the log has the details"
