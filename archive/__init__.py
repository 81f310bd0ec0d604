"""Records and findings in a store that is searched and exported.

`archive.open(place)` is the way in.
"""

from .conditions import Filters
from .decisions import Decision, Verdict
from .errors import ArchiveError, ConflictError, QueryError
from .facets import Facets
from .filing import Checked, Filing
from .passages import Hit, Snippet
from .queue import Job, Wanted
from .revising import Change, Checker
from .search import Hits, Search
from .store import Archive, Counts, place
from .store import copy_archive as copy
from .store import open_archive as open
from .timeline import Correction
from .verifying import Verification

__all__ = [
    "Archive",
    "ArchiveError",
    "Change",
    "Checked",
    "Checker",
    "ConflictError",
    "Correction",
    "Counts",
    "Decision",
    "Facets",
    "Filing",
    "Filters",
    "Hit",
    "Hits",
    "Job",
    "QueryError",
    "Search",
    "Snippet",
    "Verdict",
    "Verification",
    "Wanted",
    "copy",
    "open",
    "place",
]
