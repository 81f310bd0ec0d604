"""Records and findings in a store that is searched and exported.

`archive.open(folder)` is the way in.
"""

from .errors import ArchiveError, QueryError
from .filing import Filing
from .search import Filters, Hit, Hits, Snippet
from .store import Archive, Counts
from .store import open_archive as open

__all__ = [
    "Archive",
    "ArchiveError",
    "Counts",
    "Filing",
    "Filters",
    "Hit",
    "Hits",
    "QueryError",
    "Snippet",
    "open",
]
