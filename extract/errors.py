"""Errors of the whole program: few, ours, each saying in Chinese what to do next."""

from __future__ import annotations


class ShenheError(Exception):
    """Base of all our errors; `exit_code` is the status the command ends with."""

    exit_code = 1


class UsageError(ShenheError):
    """The call itself was wrong."""

    exit_code = 2


class ProgrammeError(ShenheError):
    """A programme's data holds a mistake; the message names file and key."""

    exit_code = 2


class ModelError(ShenheError):
    """Weights are missing or altered."""

    exit_code = 2


class DocumentError(ShenheError):
    """One document cannot be read; the rest of the batch goes on."""


class ArchiveError(ShenheError):
    """The archive is damaged, too new, or in use."""

    exit_code = 2
