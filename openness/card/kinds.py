"""Is a Markdown file a model card? Dataset and Space cards and ordinary READMEs are not."""

from __future__ import annotations

import re
from pathlib import Path

from openness._pattern import pattern
from openness.card.model_card import ModelCard

_MODEL_KEYS = frozenset(
    [
        "base_model",
        "base_model_relation",
        "library_name",
        "pipeline_tag",
        "model-index",
        "model_name",
        "license",
        "license_name",
        "license_link",
        "language",
        "tags",
        "datasets",
        "metrics",
        "widget",
        "inference",
        "co2_eq_emissions",
        "new_version",
        "thumbnail",
        "extra_gated_prompt",
        "extra_gated_fields",
        "extra_gated_heading",
        "extra_gated_description",
        "model_creator",
        "quantized_by",
        "instance_prompt",
        "openness",
        "eval_results",
        "licence",
        "licenses",
        "base_models",
        "dataset",
        "model_index",
        "languages",
        "tag",
    ]
)
_DATASET_KEYS = frozenset(
    [
        "pretty_name",
        "dataset_info",
        "task_categories",
        "task_ids",
        "size_categories",
        "source_datasets",
        "annotations_creators",
        "language_creators",
        "configs",
        "viewer",
        "paperswithcode_id",
        "multilinguality",
    ]
)
_SPACE_KEYS = frozenset(["sdk", "sdk_version", "app_file", "app_port", "colorFrom", "colorTo"])
_NAMED = pattern(r"(?:^|[._-])model[_-]?card", re.IGNORECASE)
_WEIGHTS = (".safetensors", ".gguf", ".bin", ".pt", ".pth", ".ckpt", ".onnx", ".h5", ".msgpack", ".tflite", ".pkl")
_BESIDE = ("config.json", "openness.yaml", "adapter_config.json", "model_index.json")
_BROKEN = frozenset({"unclosed-front-matter", "late-front-matter", "fenced-front-matter"})


def skip_reason(card: ModelCard, *, folder: Path | None = None) -> str | None:
    """Why a file is not treated as a model card; None if it is one."""
    keys = {str(key) for key in card.front_matter.values}
    if keys & _SPACE_KEYS and "sdk" in keys:
        return "Space card"
    if keys & _DATASET_KEYS and not keys & {"pipeline_tag", "library_name", "base_model", "model-index"}:
        return "dataset card"
    if keys & _MODEL_KEYS:
        return None
    if _NAMED.search(Path(card.path).name) or card.repo is not None or card.statement is not None:
        return None
    if any(problem.kind in _BROKEN for problem in card.problems):
        return None
    if card.front_matter.present and not keys and card.front_matter.problems:
        return None
    if folder is not None and _holds_a_model(folder):
        return None
    return "no model card: front matter has no model key" if keys else "no model card: no front matter"


def _holds_a_model(folder: Path) -> bool:
    try:
        return any(entry.name in _BESIDE or entry.name.endswith(_WEIGHTS) for entry in folder.iterdir())
    except OSError:
        return False
