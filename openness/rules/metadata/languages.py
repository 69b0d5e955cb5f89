"""Rules about `language`: is it a code of the Hub's, the one that is meant, and one that every reader of YAML reads?"""

from __future__ import annotations

from collections.abc import Iterator

from openness._pattern import simple
from openness.card.languages import is_language_code, is_withdrawn, language_code_meant, language_of_country
from openness.rules.rule import Edit, Finding, Rule, Subject


class BooleanLanguage(Rule):
    """
    A language code that YAML 1.1 reads as a truth value: `no` for Norwegian.

    The Hub reads YAML 1.2, where `no` is text. Python tools mostly read YAML 1.1, where it is false; writing the card
    back with them turns Norwegian into `false`. Quoting it is safe for both.

    Instead of:

        ---
        language: no
        ---

    Use:

        ---
        language: "no"
        ---
    """

    family = "metadata"
    severity = "warning"
    fixes = True

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Look at the plain scalars under `language`, and at a value that already became false."""
        matter = subject.card.front_matter
        value = matter.get("language")
        items = list(enumerate(value)) if isinstance(value, list) else [(None, value)]
        for position, item in items:
            path = ("language",) if position is None else ("language", position)
            if item is False:
                yield self.finding(
                    subject,
                    matter.place(*path),
                    "`language` is false: a tool read Norwegian `no` as a truth value",
                    hint='write `"no"`',
                    value="false",
                )
                continue
            if not isinstance(item, str) or item.casefold() not in _TRUTH:
                continue
            span = matter.span(*path)
            written = subject.card.text[slice(*span)] if span else ""
            if span is None or written != item:
                continue
            yield self.finding(
                subject,
                matter.place(*path),
                f"`{item}` is read as a truth value by YAML 1.1 tools",
                hint=f'write `"{item}"`',
                value=item,
                fix=(Edit(span[0], span[1], f'"{item}"'),),
            )


class InvalidLanguage(Rule):
    """
    A `language` that is no code of the Hub's.

    The Hub takes ISO 639-1, 639-2 and 639-3 codes in small letters, `code` and `multilingual`; it refuses names
    (`English`), regions (`fr-BE`) and everything else, and with it the commit. A region goes into `language_bcp47`, what
    is no language of people (protein, DNA) into `tags`. A code that ISO 639-1 has withdrawn (`iw`, `jw`) is a
    warning, and so is a country's code that is another language's: `kr` is Kanuri, Korean is `ko`.

    Instead of:

        ---
        language: English
        ---

    Use:

        ---
        language: en
        ---

    See: https://huggingface.co/docs/hub/model-cards
    """

    family = "metadata"
    severity = "error"
    fixes = True

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding a card: the first value and how many more; truth values are another rule's."""
        matter = subject.card.front_matter
        wrong = [(value, path) for value, path in matter.texts("language") if not is_language_code(value)]
        wrong = [one for one in wrong if one[0].casefold() not in _TRUTH]
        if not wrong:
            yield from self._of_a_country(subject)
            return
        value, path = wrong[0]
        meant = language_code_meant(value)
        more = f", and {len(wrong) - 1} more" if len(wrong) > 1 else ""
        yield self.finding(
            subject,
            matter.place(*path),
            f"`{value}` is no language code{more}",
            hint=_listed(subject, value, meant) or self._hint(value, meant),
            value=value,
            fix=self._fix(subject, wrong),
            severity="warning" if all(is_withdrawn(one) for one, _ in wrong) else None,
        )

    def _of_a_country(self, subject: Subject) -> Iterator[Finding]:
        """A country's code that is the code of another language, under a card that names the country's language alone."""
        for value, path in subject.card.front_matter.texts("language"):
            known = language_of_country(value)
            if known is None:
                continue
            own, meant, name = known
            text = subject.card.text.casefold()
            if name.casefold() in text and own.casefold().split()[-1] not in text:
                yield self.finding(
                    subject,
                    subject.card.front_matter.place(*path),
                    f"`{value}` is the code of {own}, and the card speaks of {name}",
                    hint=f"write `{meant}`",
                    value=value,
                    severity="warning",
                )
                return

    @staticmethod
    def _hint(value: str, meant: str | None) -> str:
        several = _several(value)
        if len(several) > 1 and _REGION.fullmatch(value) and "multilingual" not in several:
            return f"write `{meant}`, and `{value}` in `language_bcp47`; `[{', '.join(several)}]` if two languages are meant"
        if len(several) > 1:
            return f"write `[{', '.join(several)}]`"
        if meant is None:
            return "write an ISO 639 code, or put it into `tags`"
        if _REGION.fullmatch(value):
            return f"write `{meant}`, and `{value.replace('_', '-')}` in `language_bcp47`"
        return f"write `{meant}`"

    @staticmethod
    def _fix(subject: Subject, wrong: list[tuple[str, tuple[str | int, ...]]]) -> tuple[Edit, ...]:
        """Only names of languages: a region would be lost, and where nothing is meant a person must decide."""
        matter = subject.card.front_matter
        edits = []
        for value, path in wrong:
            meant = language_code_meant(value)
            span = matter.span(*path)
            if meant is None or _REGION.fullmatch(value) or span is None or len(meant) > 3 or meant == "no":
                return ()
            if subject.card.text[slice(*span)] != value:
                return ()
            edits.append(Edit(span[0], span[1], meant))
        return tuple(edits)


def _listed(subject: Subject, value: str, meant: str | None) -> str | None:
    """What to do with a value whose right codes stand in the list beside it; None where one is missing there."""
    codes = _several(value) or ([meant] if meant else [])
    others = {one for one, _ in subject.card.front_matter.texts("language") if one != value}
    if not codes or not others.issuperset(codes):
        return None
    again = " and ".join(f"`{code}`" for code in codes)
    region = _REGION.fullmatch(value) is not None and len(codes) == 1
    aside = f", or move it to `language_bcp47` as `{value.replace('_', '-')}`" if region else ""
    return f"remove it{aside}: {again} {'is' if len(codes) == 1 else 'are'} listed already"


def _several(value: str) -> list[str]:
    """The codes that a value of several languages means (`en-de`, `Italian Swedish`); nothing where a word is none."""
    words = [word for word in simple(r"[\s,;/+&-]+").split(value.strip()) if word not in ("and", "to")]
    pair = len(words) == 2 and "-" in value and value == value.lower()
    if pair:
        codes = [
            word if word == "multilingual" or (is_language_code(word) and len(word) == 2) else None for word in words
        ]
    else:
        codes = [None if "-" in value else language_code_meant(word) for word in words]
    return [code for code in codes if code] if len(words) > 1 and all(codes) else []


_REGION = simple(r"[A-Za-z]{2,3}[-_][A-Za-z0-9][\w-]*")
_TRUTH = frozenset({"no", "yes", "on", "off", "y", "n"})


RULES: tuple[Rule, ...] = (BooleanLanguage(), InvalidLanguage())
