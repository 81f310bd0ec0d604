"""The generator of made-up submissions: `python -m samples.generate --help`."""
