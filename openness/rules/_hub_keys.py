"""The front-matter keys of the Hub, as tables."""

HUB_KEYS = frozenset(
    [
        "language",
        "license",
        "license_name",
        "license_link",
        "license_details",
        "library_name",
        "tags",
        "datasets",
        "buckets",
        "metrics",
        "base_model",
        "base_model_relation",
        "new_version",
        "model-index",
        "model_name",
        "pipeline_tag",
        "thumbnail",
        "widget",
        "inference",
        "co2_eq_emissions",
        "extra_gated_prompt",
        "extra_gated_fields",
        "extra_gated_heading",
        "extra_gated_description",
        "extra_gated_button_content",
        "extra_gated_eu_disallowed",
        "eval_results",
        "openness",
        "instance_prompt",
        "quantized_by",
        "model_creator",
        "model_type",
        "prompt_template",
        "language_bcp47",
        "arxiv",
        "title",
        "emoji",
    ]
)
"""Keys that the Hub documents for model cards, and common ones that mean no other."""

MISSPELLED_KEYS = {
    "licence": "license",
    "licenses": "license",
    "licence_name": "license_name",
    "licence_link": "license_link",
    "dataset": "datasets",
    "tag": "tags",
    "languages": "language",
    "lang": "language",
    "metric": "metrics",
    "base_models": "base_model",
    "basemodel": "base_model",
    "base-model": "base_model",
    "model_index": "model-index",
    "library": "library_name",
    "library-name": "library_name",
    "pipeline-tag": "pipeline_tag",
    "pipeline": "pipeline_tag",
    "license-name": "license_name",
    "license-link": "license_link",
}
"""Keys as people write them by mistake, and the key that they mean."""
CHECKED_KEYS = (
    "license",
    "datasets",
    "base_model",
    "language",
    "pipeline_tag",
    "library_name",
    "license_name",
    "license_link",
)
"""Keys that are worth a guess: an unknown key one slip away from one of them is taken for it."""
TEXT_KEYS = (
    "license_name",
    "license_link",
    "library_name",
    "pipeline_tag",
    "base_model_relation",
    "new_version",
    "model_name",
)
"""Keys that take one text."""
LIST_KEYS = ("tags", "datasets", "metrics", "base_model", "language", "license")
"""Keys that take one text or a list of them."""
