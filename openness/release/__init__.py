"""The record: what is *so* about a model release, each fact with its evidence."""

from openness.release.attestations import Attestation
from openness.release.components import Claim, Component
from openness.release.compute import Compute
from openness.release.data import Data, Dataset, Generator
from openness.release.distribution import Channel, Distribution
from openness.release.documentation import Documentation, Paper, TrainingCode
from openness.release.evaluation import Evaluation, Result
from openness.release.evidence import QUOTE_LIMIT, Evidence, Item, Section, is_stated
from openness.release.in_force import LicenseInForce, license_in_force
from openness.release.license import InTextLicense, LicenseFacts, PartLicense
from openness.release.lineage import Base, Lineage, Stage
from openness.release.model_release import COMPONENT_KINDS, SCHEMA_VERSION, SECTIONS, ModelRelease
from openness.release.subject import Subject
from openness.release.weights import WeightFile, Weights

__all__ = [
    "COMPONENT_KINDS",
    "QUOTE_LIMIT",
    "SCHEMA_VERSION",
    "SECTIONS",
    "Attestation",
    "Base",
    "Channel",
    "Claim",
    "Component",
    "Compute",
    "Data",
    "Dataset",
    "Distribution",
    "Documentation",
    "Evaluation",
    "Evidence",
    "Generator",
    "InTextLicense",
    "Item",
    "LicenseFacts",
    "LicenseInForce",
    "Lineage",
    "ModelRelease",
    "Paper",
    "PartLicense",
    "Result",
    "Section",
    "Stage",
    "Subject",
    "TrainingCode",
    "WeightFile",
    "Weights",
    "is_stated",
    "license_in_force",
]
