"""An example of every object of the published schemas; a test validates each against its own definition."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from openness.release import SCHEMA_VERSION

Example = dict[str, Any]

_FIELD = {
    "source": "front-matter",
    "path": "README.md",
    "line": 2,
    "column": 10,
    "quote": "license: apache-2.0",
    "confidence": "certain",
}
_SEEN = [{"source": "prose", "path": "README.md", "line": 14}]


def _section(*, items: tuple[str, ...] = (), **values: Any) -> Example:
    """A section with evidence for each of its values that is no list of items."""
    return {**values, "evidence": {name: _SEEN for name in values if name not in items}}


_RECORD: dict[str, Example] = {
    "Evidence": {**_FIELD, "retrieved": "2025-03-14T09:26:53Z"},
    "Subject": _section(
        id="heron-lab/heron-7b", name="Heron 7B", organization="Heron Lab", revision="4f2c1a9", released="2025-03-14",
        modalities=["text", "code"], parameters=7_241_732_096, architecture="LlamaForCausalLM", scope="general", stub=False,
    ),
    "InTextLicense": {"license": "apache-2.0", "evidence": _SEEN},
    "PartLicense": {"part": "component", "name": "VAE", "license": "openrail", "evidence": _SEEN},
    "LicenseFacts": _section(
        items=("in_text", "parts"), declared=["apache-2.0"], in_text=[{"license": "apache-2.0", "evidence": _SEEN}],
        parts=[{"part": "code", "license": "mit", "evidence": _SEEN}], concluded="Apache-2.0", contradiction=False,
    ),
    "WeightFile": {"path": "model.safetensors", "size": 14_483_464_192, "sha256": "9f" * 32, "evidence": _SEEN},
    "Weights": _section(
        items=("files",), access="gated", form="full", gating="auto", excluded_territories=["EU"], formats=["safetensors"],
        checkpoints="released",
        files=[{"path": "model.safetensors", "size": 14_483_464_192, "sha256": "9f" * 32, "evidence": _SEEN}],
    ),
    "Dataset": {
        "name": "heron-web", "id": "heron-lab/heron-web", "url": "https://heron.example/data", "license": "odc-by",
        "access": "open", "kind": "web-crawl", "stage": "pretraining", "synthetic": False, "evidence": _SEEN,
    },
    "Generator": {"model": "heron-lab/heron-70b", "evidence": _SEEN},
    "Data": _section(
        items=("datasets", "generators"), disclosure="released",
        datasets=[{"name": "heron-web", "id": "heron-lab/heron-web", "access": "open", "kind": "web-crawl", "evidence": _SEEN}],
        size="2T tokens", cutoff="2024-06", deduplication="near", filtering="stated", synthetic="partial",
        generators=[{"model": "heron-lab/heron-70b", "evidence": _SEEN}], opt_out="robots.txt is respected",
    ),
    "Base": {"model": "heron-lab/heron-7b-base", "relation": "finetune", "license": "apache-2.0", "evidence": _SEEN},
    "Stage": {
        "kind": "pretraining", "scope": "base", "model": "Heron 7B base", "datasets": ["heron-web"], "tokens": "2T tokens",
        "hyperparameters": "AdamW, peak learning rate 3e-4", "disclosure": "released", "weights": "released",
        "code": "released", "evidence": _SEEN,
    },
    "Lineage": _section(
        items=("bases", "stages"), from_scratch=False,
        bases=[{"model": "heron-lab/heron-7b-base", "relation": "finetune", "evidence": _SEEN}],
        stages=[{"kind": "instruction-tuning", "scope": "end", "datasets": ["heron-chat"], "evidence": _SEEN}],
    ),
    "Component": {
        "name": "heron-eval", "availability": "released", "license": "mit", "url": "https://heron.example/eval", "evidence": _SEEN,
    },
    "Claim": {"claim": "open-weights", "evidence": _SEEN},
    "Compute": _section(
        reported="stated", hardware="64 A100-80GB", hours=86_000, flops=8.4e22, emissions_reported="stated", emissions="11 t CO2eq",
    ),
    "Result": {"benchmark": "MMLU", "metric": "accuracy, 5-shot", "value": "58.4", "evidence": _SEEN},
    "Evaluation": _section(
        items=("results",), reported="stated", results=[{"benchmark": "MMLU", "metric": "accuracy", "value": "58.4", "evidence": _SEEN}],
        outsiders="yes",
    ),
    "Paper": {"ref": "2503.01234", "kind": "preprint", "evidence": _SEEN},
    "TrainingCode": {"value": "released", "url": "https://heron.example/train"},
    "Documentation": _section(
        items=("papers",), papers=[{"ref": "2503.01234", "kind": "preprint", "evidence": _SEEN}], datasheet="stated",
        limitations="stated", intended_use="stated", usage="stated", contact="stated",
        training_code={"value": "released", "url": "https://heron.example/train"},
    ),
    "Channel": {"kind": "hub", "url": "https://huggingface.co/heron-lab/heron-7b", "evidence": _SEEN},
    "Distribution": _section(
        items=("channels",), channels=[{"kind": "hub", "url": "https://huggingface.co/heron-lab/heron-7b", "evidence": _SEEN}],
        price="free of charge", paid_only=False,
    ),
    "Attestation": {
        "by": "Model Index", "framework": "Model Index 2.0", "criterion": "weights", "grade": "partial", "date": "2025-04-01",
        "url": "https://index.example/heron-7b",
    },
}  # fmt: skip

_RELEASE: Example = {
    "schema_version": SCHEMA_VERSION,
    "subject": {"id": "heron-lab/heron-7b", "evidence": {"id": [_FIELD]}},
    "license": {
        "declared": ["apache-2.0"], "concluded": "Apache-2.0", "evidence": {"declared": [_FIELD], "concluded": [_FIELD]},
    },
    "weights": {"access": "public", "evidence": {"access": _SEEN}},
    "data": {"disclosure": "described", "size": "2T tokens", "evidence": {"disclosure": _SEEN, "size": _SEEN}},
    "components": {"inference-code": [_RECORD["Component"]]},
    "claims": [_RECORD["Claim"]],
}  # fmt: skip

_ANSWER = {
    "id": "training data",
    "answer": "partial",
    "reason": "its kind and size are told, no name",
    "evidence": _SEEN,
}
_ASSESSMENT: Example = {
    "framework": "osaid-1.0", "version": "1.0", "verdict": "undetermined", "label": "not settled", "criteria": [_ANSWER],
    "undetermined": [{"id": "training code", "settle": "a link to the training code"}],
}  # fmt: skip
_FINDING = {
    "rule": "undisclosed-training-data", "severity": "warning", "confidence": "medium",
    "message": "the card does not say what the model was trained on", "hint": "add `datasets:`", "path": "README.md",
    "line": 1, "column": 1, "end_line": 1, "end_column": 4, "fixable": False, "fingerprint": "8d3f0c2b7a91e645",
}  # fmt: skip
_REPORT_RESULT = {"target": "README.md", "skipped": None, "findings": [_FINDING], "release": _RELEASE}

_TERM = {"value": "allowed-with-threshold", "clause": "2", "certainty": "certain", "readings": 2}
_THRESHOLD = {
    "metric": "monthly_active_users", "operator": ">", "number": 700_000_000, "unit": "users", "measured": "snapshot",
    "date": "2023-07-18", "affiliates": True, "consequence": "separate-license-needed", "clause": "2", "readings": 2,
}  # fmt: skip
_EXCLUSION = {
    "territories": ["EU"], "covers": "multimodal", "who": "people and companies with a seat in the European Union",
    "exempt": "end users of a product that holds the model", "clause": "1.a",
}  # fmt: skip
_SUMMARY_FIELD = {"number": "1.2", "title": "name of the model", "value": "heron-lab/heron-7b"}

_OTHERS: dict[str, Example] = {
    "ModelRelease": _RELEASE,
    "Answer": _ANSWER,
    "Undetermined": {"id": "training code", "settle": "a link to the training code"},
    "Score": {"value": 8.5, "of": 14, "mean": 0.61},
    "Progress": {"class_1": 41.2, "class_2": 50, "class_3": 87.5},
    "SummaryField": _SUMMARY_FIELD,
    "TrainingSummary": {"filled": 1, "of": 1, "fields": [_SUMMARY_FIELD]},
    "Assessment": _ASSESSMENT,
    "AssessmentResult": {"target": "README.md", "assessments": [_ASSESSMENT]},
    "AssessmentReport": {
        "format": "openness-assessment", "version": "1.0", "results": [{"target": "README.md", "assessments": [_ASSESSMENT]}],
    },
    "FindingV1": _FINDING,
    "ResultV1": _REPORT_RESULT,
    "ReportV1": {"format": "openness-report", "version": "1.0", "results": [_REPORT_RESULT]},
    "Term": _TERM,
    "Terms": {"commercial_use": _TERM},
    "Threshold": _THRESHOLD,
    "Exclusion": _EXCLUSION,
    "License": {
        "id": "llama2", "name": "Llama 2 Community License Agreement", "date": "2023-07-18", "licensor": "Meta",
        "hub_ids": ["llama2"], "url": "https://ai.meta.com/llama/license/", "osi_approved": False, "text_read": "2025-11-23",
        "readings": 2, "terms": {"commercial_use": _TERM}, "thresholds": [_THRESHOLD],
    },
}  # fmt: skip

_EXAMPLES = {**_RECORD, **_OTHERS}


def example(name: str) -> Example:
    """The example of a class; of a class of the statement, the record's without evidence."""
    if name == "Statement":
        shown = _without_evidence(_RELEASE)
    elif name.startswith("Stated"):
        shown = _without_evidence(_EXAMPLES[name.removeprefix("Stated")])
    else:
        shown = _EXAMPLES[name]
    return deepcopy(shown)


def _without_evidence(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_evidence(inner) for key, inner in value.items() if key != "evidence"}
    return [_without_evidence(one) for one in value] if isinstance(value, list) else value
