"""The closed vocabularies of the record. `unknown` is a member wherever nobody may have said it."""

from __future__ import annotations

from typing import Literal

Scope = Literal["general", "specialized", "unknown"]
Access = Literal["public", "gated", "on-request", "api-only", "hosted-only", "withheld", "unknown"]
Form = Literal["full", "delta", "adapter", "unknown"]
Gating = Literal["auto", "manual"]
Checkpoints = Literal["released", "withheld", "unknown"]
Disclosure = Literal["released", "listed", "described", "undisclosed", "unknown"]
DatasetAccess = Literal["open", "public", "obtainable", "unshareable", "unknown"]
DatasetKind = Literal[
    "web-crawl",
    "public-dataset",
    "licensed",
    "third-party-private",
    "user-data",
    "code",
    "synthetic",
    "human-annotation",
    "other",
    "unknown",
]
Deduplication = Literal["near", "exact", "unspecified", "none", "unknown"]
Filtering = Literal["stated", "none", "unknown"]
Synthetic = Literal["all", "partial", "none", "unknown"]
Relation = Literal[
    "finetune",
    "adapter",
    "quantized",
    "merge",
    "distillation",
    "continued-pretraining",
    "conversion",
    "unspecified",
]
StageKind = Literal[
    "pretraining",
    "continued-pretraining",
    "long-context",
    "finetuning",
    "instruction-tuning",
    "preference-tuning",
    "distillation",
    "merging",
    "quantization",
    "other",
]
LicensedPart = Literal["code", "data", "component", "size", "version"]
StageScope = Literal["base", "end", "unknown"]
Availability = Literal["released", "partial", "withheld", "unknown"]
ComponentKind = Literal[
    "datasets",
    "data-preprocessing-code",
    "model-architecture",
    "model-parameters-final",
    "model-parameters-intermediate",
    "model-metadata",
    "training-code",
    "inference-code",
    "evaluation-code",
    "evaluation-data",
    "evaluation-results",
    "supporting-libraries",
    "model-card",
    "data-card",
    "technical-report",
    "research-paper",
    "sample-outputs",
]
ClaimKind = Literal["open-source", "open-weights", "commercial-use-allowed", "research-only"]
Stated = Literal["stated", "unknown"]
Outsiders = Literal["yes", "no", "unknown"]
PaperKind = Literal["preprint", "peer-reviewed", "report", "unknown"]
ReleasedCode = Literal["released", "withheld", "unknown"]
ChannelKind = Literal["hub", "api", "package", "hosted", "other"]
