"""What can go wrong with an archive, told in Chinese to the person who called."""

from __future__ import annotations

from extract.errors import ArchiveError

__all__ = ["ArchiveError", "ConflictError", "QueryError"]

FIRST_WIDE = 0x1100  # from here on nearly every character takes two columns


class ConflictError(ArchiveError):
    """Somebody else has changed what was to be changed; nothing was written."""


class QueryError(ArchiveError):
    """A query or a `--where` expression that cannot be understood."""

    def __init__(self, message: str, text: str, position: int) -> None:
        """Take what is wrong, the expression, and where in it (0 is its first character)."""
        place = f"（第 {position + 1} 个字符处）"
        super().__init__(f"{message}{place}\n  {text}\n  {_pointer(text, position)}")
        self.position = position


def _pointer(text: str, position: int) -> str:
    wide = ("　" if ord(character) >= FIRST_WIDE else " " for character in text[:position])
    return "".join(wide) + "^"
