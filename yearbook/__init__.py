"""A generator of bilingual public achievements yearbooks."""

__version__ = "0.1.0"
