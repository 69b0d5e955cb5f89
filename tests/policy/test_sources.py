"""Which licences bind a model, how they are known, and what they come to together."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from openness import catalog
from openness.card import Ancestor, DatasetInfo, ModelCard, RepoFile, RepoInfo
from openness.errors import UnknownNameError
from openness.extract import release_from_card
from openness.policy import PURPOSES, Asked, ModelAnswer, answer_for, answer_for_license
from openness.policy.service import ended
from openness.release import SCHEMA_VERSION
from openness.release.reading import read_record

MODELS = Path(__file__).with_name("models")


def read(text: str, *, repo: RepoInfo | None = None, asked: Asked | None = None) -> ModelAnswer:
    card = ModelCard.parse(text)
    card = card if repo is None else card.with_repo(repo)
    return answer_for(release_from_card(card), card=card, target="README.md", asked=asked)


def of(name: str, asked: Asked | None = None) -> ModelAnswer:
    card = ModelCard.read(MODELS / f"{name}.md")
    return answer_for(release_from_card(card), card=card, target=name, asked=asked)


def answers(answer: ModelAnswer) -> dict[str, str]:
    return {one.about: one.reply.answer for one in answer.verdicts}


SEEN = {"source": "prose", "line": 1, "quote": "x"}
FRONT = "---\nlicense: {}\n---\n# Acme\n"
CHILD = "---\nlicense: {}\nbase_model: {}\nbase_model_relation: {}\n---\n# Acme\n"


@pytest.mark.parametrize(
    ("name", "state", "license_", "commercial"),
    [
        ("apache", "known", "Apache-2.0", "yes"),
        ("choice", "known", "MIT OR CC-BY-NC-4.0", "yes"),
        ("noncommercial", "known", "CC-BY-NC-4.0", "no"),
        ("llama", "known", "LicenseRef-llama2", "with-conditions"),
        ("contradicted", "contradicted", None, "unknown"),
        ("silent", "unknown", None, "unknown"),
        ("family", "unknown", None, "with-conditions"),
    ],
)
def test_the_own_licence(name: str, state: str, license_: str | None, commercial: str) -> None:
    answer = of(name)
    assert (answer.own.state, answer.own.license) == (state, license_)
    assert answers(answer)["commercial"] == commercial
    assert answer.own.evidence or name == "silent"


def test_where_nothing_is_asked_every_purpose_is() -> None:
    assert tuple(answers(of("apache"))) == PURPOSES


@pytest.mark.parametrize("purpose", PURPOSES)
def test_a_question_has_the_words_of_its_answers(purpose: str) -> None:
    (question,) = Asked(purposes=(purpose,)).questions()
    from openness.licenses import get

    assert question.ask(get("mit")).question == question.words


def test_what_is_said_goes_before_what_the_policy_says() -> None:
    said = Asked(users=5.0).over(Asked(users=1.0, country="FR", purposes=("host",)))
    assert (said.users, said.country, said.purposes) == (5.0, "FR", ("host",))


def test_a_base_binds_whatever_the_card_declares() -> None:
    answer = of("laundered")
    (base,) = [one for one in answer.sources if one.role == "base"]
    assert (base.name, base.license, base.relation) == ("meta-llama/Llama-2-7b-hf", "LicenseRef-llama2", "finetune")
    assert answers(answer)["distill"] == "with-conditions"  # only other large language models are barred
    assert answers(of("laundered", Asked(users=8e8)))["commercial"] == "no"
    assert answers(of("apache", Asked(users=8e8)))["commercial"] == "yes"


def test_a_base_that_nobody_knows_leaves_the_answer_open_and_says_what_would_settle_it() -> None:
    answer = of("nobodys-base")
    assert set(answers(answer).values()) == {"unknown"}
    assert [answer.by_what_is_known(one) for one in answer.verdicts[:2]] == ["yes", "yes"]
    assert answer.by_what_is_known(of("apache").verdicts[0]) is None
    assert answer.open_points == (
        "the licence of nobody/knows: its own card or licence file; `openness license nobody/knows` asks the Hub",
    )
    assert "the Hub was not asked" in str(answer.sources[1].reason)


def test_ancestors_that_the_hub_showed_bind_too() -> None:
    middle = ModelCard.parse(CHILD.format("apache-2.0", "acme/old", "finetune"))
    old = ModelCard.parse(FRONT.format("cc-by-nc-4.0"))
    ancestors = (
        Ancestor(id="acme/middle", depth=1, card=middle),
        Ancestor(id="acme/old", depth=2, card=old, via="acme/middle"),
    )
    repo = RepoInfo(id="other/new", source="hub-api", ancestors=ancestors)
    answer = read(CHILD.format("apache-2.0", "acme/middle", "finetune"), repo=repo)
    assert [(one.name, one.license, one.through) for one in answer.sources] == [
        ("other/new", "Apache-2.0", ()),
        ("acme/middle", "Apache-2.0", ()),
        ("acme/old", "CC-BY-NC-4.0", ("acme/middle",)),
    ]
    assert answers(answer)["commercial"] == "no"


def test_a_gated_base_says_so() -> None:
    repo = RepoInfo(source="hub-api", ancestors=(Ancestor(id="acme/shut", depth=1, reason="gated"),))
    answer = read(CHILD.format("mit", "acme/shut", "finetune"), repo=repo)
    assert answer.sources[1].reason == "its card is gated"


def made(relation: str, license_: str) -> ModelAnswer:
    """A model under Apache-2.0, made from `acme/base`, whose licence is stated."""
    record = {
        "schema_version": SCHEMA_VERSION,
        "license": {"concluded": "Apache-2.0", "evidence": {"concluded": [SEEN]}},
        "lineage": {
            "bases": [{"model": "acme/base", "relation": relation, "license": license_, "evidence": [SEEN]}],
        },
    }
    return answer_for(read_record(record, name="x"), asked=Asked(purposes=("commercial",)))


@pytest.mark.parametrize(
    ("license_", "commercial", "carried"),
    [
        ("llama2", "no", ["apache-2.0", "llama2"]),
        ("llama3.1", "with-conditions", ["apache-2.0", "llama3.1"]),
        ("cc-by-nc-4.0", "contested", ["apache-2.0", "cc-by-nc-4.0"]),
        ("mit", "yes", ["apache-2.0"]),
    ],
)
def test_of_a_distilled_model_only_what_the_base_says_of_outputs_counts(
    license_: str, commercial: str, carried: list[str]
) -> None:
    answer = made("distillation", license_)
    assert answers(answer) == {"commercial": commercial}
    assert [one.license for one in answer.carry] == carried
    for one in answer.carry[1:]:
        assert str(one.note).startswith("only outputs of acme/base went into the model")


def test_a_base_that_grants_no_model_made_from_it() -> None:
    answer = made("finetune", "cc-by-nd-4.0")
    assert answers(answer) == {"commercial": "no"}
    assert answer.verdicts[0].reply.reasons[0].text.startswith("its licence grants nobody a model made from it")
    assert answers(made("finetune", "cc-by-4.0")) == {"commercial": "yes"}


def test_a_publisher_is_not_bound_by_its_own_terms() -> None:
    repo = RepoInfo(id="meta-llama/Acme-Guard", source="hub-api")
    answer = read(CHILD.format("mit", "meta-llama/Llama-2-7b-hf", "finetune"), repo=repo)
    assert [one.binds for one in answer.sources] == [True, False]
    assert answers(answer)["distill"] == "yes"
    assert [one.license for one in answer.carry] == ["mit"]


def test_data_stands_apart_and_never_decides() -> None:
    text = "---\nlicense: mit\ndatasets: [acme/free, acme/chats]\n---\n# Acme\n"
    looked_up = (
        DatasetInfo(id="acme/chats", exists=True, license=("cc-by-nc-4.0",)),
        DatasetInfo(id="acme/free", exists=True, license=()),
    )
    answer = read(text, repo=RepoInfo(id="acme/x", source="hub-api", datasets=looked_up))
    data = [one for one in answer.sources if one.role == "data"]
    assert [(one.name, one.license, one.binds) for one in data] == [
        ("acme/free", None, False),
        ("acme/chats", "CC-BY-NC-4.0", False),
    ]
    commercial = answer.verdicts[0]
    assert (commercial.reply.answer, commercial.by_source[-1].answer) == ("yes", "no")


@pytest.mark.parametrize(
    ("front", "point"),
    [
        ("license: [mit, apache-2.0]", "whether all or any of mit, apache-2.0 apply"),
        ("license: other", "its text: a licence file in its repository, or from its publisher"),
        ("license: other\nlicense_name: acme-1\nlicense_link: https://acme.example/l", "https://acme.example/l"),
        ("license: acme-1", "its text: a licence file in its repository, or from its publisher"),
        ("pipeline_tag: text-generation", "a licence file in its repository, or its publisher's word"),
        ("license: openrail", "which one of bigscience-openrail-m"),
    ],
)
def test_what_would_settle_the_own_licence(front: str, point: str) -> None:
    answer = read(f"---\n{front}\n---\n# Acme\n\nAcme was trained from scratch.\n")
    assert answer.own.state == "unknown"
    assert point in answer.open_points[0]


def test_a_list_whose_members_agree_is_answered() -> None:
    asked = Asked(purposes=("commercial",))
    assert answers(read("---\nlicense: [mit, apache-2.0]\n---\n# A\n", asked=asked)) == {"commercial": "yes"}
    assert answers(read("---\nlicense: [mit, cc-by-nc-4.0]\n---\n# A\n", asked=asked)) == {"commercial": "unknown"}


def test_an_unstated_relation_is_open_where_it_matters() -> None:
    matters = read("---\nlicense: mit\nbase_model: meta-llama/Llama-2-7b-hf\n---\n# A\n")
    assert any("how it was made from meta-llama/Llama-2-7b-hf" in point for point in matters.open_points)
    free_anyway = read("---\nlicense: mit\nbase_model: mistralai/Mistral-7B-v0.1\n---\n# A\n")
    assert (free_anyway.sources[1].relation, free_anyway.open_points) == ("unspecified", ())
    stated = read(CHILD.format("mit", "meta-llama/Llama-2-7b-hf", "finetune"))
    assert stated.open_points == ()


def test_what_to_carry_names_the_models_and_the_texts_at_hand() -> None:
    repo = RepoInfo(
        id="acme/x",
        files=(RepoFile(path="LICENSE", text="the words"), RepoFile(path="NOTICE", text="Copyright Acme")),
    )
    answer = read(CHILD.format("apache-2.0", "mistralai/Mistral-7B-v0.1", "finetune"), repo=repo)
    (one,) = answer.carry
    assert one.models == ("acme/x", "mistralai/Mistral-7B-v0.1")
    assert [(text.path, text.text) for text in one.texts] == [("LICENSE", "the words"), ("NOTICE", "Copyright Acme")]


def test_records_without_a_card_have_bases_too() -> None:
    answer = answer_for(catalog.load("code-llama-34b-instruct"))
    assert [(one.role, one.license) for one in answer.sources[:2]] == [
        ("own", "LicenseRef-llama2"),
        ("base", "LicenseRef-llama2"),
    ]
    assert "CodeLlama-34b-hf" in answer.sources[1].read_in, "where the record's word for it stands"


def test_a_base_whose_weights_were_kept_back_has_no_licence_that_binds() -> None:
    (_, base) = answer_for(catalog.load("code-llama-34b")).sources
    assert (base.name, base.license, base.binds) == ("Llama 2 34B", None, False)
    assert "kept the weights back" in (base.reason or "")


def test_a_family_is_one_also_where_the_card_names_it_as_an_other_licence() -> None:
    answer = read("---\nlicense: other\nlicense_name: yi-license\n---\n# X\n")
    assert "yi-2.1" in answer.own.written
    assert "`yi-license` is a family of licences" in (answer.own.reason or "")
    assert answers(answer)["modify"] == "with-conditions", "all its members say so"


@pytest.mark.parametrize("name", ["olmo-2-7b", "bloom-176b"])
def test_the_origin_of_a_model_whose_record_has_its_own_pretraining_is_not_open(name: str) -> None:
    assert not any("its origin" in point for point in answer_for(catalog.load(name)).open_points)


def test_a_licence_by_itself() -> None:
    answer = answer_for_license("MIT AND llama2", asked=Asked(users=8e8))
    assert answers(answer) == {"commercial": "no"}
    assert [one.license for one in answer.carry] == ["mit", "llama2"]
    with pytest.raises(UnknownNameError):
        answer_for_license("acme-1 OR acme-2")
    with pytest.raises(UnknownNameError, match="no country code"):
        answer_for(catalog.load("phi-2"), asked=Asked(country="Korea"))


@pytest.mark.parametrize(
    ("front", "fulfilled", "remark"),
    [
        ("model_name: Llama-3.1-Heron\n", True, "`Llama-3.1-Heron` does"),
        ("model_name: Heron\n", False, "`Heron` does not"),
        ("", None, "is not known"),
    ],
)
def test_whether_the_models_own_name_begins_as_its_bases_licence_asks(
    front: str, fulfilled: bool | None, remark: str
) -> None:
    base = "base_model: meta-llama/Llama-3.1-8B\nbase_model_relation: finetune\n"
    answer = read(f"---\nlicense: llama3.1\n{base}{front}---\nHi.\n")
    (name,) = [item for one in answer.carry for item in one.items if item.kind == "name"]
    assert name.fulfilled is fulfilled
    assert remark in (name.remark or "")


def test_the_licensors_own_model_and_a_licence_without_the_duty_are_not_held_to_a_name() -> None:
    repo = RepoInfo(id="meta-llama/Llama-3.1-8B")
    own = read("---\nlicense: llama3.1\n---\n# X\n", repo=repo)
    assert [item.remark for one in own.carry for item in one.items if item.kind == "name"] == [None]
    llama_2 = read(CHILD.format("llama2", "meta-llama/Llama-2-7b-hf", "finetune"))
    assert [item for one in llama_2.carry for item in one.items if item.kind == "name"] == []


def test_private_use_carries_nothing_that_is_due_on_sharing() -> None:
    text = CHILD.format("llama3.1", "meta-llama/Llama-3.1-8B", "finetune")
    kinds = [item.kind for one in read(text, asked=Asked(private=True)).carry for item in one.items]
    assert kinds == ["use-policy", "other"]  # the other: the brand guidelines, which bind whoever uses it
    assert set(answers(read(text, asked=Asked(private=True)))) == {"commercial", "modify", "distill"}


def test_hosting_for_others_is_not_private_whatever_else_is_said() -> None:
    text = CHILD.format("gemma", "google/gemma-2b", "finetune")
    shared = read(text, asked=Asked(purposes=("host",)))
    assert any("service" in item.when for one in shared.carry for item in one.items)
    both = read(text, asked=Asked(private=True, purposes=("host",)))
    assert both.carry == shared.carry
    assert not both.private


def test_a_size_that_has_no_right_bars_every_question() -> None:
    text = CHILD.format("llama3.1", "meta-llama/Llama-3.1-8B", "quantized")
    answer = read(text, asked=Asked(users=800e6, country="FR"))
    (bar,) = answer.bars
    assert (bar.whole, bar.reason.clause, bar.reason.license) == (True, "2", "llama3.1")
    assert "the size given is taken as that of 2024-07-23, as today's does not count" in bar.reason.text
    assert answers(answer) == {"country": "no", "commercial": "no"}
    assert read(text, asked=Asked(users=5e6, country="FR")).bars == ()
    hosted = read(CHILD.format("kimi-k3", "moonshotai/Kimi-K3", "quantized"), asked=Asked(revenue=1e9)).bars
    assert [one.rights for one in hosted] == [("host",)]  # a size that binds one right bars that one alone


def test_commercial_use_is_asked_about_with_a_place_too() -> None:
    found = answers(read("---\nlicense: cc-by-nc-4.0\n---\n# Acme Tern\n", asked=Asked(country="FR", use="commercial")))
    assert found == {"country": "yes", "commercial": "no"}


def test_a_model_that_is_only_served_has_no_copy_and_its_terms_are_of_one_day() -> None:
    for name, commercial in (("gpt-4", "unknown"), ("gpt-3.5-turbo", "with-conditions")):
        answer = answer_for(catalog.load(name))
        assert [answers(answer)[one] for one in ("host", "modify", "redistribute")] == ["no"] * 3
        assert answers(answer)["commercial"] == commercial, "an end that was announced is asked about, not concluded"
        assert any("openai-terms-2024-12-11 came later" in point for point in answer.open_points)
        assert any(
            point.endswith("those of today: https://openai.com/policies/terms-of-use/") for point in answer.open_points
        )
        assert answer.own.read_in.endswith("openai-tou-20230314.html"), "the text that was read, not today's page"
        assert not any(one.binds for one in answer.sources if one.role == "base")


def test_a_dataset_of_a_known_licence_and_writer_is_told_with_both() -> None:
    answer = read("---\nlicense: apache-2.0\ndatasets: [tatsu-lab/alpaca, acme/unknown]\n---\n# X\n")
    data = {one.name: (one.license, one.read_in) for one in answer.sources if one.role == "data"}
    assert data["tatsu-lab/alpaca"] == ("CC-BY-NC-4.0", "https://huggingface.co/datasets/tatsu-lab/alpaca")
    assert data["acme/unknown"] == (None, "")
    (used,) = answer.outputs_used
    assert (used.generator, used.datasets, used.terms) == (
        "text-davinci-003",
        ("tatsu-lab/alpaca",),
        "OpenAI Terms of Use",
    )
    assert answers(answer)["commercial"] == "yes", "contested, and not counted"


def test_a_datasets_licence_is_read_where_it_stands() -> None:
    answer = answer_for(catalog.load("falcon-180b"))
    (data,) = [one for one in answer.sources if one.role == "data"]
    assert (data.license, "falcon-refinedweb" in data.read_in) == ("ODC-By-1.0", True)
    by_itself = {one.about: one.by_source[answer.sources.index(data)].answer for one in answer.verdicts}
    assert by_itself["commercial"] == "with-conditions", "what is produced from the data needs a notice (4.3)"


def test_of_an_unread_licence_the_publishers_words_are_told_and_an_unread_policy_is_an_open_point() -> None:
    front = "---\nlicense: other\nlicense_name: h-research\n---\n\n"
    answer = read(f"{front}# Acme Kite\n\nAcme Kite is free for commercial use.\n")
    assert any("which is no grant: “is free for commercial" in one for one in answer.open_points)
    assert set(answers(answer).values()) == {"unknown"}
    falcon = answer_for(catalog.load("falcon-180b"))
    assert any("Acceptable Use Policy of Falcon-180B forbids: nobody here has" in one for one in falcon.open_points)
    (policy,) = [item for one in falcon.carry for item in one.items if item.kind == "use-policy" and item.url]
    assert "nobody here has read it" in policy.what


def test_a_service_has_ended_from_the_day_that_a_channel_says() -> None:
    release = catalog.load("gpt-4")
    assert ended(release, today=date(2026, 10, 22)) is None
    assert "2026-10-23" in (ended(release, today=date(2026, 10, 23)) or "")
    assert ended(catalog.load("gpt-3.5-turbo"), today=date(2026, 10, 23)) is None


def test_what_the_card_calls_its_licence_besides_is_told_with_its_link() -> None:
    terms = "**Terms of use**: [Terms](https://ai.google.dev/gemma/terms)\n\n"
    answer = read(
        f"---\nlicense: gemma\n---\n\n# Acme Tern\n\n{terms}- License: [Apache-2.0](https://acme.example/l)\n"
    )
    assert answer.also_named == ("apache-2.0",)
    assert any("(https://acme.example/l)" in point for point in answer.open_points)


FAMILY = "---\nlicense: other\nlicense_name: yi-license\n{}base_model: acme/heron\nbase_model_relation: finetune\n---\n# Acme Egret\n"
LINK = "https://huggingface.co/acme/heron/blob/main/LICENSE"


def test_a_family_behind_a_link_that_nobody_read_settles_nothing_but_says_what_its_texts_agree_on() -> None:
    answer = read(FAMILY.format(f"license_link: {LINK}\n"))
    verdict = answer.verdicts[0]
    assert (verdict.reply.answer, answer.by_what_is_known(verdict)) == ("unknown", "no")
    assert answer.own.link == LINK
    assert any(LINK in point for point in answer.open_points)
    unlinked = read(FAMILY.format(""))
    assert unlinked.verdicts[0].reply.answer == "no"  # nothing hints at another text than the known ones


def test_what_all_texts_of_a_family_ask_for_is_to_be_carried_whichever_it_is() -> None:
    (due,) = read(FAMILY.format("")).carry
    asked = {item.what: item.clause for item in due.items}
    assert asked["attribute the source clearly to the licensor"] == "2.4"
    assert asked["marks on what was changed"] == "2.5"
    assert {item.license for item in due.items} == {"yi-license"}


def test_a_ground_that_some_texts_of_a_family_give_says_which() -> None:
    host = next(one for one in read(FAMILY.format("")).verdicts if one.about == "host")
    told = [why.text for why in host.by_source[0].reasons]
    assert [one.split(":")[0] for one in told] == ["in yi-1.0-2023-11-01 and yi-2.0", "in yi-2.1 and yi-2.1-8c4d78d"]


@pytest.mark.parametrize(
    ("prose", "said"),
    [
        ("", "not known: none is named, and nobody says that it was made from scratch"),
        ("It was trained from scratch on the Marsh corpus.", "none; it was made from scratch"),
    ],
)
def test_where_no_base_is_named_its_origin_is_told(prose: str, said: str) -> None:
    answer = read(f"---\nlicense: mit\n---\n# Acme Tern\n\nAcme Tern is a language model. {prose}\n")
    assert answer.origin == said


def test_a_base_that_the_card_tells_of_without_a_name_is_unknown_and_not_absent() -> None:
    answer = read("---\nlicense: mit\n---\n# Acme Tern\n\nThis model is a fine-tuned version of a large model.\n")
    assert answers(answer)["commercial"] == "unknown"
    assert answer.origin is None
    assert any(
        point.startswith("which model it was made from, whose licence binds too: ") for point in answer.open_points
    )


DARK = "---\nlicense: cc-by-4.0\nbase_model: acme/heron\n---\n# Acme Egret\n\n{}\n"


def test_a_model_that_the_card_names_further_up_is_told_where_the_base_is_not_known() -> None:
    words = "See the original [Llama 2](https://huggingface.co/meta-llama/Llama-2-13b-hf) for more."
    (above,) = read(DARK.format(words)).above
    assert (above.model, above.line, above.license) == ("meta-llama/Llama-2-13b-hf", 7, "llama2")
    known = DARK.replace("acme/heron", "meta-llama/Llama-2-7b-hf")
    assert read(known.format(words)).above == ()
    assert read(DARK.format("Better than [Llama 2](https://huggingface.co/meta-llama/Llama-2-13b-hf).")).above == ()


def test_the_card_of_the_base_that_stands_below_names_the_next() -> None:
    below = "# Original model card: Acme Heron\n\nThis is a fine-tuned version of [ibis](https://huggingface.co/acme/ibis-13b)."
    (above,) = read(DARK.format(below)).above
    assert (above.model, above.license) == ("acme/ibis-13b", None)


def test_a_limit_on_competitors_that_the_card_states_is_told_with_whose_service_it_is_about() -> None:
    words = "As the data were translated with OpenAI's API, you cannot use this model to build a competing product."
    answer = read(DARK.format(words))
    assert [one.line for one in answer.stated] == [7]
    assert [one.terms for one in answer.outputs_used] == ["OpenAI Terms of Use"]
    for other in (
        "It competes with larger models.",
        "You cannot use it for medical advice.",
        "It was trained with OpenAI Triton.",
    ):
        plain = read(DARK.format(other))
        assert (plain.stated, plain.outputs_used) == ((), ())


def test_a_base_of_the_same_publisher_under_its_own_terms_is_told_and_binds_nobody_but_others() -> None:
    repo = RepoInfo(id="deepseek-ai/DeepSeek-R1")
    text = "---\nlicense: mit\nbase_model: deepseek-ai/DeepSeek-V3-Base\n---\n# DeepSeek-R1\n"
    own = read(text, repo=repo)
    assert [(one.license, one.binds) for one in own.sources[1:]] == [("LicenseRef-deepseek-1.0", False)]
    assert answers(own)["commercial"] == "yes"
    other = read(text, repo=RepoInfo(id="acme/egret"))
    assert [(one.license, one.binds) for one in other.sources[1:]] == [("LicenseRef-deepseek-1.0", True)]
    assert answers(other)["commercial"] == "with-conditions"


def test_a_family_s_tag_is_not_told_as_the_place_that_names_a_text() -> None:
    card = "---\nlicense: openrail\n---\n# Heron\n\n**License:** The CreativeML OpenRAIL M license\n"
    answer = read(card)
    assert answer.own.license == "LicenseRef-creativeml-openrail-m"
    assert answer.own.read_in == "line 6; front matter, line 2, names only the family openrail"
    assert read(FRONT.format("creativeml-openrail-m")).own.read_in == "front matter, line 2"
