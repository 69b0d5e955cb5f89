"""What training took, as cards tell it."""

from __future__ import annotations

import pytest

from openness import release_from_card
from openness.card import ModelCard


def read(body, front="license: mit"):
    card = ModelCard.parse(f"---\n{front}\n---\n# Heron\n\n{body}\n")
    return card, release_from_card(card)


def test_compute():
    _, release = read("The model was trained on 8 A100 GPUs. Pretraining took 3.3M GPU hours and 5.0e24 FLOPs.")
    assert release.compute.reported == "stated"
    assert release.compute.hours == pytest.approx(3.3e6)
    assert release.compute.flops == pytest.approx(5.0e24)


def test_emissions_of_field_and_prose():
    assert read("", "co2_eq_emissions: 12.5")[1].compute.emissions == "12.5 g CO2eq"
    assert read("Estimated total emissions were 65.3 tCO2eq.")[1].compute.emissions_reported == "stated"


@pytest.mark.parametrize(
    ("said", "reported"),
    [
        ("The model was trained on GPU.", "unknown"),
        ("The model was trained on 8 GPUs.", "unknown"),
        ("The model was trained on 8 A100 GPUs.", "stated"),
        ("The model was trained on a single GPU for 30 GPU hours.", "stated"),
    ],
)
def test_devices_without_a_name_tell_nothing(said, reported):
    assert read(said)[1].compute.reported == reported


@pytest.mark.parametrize(
    ("body", "hardware"),
    [
        ("The model was trained on a single TPU Pod V3-8 for 250K steps.", "a single TPU Pod V3-8"),
        ("The model was trained on a TPU v3-8 pod.", "a TPU v3-8 pod"),
        ("It was trained on TPUs.", "TPUs"),
        ("## Hardware rental to use this model\n\n### Heron VM\n\n- GPU Type: A6000", None),
        (
            "## Hardware\n\nWe used custom libraries and our own custom built GPU cluster for the whole of the pretraining. It took a cumulative count of hours of computation on hardware of the type H100-80GB.",
            "H100-80GB",
        ),
        ("## Hardware\n\nOur own custom built GPU cluster.", "Our own custom built GPU cluster."),
    ],
)
def test_the_device_is_told_whole_and_only_of_training(body, hardware):
    assert read(body)[1].compute.hardware == hardware
