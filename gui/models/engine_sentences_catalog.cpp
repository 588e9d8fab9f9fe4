// Why a file of the right form is no model to open, and the remarks on one that is.
#include "models/engine_sentence_tables.h"

namespace deepscope {

namespace {

constexpr SentenceTemplate Sentences[] = {
    {QT_TRANSLATE_NOOP("Engine", "This is a LoRA adapter: it changes another model and cannot be opened by itself.")},
    {QT_TRANSLATE_NOOP(
        "Engine", "This is an image encoder (mmproj) that goes with a language model; it cannot be opened by itself.")},
    {QT_TRANSLATE_NOOP("Engine", "This is an importance matrix for quantising a model; there is no model in it.")},
    {QT_TRANSLATE_NOOP("Engine", "This file holds a vocabulary or settings, but no weights.")},
    {QT_TRANSLATE_NOOP("Engine",
                       "Parts %1 and more of %2 are missing: all parts of a split model must lie in one folder.")},
    {QT_TRANSLATE_NOOP("Engine", "Parts %1 of %2 are missing: all parts of a split model must lie in one folder.")},
    {QT_TRANSLATE_NOOP("Engine", "Part %1 of %2 is missing: all parts of a split model must lie in one folder.")},
    {QT_TRANSLATE_NOOP("Engine", "%1 is not installed: %2 is missing. Install Deepscope again, or %3."), "13"},
    {QT_TRANSLATE_NOOP("Engine", "The default model")},
    {QT_TRANSLATE_NOOP("Engine", "The base of the learning lab")},
    {QT_TRANSLATE_NOOP("Engine", "The learning lab's base without full thoughts")},
    {QT_TRANSLATE_NOOP("Engine", "The file of harder questions")},
    {QT_TRANSLATE_NOOP("Engine", "open a GGUF file")},
    {QT_TRANSLATE_NOOP("Engine", "choose a file of your own")},
    {QT_TRANSLATE_NOOP("Engine", "Tensors that no part of the model reads are not loaded: %1.")},
    {QT_TRANSLATE_NOOP("Engine", "Its attention sees a window of %1 tokens, so the context has no more.")},
    {QT_TRANSLATE_NOOP("Engine", "Merges that name no pieces of the vocabulary are left out: %1.")},
    {QT_TRANSLATE_NOOP("Engine", "%1 of the 256 bytes have no token and cannot be written.")},
    {QT_TRANSLATE_NOOP("Engine", "The file does not say how its vocabulary splits a text (tokenizer.ggml.pre); it is "
                                 "done as %1 does, and answers may be worse than from a newer conversion.")},
    {QT_TRANSLATE_NOOP("Engine", "The vocabulary has no unknown token; what cannot be written is left out.")},
    {QT_TRANSLATE_NOOP("Engine", "%1 of the 256 byte pieces are missing; such a byte %2"), "2"},
    {QT_TRANSLATE_NOOP("Engine", "is left out.")},
    {QT_TRANSLATE_NOOP("Engine", "becomes the unknown token.")},
    {QT_TRANSLATE_NOOP("Engine", "The vocabulary has %1 tokens but %2 %3: %4"), "34"},
    {QT_TRANSLATE_NOOP("Engine", "token types")},
    {QT_TRANSLATE_NOOP("Engine", "scores")},
    {QT_TRANSLATE_NOOP("Engine", "those behind the last token are ignored.")},
    {QT_TRANSLATE_NOOP("Engine", "the last tokens count as text.")},
    {QT_TRANSLATE_NOOP("Engine", "the last tokens are made last.")},
    {QT_TRANSLATE_NOOP("Engine", "Tokens of a type that is not known count as text: %1.")},
    {QT_TRANSLATE_NOOP(
        "Engine",
        "The file does not say what kinds its tokens are of (tokenizer.ggml.token_type); their spelling tells.")},
    {QT_TRANSLATE_NOOP("Engine", "The file has no scores (tokenizer.ggml.scores): all tokens count alike.")},
    {QT_TRANSLATE_NOOP("Engine", "Scores that are not finite numbers count as the lowest or the highest: of %1.")},
    {QT_TRANSLATE_NOOP("Engine", "%1 names token %2, but the vocabulary has 0 to %3: it is ignored.")},
    {QT_TRANSLATE_NOOP("Engine", "%1 names no token: it is ignored.")},
    {QT_TRANSLATE_NOOP("Engine", "1 token has no text and cannot be written.")},
    {QT_TRANSLATE_NOOP("Engine", "%1 tokens have no text and cannot be written.")},
    {QT_TRANSLATE_NOOP("Engine", "Tokens stand in the vocabulary more than once, and the first of each counts: %1.")},
    {QT_TRANSLATE_NOOP("Engine", "Tokens that begin or end texts are not typed so and count as control tokens: %1.")},
    {QT_TRANSLATE_NOOP("Engine", "Markers of chats are not typed so and count as control tokens: %1.")},
    {QT_TRANSLATE_NOOP("Engine",
                       "Tags of thoughts and answers are typed as text and count as tokens of their own: %1.")},
    {QT_TRANSLATE_NOOP("Engine", "%1 of %2 layers keep F16 in the cache: the biases of their keys are so large that "
                                 "Q8_0 would round the rest away.")},
};

} // namespace

std::span<const SentenceTemplate> catalogSentences() { return Sentences; }

} // namespace deepscope
