"""What a classifier may see of a clause or sentence: words, place, neighbours, known phrases."""

from auditor.nlp.views import clause_views, sentence_views

TEXT = "S: sore\nO: 97530: car transfers, LAQ. Bike 5 min"


def test_a_clause_is_shown_with_its_neighbours(nlp):
    views = {v.text: v for _, v in clause_views(nlp(TEXT))}
    laq = views["LAQ."]
    assert (laq.section, laq.code, laq.before, laq.after) == (
        "objective",
        "97530",
        "car transfers",
        "Bike 5 min",
    )
    assert (views["car transfers"].known, laq.known) == (("functional",), ("exercise",))


def test_the_first_and_last_clause_have_no_neighbour(nlp):
    views = [v for _, v in clause_views(nlp(TEXT))]
    assert (views[0].before, views[-1].after) == ("", "")


def test_a_sentence_is_shown_whole(nlp):
    views = [
        (v.text, v.section, v.before, v.after) for _, v in sentence_views(nlp("bike; LAQ, SLR"))
    ]
    assert views == [("bike", "body", "", "LAQ, SLR"), ("LAQ, SLR", "body", "bike", "")]


def test_clauses_and_sentences_are_shown_in_order(nlp):
    doc = nlp(TEXT)
    spans = [c.span for c, _ in clause_views(doc)]
    sentences = [s for s, _ in sentence_views(doc)]
    assert (spans, sentences) == (sorted(spans), sorted(set(sentences)))


def test_an_empty_note_shows_nothing(nlp):
    assert (clause_views(nlp("")), sentence_views(nlp(""))) == ([], [])
