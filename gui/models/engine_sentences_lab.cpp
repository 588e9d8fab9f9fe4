// The learning lab.
#include "models/engine_sentence_tables.h"

namespace deepscope {

namespace {

constexpr SentenceTemplate Sentences[] = {
    {QT_TRANSLATE_NOOP("Engine", "It does not begin with <think>.")},
    {QT_TRANSLATE_NOOP("Engine", "It opens a second thought.")},
    {QT_TRANSLATE_NOOP("Engine", "The thought is never closed.")},
    {QT_TRANSLATE_NOOP("Engine", "There is no <answer>.")},
    {QT_TRANSLATE_NOOP("Engine", "Something stands between </think> and <answer>.")},
    {QT_TRANSLATE_NOOP("Engine", "There is nothing in the answer.")},
    {QT_TRANSLATE_NOOP("Engine", "There is another tag inside of the answer.")},
    {QT_TRANSLATE_NOOP("Engine", "The answer is never closed.")},
    {QT_TRANSLATE_NOOP("Engine", "Something stands behind </answer>.")},
    {QT_TRANSLATE_NOOP("Engine", "It does not end behind </answer>.")},
    {QT_TRANSLATE_NOOP("Engine", "It goes on behind its end.")},
    {QT_TRANSLATE_NOOP("Engine", "the folder cannot be made: %1"), "1"},
    {QT_TRANSLATE_NOOP(
        "Engine",
        "A question with its answer takes up to %1 tokens, and %2 has a context of %3. Choose shorter answers.")},
    {QT_TRANSLATE_NOOP(
        "Engine", "%1 was learned from another file than %2 is now. Put the base back, or begin in another folder.")},
    {QT_TRANSLATE_NOOP("Engine", "What was learned from is not written over: %1. Choose another name.")},
    {QT_TRANSLATE_NOOP("Engine", "A checkpoint is not written over: %1. Choose another name.")},
    {QT_TRANSLATE_NOOP("Engine", "this is no checkpoint of the learning lab. Choose a folder of one of its runs")},
    {QT_TRANSLATE_NOOP("Engine", "A step has from 1 to 1024 questions.")},
    {QT_TRANSLATE_NOOP("Engine", "A question gets from 1 to 1024 answers.")},
    {QT_TRANSLATE_NOOP("Engine", "An answer has from 1 to 4096 tokens.")},
    {QT_TRANSLATE_NOOP("Engine", "Answers are drawn at a temperature above 0; else all to a question are the same.")},
    {QT_TRANSLATE_NOOP("Engine", "The rate must be above 0.")},
    {QT_TRANSLATE_NOOP("Engine", "The rate of learning must be above 0.")},
    {QT_TRANSLATE_NOOP("Engine", "From 1 to 1024 questions of each task are held out.")},
    {QT_TRANSLATE_NOOP("Engine", "What it costs to leave the base is 0 or more.")},
    {QT_TRANSLATE_NOOP("Engine", "To go on with a run, name its folder.")},
    {QT_TRANSLATE_NOOP("Engine", "There is no checkpoint to go on from in %1. Begin a run there first.")},
    {QT_TRANSLATE_NOOP("Engine",
                       "There is a run in %1 already, of %2 steps. Go on with it, or choose another folder.")},
    {QT_TRANSLATE_NOOP("Engine", "There is the record of a run in %1 already. Choose another folder.")},
    {QT_TRANSLATE_NOOP("Engine", "The checkpoint of step %1 is not in %2, so that the lab cannot go back to it.")},
    {QT_TRANSLATE_NOOP("Engine", "%1 There is no checkpoint in %2 to go back to."), "1"},
    {QT_TRANSLATE_NOOP("Engine", "%1 The lab went back to the state of step %2. A smaller rate may help."), "1"},
    {QT_TRANSLATE_NOOP("Engine", "The last checkpoint is in %1.")},
    {QT_TRANSLATE_NOOP("Engine", "There is no model to save: nothing is being learned.")},
    {QT_TRANSLATE_NOOP("Engine", "A run is under way. Stop it before you begin another one.")},
    {QT_TRANSLATE_NOOP(
        "Engine", "All answers to each question are worth the same, so that there is nothing to learn from them.")},
    {QT_TRANSLATE_NOOP("Engine", "What the model computes are no numbers any more.")},
    {QT_TRANSLATE_NOOP(
        "Engine",
        "A token's log-probability is another one where it is learned from, by %1: sampler and trainer do not agree.")},
    {QT_TRANSLATE_NOOP("Engine",
                       "This model has no token %1, so the form of its answers cannot be rewarded. Take one whose "
                       "vocabulary has <think>, </think>, <answer> and </answer>, as the default model's has.")},
    {QT_TRANSLATE_NOOP("Engine", "This model has no token that ends an answer, so it cannot learn to end one. Take one "
                                 "whose file names its end token.")},
    {QT_TRANSLATE_NOOP("Engine", "%1 cannot be read. Give a file of JSON lines with question and answer.")},
    {QT_TRANSLATE_NOOP("Engine",
                       "%1, task \"%2\", holds %3 questions. Give at least 3: most are learnt from, some only asked.")},
    {QT_TRANSLATE_NOOP("Engine",
                       "%1, task \"%2\", holds 1 question. Give at least 3: most are learnt from, some only asked.")},
    {QT_TRANSLATE_NOOP("Engine", "%1 holds %2 questions. Give at least 3: most are learnt from, some only asked.")},
    {QT_TRANSLATE_NOOP("Engine", "%1 holds 1 question. Give at least 3: most are learnt from, some only asked.")},
    {QT_TRANSLATE_NOOP("Engine", "%1, line %2: %3"), "3"},
    {QT_TRANSLATE_NOOP("Engine", "its question has another answer in line %1.")},
    {QT_TRANSLATE_NOOP("Engine", "it is no JSON object. Write it as {\"question\": \"…\", \"answer\": \"…\"}.")},
    {QT_TRANSLATE_NOOP("Engine", "it has no \"%1\" that is a text in quotation marks.")},
    {QT_TRANSLATE_NOOP("Engine", "its %1 is empty.")},
    {QT_TRANSLATE_NOOP("Engine", "its %1 holds a mark of thoughts or answers, such as <answer>.")},
    {QT_TRANSLATE_NOOP("Engine", "its \"task\" is no name in quotation marks.")},
    {QT_TRANSLATE_NOOP("Engine", "Text %1 has %2 tokens, and learning takes texts of at most %3.")},
    {QT_TRANSLATE_NOOP(
        "Engine", "Models can learn here whose layers all have latent attention; layer %1 of this one (%2) has none.")},
    {QT_TRANSLATE_NOOP("Engine",
                       "Models can learn here whose shared experts have no gate; those of this one (%1) have one.")},
    {QT_TRANSLATE_NOOP("Engine",
                       "Models can learn here whose experts are plain gated units; those of this one (%1) have "
                       "biases or a rule of their own.")},
};

} // namespace

std::span<const SentenceTemplate> labSentences() { return Sentences; }

} // namespace deepscope
