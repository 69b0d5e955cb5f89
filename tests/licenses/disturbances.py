"""What happens to a licence text on its way into a repository. Each function disturbs; none changes what the text says."""

from __future__ import annotations

import html
import random
import re
import textwrap
from collections.abc import Callable

PREFACE = """This repository holds the weights of our model and the code to run them. Before you download anything, please
read the whole of this file; it says under which conditions the authors share their work with you."""

CARD = """---
license: other
language: [en, fr]
pipeline_tag: text-generation
---

# Our little model

It answers questions about gardening. Trained for three days on eight cards; see the table for results.

| benchmark | score |
|---|---|
| weeds | 0.71 |
| roses | 0.64 |

## How to use it

```python
from transformers import pipeline
pipe = pipeline("text-generation", model="garden/roses")
```

## License

"""

AFTER = """

## Acknowledgements

We thank everybody who watered the plants while the model was training, and the reviewers for their patience.
"""

APPENDIX = re.compile(
    r"^[^\w\n]*(?:END OF TERMS AND CONDITIONS|APPENDIX|Appendix|ATTACHMENT A|Attachment A|EXHIBIT A|Exhibit A"
    r"|How to Apply These Terms|Schedule A)\b.*$",
    re.MULTILINE,
)


def rewrapped(text: str) -> str:
    """Paragraphs filled anew to another width."""
    paragraphs = re.split(r"\n\s*\n", text)
    return "\n\n".join(textwrap.fill(" ".join(p.split()), 61, break_long_words=False) for p in paragraphs)


def in_markdown(text: str) -> str:
    """Headings, bold openings, quotation marks in the margin, escaped underscores and stars."""
    lines = []
    for number, line in enumerate(text.replace("_", r"\_").splitlines()):
        bare = line.strip()
        first, _, rest = bare.partition(" ")
        if not bare:
            lines.append(line)
        elif number == 0:
            lines.append(f"# **{bare}**")
        elif number % 5 == 0 and "*" not in first:
            lines.append(f"> **{first}** {rest}")
        else:
            lines.append(f"> {bare}")
    return "\n".join(lines)


def in_html(text: str) -> str:
    """A web page: escaped characters, paragraphs, line breaks, a style sheet."""
    paragraphs = [html.escape(p).replace("\n", "<br/>\n") for p in re.split(r"\n\s*\n", text)]
    body = "\n".join(f'<p class="c{n % 3}">{p}</p>' for n, p in enumerate(paragraphs))
    style = "<style>p { margin: 0 } .c1 { color: black }</style>"
    return f"<!DOCTYPE html>\n<html><head>{style}</head><body>\n<!-- licence -->\n{body}\n</body></html>\n"


def with_copyright(text: str) -> str:
    """Lines of copyright on top, as whoever changed the work adds them."""
    return f"Copyright (c) 2024-2026 Garden Labs, Inc. and its affiliates\n(c) 2025 Rose & Sons\n\n{text}"


def with_preface(text: str) -> str:
    """A paragraph before and one after."""
    return f"{PREFACE}\n\n{text}\n{AFTER}"


def without_appendix(text: str) -> str:
    """Cut where an appendix or attachment begins, if no more than a fourth of the text goes."""
    cuts = [found.start() for found in APPENDIX.finditer(text) if found.start() > 0.75 * len(text)]
    return text[: cuts[0]] if cuts else text


def with_crlf(text: str) -> str:
    """Line ends and byte order mark of another system."""
    return "\ufeff" + text.replace("\r\n", "\n").replace("\n", "\r\n")


def with_smart_quotes(text: str) -> str:
    """Quotes, apostrophes and dashes as word processors set them; non-breaking spaces."""
    text = re.sub(r'"([^"\n]*)"', "\u201c\\1\u201d", text)
    text = text.replace("'", "\u2019").replace("--", "\u2014").replace(" - ", " \u2013 ")
    return re.sub(r"\. (?=[A-Z])", ".\u00a0", text)


def with_plain_quotes(text: str) -> str:
    """The other way round."""
    return text.translate(str.maketrans({"\u201c": '"', "\u201d": '"', "\u2019": "'", "\u2018": "'", "\u2013": "-"}))


def in_model_card(text: str) -> str:
    """Quoted whole in a README, with front matter and other sections."""
    return f"{CARD}{text}{AFTER}"


def respaced(text: str) -> str:
    """Odd spaces, always the same ones."""
    chance = random.Random(7)
    return re.sub(r" ", lambda _: " " * chance.randint(1, 3), text)


DISTURBANCES: dict[str, Callable[[str], str]] = {
    "rewrapped": rewrapped,
    "in Markdown": in_markdown,
    "in HTML": in_html,
    "copyright lines added": with_copyright,
    "preface and afterword": with_preface,
    "appendix missing": without_appendix,
    "CRLF and byte order mark": with_crlf,
    "smart quotes": with_smart_quotes,
    "plain quotes": with_plain_quotes,
    "in a model card": in_model_card,
    "odd spaces": respaced,
    "upper case": str.upper,
}
