"""Who says it, and how sure the article is: `attribute`, from the article's own words, for any article in English.

One direction: a sentence becomes a `line`; words of speech, plan and doubt in it become `voices` (`verbs`, `passives`),
each with its speaker (`subjects`, `noun_phrases`) and the stretch it holds over (`reach`); `reading` takes the voice
around the short answer, names its `speakers`, looks for `quotation` that runs on and for words of `caution`. The word
lists are `knowledge.english_attribution`. No parse tree and no model: where no pattern fits, the article speaks.
"""

from knowledge.attribution.reading import attribute

__all__ = ["attribute"]
