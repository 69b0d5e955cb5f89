"""The closed values of licence terms, each with its meaning. Docs, schema and readings all use this one table."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

TERMS: Final = MappingProxyType(
    {
        "commercial_use": {
            "allowed": "commercial use is granted",
            "allowed-with-threshold": "granted up to a stated size (see `thresholds`)",
            "separate-license-needed": "not granted; the text names a route to a commercial licence",
            "forbidden": "not granted, and no route is named",
            "silent": "the text does not speak of it",
        },
        "research_only": {"yes": "only research, evaluation, academic or personal use", "no": "no such limit"},
        "use_restrictions": {
            "none": "no field of use is restricted",
            "law-and-export-only": "only lawful use and export law",
            "inline": "a list in the body of the licence",
            "attached": "a list in an annex or attachment",
            "policy-by-reference": "a separate use policy that the licence incorporates",
            "research-purposes-only": "limited to research purposes",
        },
        "flow_down": {
            "explicit-clause": "restrictions must be written into downstream terms as an enforceable provision",
            "restrictions-attach-to-derivatives": "the licence says that its limits apply to derivatives",
            "license-copy-only": "a copy of the licence must travel, no more",
            "none": "no such duty",
        },
        "outputs_train_other_models": {
            "allowed": "outputs may train other models",
            "allowed-with-condition": "allowed on a condition, for example a name",
            "forbidden": "outputs may not train models outside the licensor's own family",
            "silent": "the text does not speak of it",
        },
        "outputs_rights": {
            "claimed-by-licensor": "the licensor claims rights in outputs",
            "not-claimed": "the licensor says it claims none",
            "restricted": "outputs fall under the licence's limits",
            "silent": "the text does not speak of it",
        },
        "derivative_name_prefix": None,
        "display_notice": None,
        "notice_file": {
            "required": 'a file named "Notice" with a prescribed text',
            "notice-any-form": "a prescribed text, its form free",
            "if-present": "a NOTICE of the work must be passed on",
            "retain-only": "existing notices must be kept",
            "none": "no such duty",
        },
        "license_copy": {
            "required": "a copy of the licence must travel",
            "copy-or-link": "a copy or a link",
            "none": "no such duty",
        },
        "change_notices": {"required": "changes must be marked", "none": "no such duty"},
        "redistribution": {
            "allowed": "granted",
            "noncommercial-only": "granted for non-commercial purposes",
            "research-only": "granted for research purposes",
            "forbidden": "not granted",
            "unclear": "the text does not settle it",
        },
        "modification": {
            "allowed": "granted",
            "noncommercial-only": "granted for non-commercial purposes",
            "research-only": "granted for research purposes",
            "forbidden": "not granted",
            "private-only": "changed versions may be made but not shared",
            "unclear": "the text does not settle it",
        },
        "hosting": {
            "allowed": "may be offered to others over a network",
            "noncommercial-only": "may be offered for non-commercial purposes",
            "research-only": "may be offered for research purposes",
            "separate-license-needed": "needs another licence",
            "forbidden": "not granted",
            "silent": "the text does not speak of it",
        },
        "derivative_license": {
            "free": "what is derived may carry any terms",
            "additional-terms": "own terms may be added if they do not conflict",
            "same-license": "what is derived stays under the same licence",
            "not-stated": "the text does not speak of it",
        },
        "share_alike": {
            "none": "no share-alike",
            "files": "changed files stay under the licence",
            "library": "the library stays under the licence",
            "work": "the whole derived work stays under the licence",
            "network": "as `work`, and use over a network counts",
            "adaptations": "shared adaptations stay under the same or a compatible licence",
            "database": "derived databases stay under the licence",
        },
        "patent_grant": {
            "express": "patents are licensed in so many words",
            "implied": "all intellectual property is licensed without naming patents",
            "excluded": "the text says that patents are not licensed",
            "silent": "the text does not speak of it",
        },
        "litigation_termination": {
            "none": "a suit ends nothing",
            "patent": "a patent suit",
            "patent-or-copyright": "a patent or copyright suit",
            "any-ip": "a suit over any intellectual property",
            "any-claim": "any suit",
        },
        "litigation_scope": {
            "patent-licenses": "the patent licences end",
            "all-licenses": "all rights end",
            "none": "nothing ends",
        },
        "breach_termination": {
            "automatic": "rights end with the breach",
            "automatic-with-cure": "rights end with the breach and return if it is mended in time",
            "on-notice": "rights end when the licensor says so after a breach",
            "licensor-may-terminate": "the licensor may end them",
            "silent": "the text does not speak of it",
        },
        "revocable": {
            "irrevocable": "the grant is called irrevocable",
            "on-breach-only": "the grant ends only with a breach",
            "at-will": "the licensor may end it without a breach",
            "silent": "the text does not speak of it",
        },
        "remote_restriction": {"yes": "the licensor may restrict use, remotely or otherwise", "no": "no such right"},
        "latest_version_duty": {
            "required": "the latest version must be used",
            "reasonable-efforts": "reasonable efforts to use the latest version",
            "none": "no such duty",
        },
        "terms_may_change": {
            "yes": "the licensor may change the terms for what you have",
            "no": "the terms stay",
            "silent": "the text does not speak of it",
        },
        "geographic_exclusion": None,
        "governing_law": None,
        "acceptance": {
            "by-use": "by using or distributing",
            "by-agreement": "by a signature or click",
            "none": "nothing is said to be accepted",
        },
        "applies_to": {
            "weights": "model parameters",
            "code": "software",
            "data": "data",
            "documents": "documentation",
            "outputs": "what the model generates",
        },
        "indemnity": {"yes": "the user indemnifies the licensor", "no": "no such duty"},
    }
)
"""Term by term: value -> meaning; None where the value is a text of its own (a phrase, a territory, a law)."""

SPOKEN: Final = MappingProxyType(
    {
        "commercial_use": "commercial use",
        "research_only": "research only",
        "use_restrictions": "use restrictions",
        "flow_down": "restrictions flow down",
        "outputs_train_other_models": "outputs may train other models",
        "outputs_rights": "rights in outputs",
        "derivative_name_prefix": "name of derivatives begins with",
        "display_notice": "notice to display",
        "notice_file": "notice file",
        "license_copy": "copy of the licence",
        "change_notices": "marking of changes",
        "redistribution": "redistribution",
        "modification": "modification",
        "hosting": "hosting for others",
        "derivative_license": "licence of derivatives",
        "share_alike": "share-alike",
        "patent_grant": "patent grant",
        "litigation_termination": "suit that ends rights",
        "litigation_scope": "what a suit ends",
        "breach_termination": "end on breach",
        "revocable": "revocable",
        "remote_restriction": "remote restriction",
        "latest_version_duty": "duty to use the latest version",
        "terms_may_change": "terms may change",
        "geographic_exclusion": "excluded territories",
        "governing_law": "governing law",
        "acceptance": "how it is accepted",
        "applies_to": "applies to",
        "indemnity": "user indemnifies",
    }
)
"""Each term in words for a person."""
