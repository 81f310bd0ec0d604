"""The reviewers' web page over an archive.

`make_app(site)` is the way in; the command line makes the `Site`.
"""

from .accounts import Accounts
from .app import make_app
from .site import RuleText, Site, WhatIsRead

__all__ = ["Accounts", "RuleText", "Site", "WhatIsRead", "make_app"]
