"""One licence: identity and terms, each term with its clause. A term that nobody verified is left out."""

from openness.licenses import License, Term, Terms

LICENSES = (
    License(
        id="example-house-1.0",
        name="Example House Licence 1.0",
        aliases=("example house licence",),
        url="https://example.org/licence",
        text_read="2026-01-01",
        terms=Terms(commercial_use=Term(value="forbidden", clause="2")),
    ),
)
