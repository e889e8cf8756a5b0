"""The pipeline is built once, of our own components in their order, and refuses to skip one."""

import pytest
import spacy
from spacy.tokens.underscore import Underscore

from auditor.errors import PipelineError
from auditor.model import Span
from auditor.nlp.pipeline import COMPONENTS, reader
from auditor.nlp.typed import keep, kept, mark

TOKENIZER = {"nlp": {"tokenizer": {"@tokenizers": "auditor_clinical_tokenizer"}}}
NEEDS = {
    "auditor_sections": "code",
    "auditor_clauses": "section",
    "auditor_assistance": "clause",
    "auditor_times": "code",
}


def test_components_run_in_their_order(nlp):
    assert tuple(nlp.pipe_names) == COMPONENTS


def test_a_process_builds_the_pipeline_once(nlp):
    assert reader() is nlp


@pytest.mark.parametrize(("name", "missing"), NEEDS.items(), ids=NEEDS)
def test_a_component_without_the_one_it_stands_on_is_refused(name, missing):
    alone = spacy.blank("en", config=TOKENIZER)
    alone.add_pipe(name)
    with pytest.raises(PipelineError, match=f"the component that keeps '{missing}' must run"):
        alone("bike 5 min")


def test_reading_in_a_stream_is_reading_one_by_one(nlp):
    texts = ["97530 x 22 min: car transfers, CGA.", "", "Goals:\n1. stairs mod I in 3 wks"]
    keys = ("code", "section", "clause", "assistance", "time")
    streamed = [[kept(doc, key) for key in keys] for doc in nlp.pipe(texts)]
    assert streamed == [[kept(nlp(text), key) for key in keys] for text in texts]


def test_spans_of_the_doc_are_whole_tokens(nlp):
    doc = nlp.make_doc("sit<>stand CGA")
    mark(doc, "work", [(Span(1, 6), "functional"), (Span(11, 14), "help")])
    assert [(s.text, s.label_) for s in doc.spans["work"]] == [
        ("sit<>stand", "functional"),
        ("CGA", "help"),
    ]


def test_facts_are_kept_with_the_doc_they_were_found_in(nlp):
    doc, other = nlp.make_doc("a"), nlp.make_doc("a")
    keep(doc, "work", (1, 2))
    assert kept(doc, "work") == (1, 2)
    with pytest.raises(PipelineError, match="'work'"):
        kept(other, "work")


def test_no_span_extensions_are_used(nlp):
    nlp("97530 x 22 min: car transfers, CGA.")
    assert Underscore.span_extensions == {}
    assert Underscore.doc_extensions == {}
    assert Underscore.token_extensions == {}
