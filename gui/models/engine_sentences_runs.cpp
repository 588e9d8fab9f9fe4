// What cannot be run, and what ended it.
#include "models/engine_sentence_tables.h"

namespace deepscope {

namespace {

constexpr SentenceTemplate Sentences[] = {
    {QT_TRANSLATE_NOOP("Engine", "A context of %1 tokens is more than the %2 that this model was made for.")},
    {QT_TRANSLATE_NOOP("Engine", "Loading was cancelled.")},
    {QT_TRANSLATE_NOOP("Engine", "It was cancelled before it began.")},
    {QT_TRANSLATE_NOOP("Engine", "No model is loaded. Open one first.")},
    {QT_TRANSLATE_NOOP("Engine", "The question was cancelled.")},
    {QT_TRANSLATE_NOOP("Engine", "The benchmark was cancelled.")},
    {QT_TRANSLATE_NOOP("Engine", "Scoring was cancelled.")},
    {QT_TRANSLATE_NOOP("Engine", "There is nothing to run: the prompt has no tokens.")},
    {QT_TRANSLATE_NOOP(
        "Engine",
        "The prompt has %1 tokens, and the context holds %2. A shorter prompt or a larger context would fit.")},
    {QT_TRANSLATE_NOOP("Engine", "The prompt has %1 tokens, and the context holds %2. A shorter prompt would fit.")},
    {QT_TRANSLATE_NOOP("Engine", "On this device there is no room for %1 experts a token. Fewer would fit.")},
    {QT_TRANSLATE_NOOP("Engine", "Attention can be asked about in texts of 1 to %1 tokens, not of %2.")},
    {QT_TRANSLATE_NOOP("Engine", "What the cache holds can be asked of texts of 1 to %1 tokens, not of %2.")},
    {QT_TRANSLATE_NOOP("Engine", "This model has layers 0 to %1, and none of number %2.")},
    {QT_TRANSLATE_NOOP(
        "Engine",
        "Layer %1 has no attention: it keeps a state in place of rows of tokens. Layers with attention are %2.")},
    {QT_TRANSLATE_NOOP("Engine", "There is room for the states of %1 sequences, and not of %2.")},
    {QT_TRANSLATE_NOOP("Engine", "There is room for the windows of %1 sequences, and not of %2.")},
    {QT_TRANSLATE_NOOP("Engine", "The share of a text that is kept must be above 0 and at most 1, not %1.")},
    {QT_TRANSLATE_NOOP("Engine", "What all %1 layers look at cannot be brought back at once of a text of %2 tokens. "
                                 "A shorter text would do, or to keep the first and the last tokens.")},
    {QT_TRANSLATE_NOOP("Engine", "There must be one group, of 0 to %1, for each token.")},
    {QT_TRANSLATE_NOOP("Engine", "The cache of %1 tokens has no room for %2 sequences of %3 tokens.")},
    {QT_TRANSLATE_NOOP("Engine", "The benchmark needs a context of at least 3 tokens.")},
    {QT_TRANSLATE_NOOP("Engine", "The benchmark needs at least one token of each kind, one repetition, and no more "
                                 "than the context of %1 tokens.")},
    {QT_TRANSLATE_NOOP("Engine", "From 1 to %1 sequences can be decoded at once.")},
    {QT_TRANSLATE_NOOP("Engine",
                       "The cache has no room to read a text of %1 tokens twice at once. A shorter text would do.")},
    {QT_TRANSLATE_NOOP("Engine", "No temporary file can be made for what the first model says.")},
    {QT_TRANSLATE_NOOP("Engine", "The disk has no room for what the first model says of each token, which is %1 bytes "
                                 "for each. A shorter text needs less.")},
    {QT_TRANSLATE_NOOP("Engine", "What the first model said cannot be read back.")},
    {QT_TRANSLATE_NOOP("Engine", "The text has fewer than two tokens, so there is nothing to foretell.")},
    {QT_TRANSLATE_NOOP("Engine", "These are not two files of one model: they differ in %1, %2 and %3. Compare a model "
                                 "with another quantisation of it."),
     "1"},
    {QT_TRANSLATE_NOOP("Engine", "The vocabulary has no token %1.")},
    {QT_TRANSLATE_NOOP("Engine", "Scoring needs at least two tokens: one to read and one to predict.")},
    {QT_TRANSLATE_NOOP("Engine", "The text has %1 tokens, and the context holds %2.")},
    {QT_TRANSLATE_NOOP("Engine",
                       "There is nothing to score from position %1 on: the last that has a next token is %2.")},
    {QT_TRANSLATE_NOOP("Engine", "This model has no experts: no router weighs anything.")},
    {QT_TRANSLATE_NOOP("Engine", "Routers can be asked about texts of 1 to %1 tokens, not of %2.")},
    {QT_TRANSLATE_NOOP("Engine", "A logit bias is for token %1, and the vocabulary has 0 to %2.")},
    {QT_TRANSLATE_NOOP("Engine", "Token %1 does not exist: this vocabulary has 0 to %2.")},
    {QT_TRANSLATE_NOOP("Engine", "The model gave a logit that is not a finite number, for token %1: the weights or the "
                                 "computation are broken.")},
    {QT_TRANSLATE_NOOP("Engine", "There is no chat template \"%1\". Built in: %2.")},
    {QT_TRANSLATE_NOOP("Engine", "The temperature must be 0 (greedy) or a positive number.")},
    {QT_TRANSLATE_NOOP("Engine", "Top-p must be above 0 and at most 1 (off).")},
    {QT_TRANSLATE_NOOP("Engine", "Min-p must lie between 0 (off) and 1.")},
    {QT_TRANSLATE_NOOP("Engine", "The repetition penalty must lie between 0.01 and 100; 1 is off.")},
    {QT_TRANSLATE_NOOP("Engine", "The presence penalty must lie between -2 and 2; 0 is off.")},
    {QT_TRANSLATE_NOOP("Engine", "The frequency penalty must lie between -2 and 2; 0 is off.")},
    {QT_TRANSLATE_NOOP("Engine", "A logit bias must lie between -100 and 100.")},
    {QT_TRANSLATE_NOOP("Engine", "vocabulary")},
    {QT_TRANSLATE_NOOP("Engine", "layers")},
    {QT_TRANSLATE_NOOP("Engine", "dense layers")},
    {QT_TRANSLATE_NOOP("Engine", "experts")},
};

} // namespace

std::span<const SentenceTemplate> runSentences() { return Sentences; }

} // namespace deepscope
