"""Licences as SPDX 3 elements: expressions, and a custom licence for each `LicenseRef-` with what it allows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from typing import Any

from openness._pattern import simple
from openness.export import _licenses
from openness.export._facts import Property, web
from openness.licenses import License
from openness.release import ModelRelease

NO_ASSERTION = "https://spdx.org/rdf/3.0.1/terms/ExpandedLicensing/NoAssertionLicense"
REF = simple(r"LicenseRef-[A-Za-z0-9.-]+")
_ELSE = simple(r"[^A-Za-z0-9.-]+")


def extension(pairs: Iterable[Property]) -> list[dict[str, Any]]:
    """Names and values as SPDX's extension for CycloneDX properties."""
    entries = [
        {"type": "extension_CdxPropertyEntry", "extension_cdxPropName": name, "extension_cdxPropValue": value}
        for name, value in pairs
    ]
    return [{"type": "extension_CdxPropertiesExtension", "extension_cdxProperty": entries}] if entries else []


def reference(name: str) -> str:
    """A `LicenseRef-` for a name; where letters are lost, a digest keeps two names apart."""
    clean = _ELSE.sub("-", name).strip("-")
    lost = "" if clean == name else "-" * bool(clean) + sha256(name.encode()).hexdigest()[:8]
    return f"LicenseRef-{clean}{lost}"


class Licenses:
    """Makes each licence of a document once and returns its id."""

    def __init__(self, add: Callable[..., str], texts: Mapping[str, str]) -> None:
        """Elements go through `add`; `texts` are whole texts by our licence id."""
        self._add = add
        self._texts = texts
        self._made: dict[str, str] = {}

    def declared(self, release: ModelRelease) -> str:
        """The declared licence; a list has no operator, so it stays a text."""
        found = _licenses.declared(release)
        if not found:
            return NO_ASSERTION
        if len(found) > 1:
            return self._list([one.name for one in found])
        return self._named(found[0])

    def concluded(self, release: ModelRelease) -> str:
        """The concluded expression."""
        found = _licenses.concluded(release)
        if found is None:
            return NO_ASSERTION
        if found.expression is None:
            return self._named(found)
        texts = {text.expression: text for text in found.expression.licenses}
        return self._expression(found.expression.expression, texts)

    def written(self, word: str | None) -> str:
        """The licence of a base model or dataset by the word that is written there."""
        return self._named(_licenses.named(word)) if word else NO_ASSERTION

    def _named(self, one: _licenses.Named) -> str:
        if one.text is not None:
            return self._expression(one.text.expression, {one.text.expression: one.text}, url=one.url)
        return self._expression(reference(one.name), {}, url=one.url, name=one.name)

    def _list(self, words: list[str]) -> str:
        key = "licenses-" + "-".join(_ELSE.sub("-", word) for word in words)
        return self._once(
            key,
            "simplelicensing_SimpleLicensingText",
            name=", ".join(words),
            simplelicensing_licenseText=f"{', '.join(words)} (several licences, no operator stated)",
        )

    def _expression(
        self, expression: str, texts: Mapping[str, License], *, url: str | None = None, name: str | None = None
    ) -> str:
        custom = [
            {
                "type": "DictionaryEntry",
                "key": ref,
                "value": self._custom(ref, texts.get(ref), url=url, name=name),
            }
            for ref in dict.fromkeys(REF.findall(expression))
        ]
        listed = [pair for text in texts.values() if text.spdx for pair in _licenses.terms(text)]
        return self._once(
            f"expression-{_ELSE.sub('-', expression)}",
            "simplelicensing_LicenseExpression",
            simplelicensing_licenseExpression=expression,
            simplelicensing_customIdToUri=custom,
            extension=extension(listed),
        )

    def _custom(self, reference: str, text: License | None, *, url: str | None, name: str | None) -> str:
        address = web(url) or (web(text.url) if text else None)
        whole = self._texts.get(text.id) if text else None
        where = f"It is published at {address}." if address else "No address is known."
        sizes = "; ".join(value for name, value in _licenses.thresholds(text) if name.count(":") == 3) if text else ""
        return self._once(
            reference,
            "expandedlicensing_CustomLicense",
            name=text.name if text else name or reference.removeprefix("LicenseRef-"),
            comment=f"Terms change above a size: {sizes}" if sizes else None,
            simplelicensing_licenseText=whole or f"The text is not part of this document. {where}",
            expandedlicensing_seeAlso=[address] if address else None,
            expandedlicensing_isOsiApproved=text.osi_approved if text else None,
            expandedlicensing_isFsfLibre=text.fsf_free if text else None,
            extension=extension(_licenses.terms(text)) if text else None,
        )

    def _once(self, key: str, kind: str, **values: Any) -> str:
        if key not in self._made:
            self._made[key] = self._add(kind, key, **values)
        return self._made[key]
