"""What a policy says: its schema, its lists and groups, what it requires, and what comes of what is not known."""

from __future__ import annotations

from pathlib import Path

import pytest

from openness import catalog
from openness.card import ModelCard, RepoFile, RepoInfo
from openness.errors import ConfigurationError
from openness.extract import release_from_card
from openness.licenses import all_licenses
from openness.policy import Judgement, answer_for, answer_for_license, judged, read_policy
from openness.policy.groups import GROUPS

MODELS = Path(__file__).with_name("models")


def of(name: str, **table: object) -> Judgement:
    card = ModelCard.read(MODELS / f"{name}.md")
    release = release_from_card(card)
    return judged(read_policy(table), answer_for(release, card=card), release=release, card=card)


def points(judgement: Judgement) -> list[tuple[str, str, str | None]]:
    return [(one.level, one.rule, one.license) for one in judgement.breaches]


# The schema.


@pytest.mark.parametrize(
    ("table", "complaint"),
    [
        ({"denny": []}, "p: unknown key `denny`; did you mean `deny`?"),
        ({"zzz": 1}, "p: unknown key `zzz`; known: purpose, users"),
        ({"deny": ["llama3.11"]}, "p: `deny`: `llama3.11` is no licence, family, expression or group; did you mean"),
        ({"deny": ["non-comercial"]}, "did you mean non-commercial"),
        ({"allow": ["MIT OR qqqqqq"]}, "p: `allow`: `MIT OR qqqqqq` is no licence"),
        ({"allow": ["MIT OR ("]}, "p: `allow`: `MIT OR (` is no licence"),
        ({"allow": 3}, "p: `allow` takes a text or a list of texts, found 3"),
        ({"purpose": "comercial"}, "p: `purpose` has `comercial`; did you mean `commercial`?"),
        ({"users": "many"}, "p: `users` takes a number of 0 or more, found 'many'"),
        ({"users": True}, "p: `users` takes a number of 0 or more, found True"),
        ({"revenue": -1}, "p: `revenue` takes a number of 0 or more, found -1"),
        ({"country": "Korea"}, "p: `country`: Korea: no country code"),
        ({"country": 3}, "p: `country` takes text, found 3"),
        ({"multimodal": "yes"}, "p: `multimodal` takes true or false, found 'yes'"),
        ({"on-unknown": "fial"}, "p: `on-unknown` takes fail, warn, pass, found 'fial'; did you mean `fail`?"),
        ({"require": ["osaid-1.0"]}, "p: `require` takes a table, found"),
        ({"require": {"osaid": "pass"}}, "p: unknown key `require.osaid`; did you mean `osaid-1.0`?"),
        ({"require": {"osaid-1.0": "met"}}, "p: `require.osaid-1.0` takes pass, undetermined, fail, found 'met'"),
        ({"require": {"osai-14": "pass"}}, "p: `require.osai-14`: it grades"),
        ({"require": {"dataset-disclosure": "liste"}}, "found 'liste'; did you mean `listed`?"),
        ({"require": {"license-text": "yes"}}, "p: `license-text` takes true or false, found 'yes'"),
    ],
)
def test_a_policy_that_means_nothing_is_refused(table: dict[str, object], complaint: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        read_policy(table, where="p")
    assert str(caught.value).startswith(complaint) or complaint in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_empty_policy_asks_for_nothing() -> None:
    assert of("silent") == Judgement(model="Acme Silent", met=True)
    assert of("noncommercial").met


# Lists.


@pytest.mark.parametrize(
    ("name", "deny", "met"),
    [
        ("noncommercial", ["non-commercial"], False),
        ("noncommercial", ["use-restricted", "size-limited"], True),
        ("llama", ["use-restricted"], False),
        ("llama", ["size-limited"], False),
        ("llama", ["llama2"], False),
        ("llama", ["llama3"], True),
        ("llama", ["llama"], False),
        ("laundered", ["llama2"], False),
        ("apache", list(GROUPS), True),
        ("choice", ["non-commercial"], True),
        ("choice", ["non-commercial", "MIT"], False),
        ("choice", ["cc-by-nc-4.0"], True),
        ("family", ["openrail"], False),
        ("family", ["creativeml-openrail-m"], False),
    ],
)
def test_deny(name: str, deny: list[str], met: bool) -> None:
    assert of(name, deny=deny).met is met


def test_of_a_choice_whose_every_way_is_denied_nothing_is_left() -> None:
    found = of("choice", deny=["MIT", "cc-by-nc-4.0"])
    assert points(found) == [("fail", "deny", "mit")]


@pytest.mark.parametrize(
    ("text", "deny", "met"),
    [
        ("MIT AND llama2", ["MIT AND llama2"], False),
        ("MIT", ["MIT AND llama2"], True),
        ("MIT OR CC-BY-NC-4.0", ["non-commercial"], True),
        ("CC-BY-NC-4.0 OR MIT", ["non-commercial"], True),
        ("MIT AND llama2", ["use-restricted"], False),
        ("agpl-3.0", ["AGPL-3.0-only"], False),
        ("AGPL-3.0-or-later", ["AGPL-3.0-only"], True),
        ("AGPL-3.0-or-later", ["agpl-3.0"], False),
        ("AGPL-3.0-or-later", ["share-alike"], False),
        ("gemma", ["gemma-2024-04-01"], False),
        ("gemma-2024-04-01", ["gemma"], False),
        ("gemma-2024-04-01", ["gemma-2025-03-24"], True),
    ],
)
def test_deny_licences(text: str, deny: list[str], met: bool) -> None:
    assert judged(read_policy({"deny": deny}), answer_for_license(text)).met is met


@pytest.mark.parametrize(
    ("text", "allow", "met"),
    [
        ("MIT", ["MIT", "apache-2.0"], True),
        ("MIT", ["MIT OR Apache-2.0"], True),
        ("bsd-3-clause", ["bsd"], True),
        ("llama2", ["MIT"], False),
        ("MIT OR llama2", ["MIT"], True),
        ("MIT AND llama2", ["MIT"], False),
        ("MIT AND llama2", ["MIT", "llama2"], True),
        ("gemma-2024-04-01", ["gemma"], True),
        ("LicenseRef-acme AND MIT", ["LicenseRef-Acme", "MIT"], True),
        ("gpl-3.0", ["share-alike"], True),
    ],
)
def test_allow(text: str, allow: list[str], met: bool) -> None:
    assert judged(read_policy({"allow": allow}), answer_for_license(text)).met is met


def test_a_series_is_not_the_one_version_that_is_allowed() -> None:
    found = judged(read_policy({"allow": ["gemma-2025-03-24"]}), answer_for_license("gemma"))
    assert not found.met


def test_an_expression_with_a_part_that_nobody_knows_is_not_known() -> None:
    answer = answer_for_license("MIT AND LicenseRef-acme")
    for table in ({"allow": ["MIT"]}, {"deny": ["llama2"]}, {"deny": ["non-commercial"]}):
        assert points(judged(read_policy(table | {"on-unknown": "warn"}), answer)) == [
            ("warn", next(iter(table)), None)
        ]


def test_a_term_that_nobody_verified_leaves_a_group_unknown() -> None:
    unread = next(text.id for text in all_licenses() if not text.text_read)
    found = judged(read_policy({"deny": ["non-commercial"], "on-unknown": "warn"}), answer_for_license(unread))
    assert points(found) == [("warn", "deny", None)]


def test_a_breach_names_the_model_the_ancestor_and_the_clause() -> None:
    (breach,) = of("laundered", deny=["use-restricted"]).breaches
    assert (breach.model, breach.source, breach.role) == ("Acme Chat", "meta-llama/Llama-2-7b-hf", "base")
    assert (breach.license, breach.clause) == ("llama2", "1.b.iv")
    (breach,) = of("laundered", purpose="commercial", users=8e8).breaches
    assert (breach.rule, breach.source, breach.clause) == ("purpose.commercial", "meta-llama/Llama-2-7b-hf", "2")


def test_the_country() -> None:
    answer = answer_for_license("hunyuan-3d-2.0")
    assert points(judged(read_policy({"country": "FR"}), answer))[0][:2] == ("fail", "country")
    assert judged(read_policy({"country": "JP"}), answer).met


# What is not known.


@pytest.mark.parametrize(
    ("on_unknown", "met", "levels"), [("fail", False, ["fail"]), ("warn", True, ["warn"]), ("pass", True, [])]
)
@pytest.mark.parametrize("table", [{"deny": ["llama2"]}, {"allow": ["MIT"]}, {"purpose": ["commercial", "host"]}])
@pytest.mark.parametrize("name", ["silent", "nobodys-base"])
def test_on_unknown(name: str, table: dict[str, object], on_unknown: str, met: bool, levels: list[str]) -> None:
    found = of(name, **table, **{"on-unknown": on_unknown})
    assert (found.met, [one.level for one in found.breaches]) == (met, levels)


def test_what_is_not_known_fails_unless_somebody_says_otherwise() -> None:
    assert not of("silent", deny=["llama2"]).met


@pytest.mark.parametrize("on_unknown", ["fail", "warn", "pass"])
def test_no_judgement_is_positive_where_places_contradict(on_unknown: str) -> None:
    found = of("contradicted", deny=["llama2"], **{"on-unknown": on_unknown})
    assert points(found) == [("fail", "license", None)]


def test_a_family_whose_members_differ_is_not_known() -> None:
    answer = of("family", allow=["creativeml-openrail-m"], **{"on-unknown": "warn"})
    assert points(answer) == [("warn", "allow", None)]
    assert of("family", allow=["openrail"]).met


# What is required of the release.


def test_a_frameworks_least_verdict() -> None:
    release = catalog.load("llama-2-70b")
    answer = answer_for(release)
    found = judged(read_policy({"require": {"osaid-1.0": "pass"}}), answer, release=release)
    assert points(found) == [("fail", "require.osaid-1.0", None)]
    assert "osaid-1.0 says fail, pass is asked for: Llama 2" in found.breaches[0].message
    assert judged(read_policy({"require": {"osaid-1.0": "fail"}}), answer, release=release).met
    assert judged(read_policy({"require": {"osaid-1.0": "pass"}}), answer).met, "of a licence alone nothing is asked"


def test_an_undetermined_verdict_is_not_known() -> None:
    table = {"require": {"osaid-1.0": "pass"}, "on-unknown": "warn"}
    assert points(of("apache", **table)) == [("warn", "require.osaid-1.0", None)]


@pytest.mark.parametrize(("least", "level"), [("described", None), ("listed", "fail"), ("released", "fail")])
def test_the_disclosure_of_data(least: str, level: str | None) -> None:
    release = catalog.load("llama-2-70b")
    found = judged(read_policy({"require": {"dataset-disclosure": least}}), answer_for(release), release=release)
    assert [one.level for one in found.breaches] == ([level] if level else [])


def test_the_disclosure_that_nobody_made_is_not_known() -> None:
    table = {"require": {"dataset-disclosure": "described"}, "on-unknown": "warn"}
    assert points(of("silent", **table)) == [("warn", "require.dataset-disclosure", None)]


@pytest.mark.parametrize(
    ("repo", "level"),
    [
        (None, "warn"),
        (RepoInfo(files=(RepoFile(path="LICENSE", text="words"),)), None),
        (RepoInfo(files=(), files_known=True), "fail"),
        (RepoInfo(files=(), files_known=False), "warn"),
    ],
)
def test_the_text_of_the_licence(repo: RepoInfo | None, level: str | None) -> None:
    card = ModelCard.read(MODELS / "apache.md")
    card = card if repo is None else card.with_repo(repo)
    release = release_from_card(card)
    policy = read_policy({"require": {"license-text": True}, "on-unknown": "warn"})
    found = judged(policy, answer_for(release, card=card), release=release, card=card)
    assert [one.level for one in found.breaches] == ([level] if level else [])


def test_a_policy_on_a_model_that_is_only_served_says_that_there_is_no_copy() -> None:
    release = catalog.load("gpt-4")
    answer = answer_for(release)
    judgement = judged(read_policy({"purpose": "redistribute"}), answer, release=release)
    assert not judgement.met
    assert "there is no copy to pass on" in judgement.breaches[0].message
