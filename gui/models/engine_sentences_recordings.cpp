// Recorded runs, records of the lab, lists of altered experts.
#include "models/engine_sentence_tables.h"

namespace deepscope {

namespace {

constexpr SentenceTemplate Sentences[] = {
    {QT_TRANSLATE_NOOP("Engine", "the recording cannot be written: %1"), "1"},
    {QT_TRANSLATE_NOOP("Engine", "the recording cannot be written")},
    {QT_TRANSLATE_NOOP("Engine", "the recording was cut off before it began")},
    {QT_TRANSLATE_NOOP("Engine", "%1 (record %2)"), "1"},
    {QT_TRANSLATE_NOOP("Engine", "this is not a run file of Deepscope")},
    {QT_TRANSLATE_NOOP("Engine", "this is not a lab record of Deepscope")},
    {QT_TRANSLATE_NOOP("Engine", "this is not a kept cache of Deepscope")},
    {QT_TRANSLATE_NOOP("Engine", "version %1 of kept caches is not supported; without it the text is read again")},
    {QT_TRANSLATE_NOOP("Engine", "the kept cache is damaged; without it the text is read again")},
    {QT_TRANSLATE_NOOP("Engine", "the kept cache was made with another model; without it the text is read again")},
    {QT_TRANSLATE_NOOP("Engine", "the kept cache is of the type %1, and the one in use is of %2; load the model with a "
                                 "cache of the type that was kept")},
    {QT_TRANSLATE_NOOP("Engine", "The cache has no room for what was kept, since runs use all of it. Ask again when "
                                 "they have ended.")},
    {QT_TRANSLATE_NOOP("Engine", "Runs needed the room of what was to be kept of the cache, so it was not kept.")},
    {QT_TRANSLATE_NOOP("Engine", "Keeping the cache was cancelled.")},
    {QT_TRANSLATE_NOOP("Engine", "Bringing the cache back was cancelled.")},
    {QT_TRANSLATE_NOOP("Engine", "Reading the file was cancelled.")},
    {QT_TRANSLATE_NOOP("Engine", "version %1 of run files is not supported")},
    {QT_TRANSLATE_NOOP("Engine", "version %1 of lab records is not supported")},
    {QT_TRANSLATE_NOOP("Engine", "the file is damaged at its beginning")},
    {QT_TRANSLATE_NOOP("Engine",
                       "a newer Deepscope is needed: the file is of version %1, and this one reads up to %2")},
    {QT_TRANSLATE_NOOP("Engine", "the file is damaged after record %1")},
    {QT_TRANSLATE_NOOP("Engine", "What is to be recorded is larger than a record can be.")},
    {QT_TRANSLATE_NOOP("Engine", "a record is shorter than what it holds")},
    {QT_TRANSLATE_NOOP("Engine", "a record holds a value that has no meaning")},
    {QT_TRANSLATE_NOOP("Engine", "a record holds a number that is too large")},
    {QT_TRANSLATE_NOOP("Engine", "a record holds more text than is supported")},
    {QT_TRANSLATE_NOOP("Engine", "a record holds a text that is no UTF-8")},
    {QT_TRANSLATE_NOOP("Engine", "a record names a token that the file does not tell of")},
    {QT_TRANSLATE_NOOP("Engine", "a record names a text that it does not hold")},
    {QT_TRANSLATE_NOOP("Engine", "a record holds a token beyond all positions")},
    {QT_TRANSLATE_NOOP("Engine", "a record holds a longer prompt than tokens")},
    {QT_TRANSLATE_NOOP("Engine", "the records are out of order")},
    {QT_TRANSLATE_NOOP("Engine", "the recording goes on after its end")},
    {QT_TRANSLATE_NOOP("Engine", "the shares of experts do not fit the model")},
    {QT_TRANSLATE_NOOP("Engine", "they are those of another step")},
    {QT_TRANSLATE_NOOP("Engine", "the model has more layers than are supported")},
    {QT_TRANSLATE_NOOP("Engine", "the model has more dense layers than layers")},
    {QT_TRANSLATE_NOOP("Engine", "the model has more experts than are supported")},
    {QT_TRANSLATE_NOOP("Engine", "the model uses more experts than it has")},
    {QT_TRANSLATE_NOOP("Engine", "the memory plan and the model differ in layers")},
    {QT_TRANSLATE_NOOP("Engine", "the cache has room for no text")},
    {QT_TRANSLATE_NOOP("Engine", "the model cannot be altered as it is said to have been")},
    {QT_TRANSLATE_NOOP("Engine", "a token's routing does not fit the model")},
    {QT_TRANSLATE_NOOP("Engine", "a token was routed to an expert that the model does not have")},
    {QT_TRANSLATE_NOOP("Engine", "a token has more candidates than are supported")},
    {QT_TRANSLATE_NOOP("Engine", "a token lies outside of the context")},
    {QT_TRANSLATE_NOOP("Engine", "the tokens are out of order")},
    {QT_TRANSLATE_NOOP("Engine", "the model at its start: %1"), "1"},
    {QT_TRANSLATE_NOOP("Engine", "%1: the answers of step %2 cannot be read.")},
    {QT_TRANSLATE_NOOP("Engine", "%1: the answers of step %2 are damaged: %3."), "3"},
    {QT_TRANSLATE_NOOP("Engine", "%1 is damaged and cannot be renamed. Move it away to go on without it.")},
    {QT_TRANSLATE_NOOP("Engine", "The model of this run, %1, has no experts, so there is no routing to write; take a "
                                 "run of a mixture-of-experts model.")},
    {QT_TRANSLATE_NOOP("Engine",
                       "%1 is no JSON list of changes, as [{\"layer\": 1, \"expert\": 5, \"action\": \"off\"}] is.")},
    {QT_TRANSLATE_NOOP("Engine", "entry %1 %2"), "2"},
    {QT_TRANSLATE_NOOP("Engine", "is no object")},
    {QT_TRANSLATE_NOOP("Engine", "has no \"action\"")},
    {QT_TRANSLATE_NOOP("Engine", "is for other positions than those before it")},
    {QT_TRANSLATE_NOOP("Engine", "has the action \"%1\"; for an expert there are off, force, scale and bias")},
    {QT_TRANSLATE_NOOP("Engine", "has the action \"%1\"; for a layer there are used, no_bias and no_groups")},
    {QT_TRANSLATE_NOOP("Engine", "has no \"expert\" for the action \"%1\"")},
    {QT_TRANSLATE_NOOP("Engine", "has no number as \"%1\"")},
    {QT_TRANSLATE_NOOP("Engine", "has no whole number as \"%1\"")},
    {QT_TRANSLATE_NOOP("Engine", "%1 cannot be read, or is empty.")},
    {QT_TRANSLATE_NOOP("Engine", "%1 cannot be read.")},
    {QT_TRANSLATE_NOOP(
        "Engine",
        "the column \"%1\" does not say what is to be done with the experts. Name it off, force, scale or bias")},
    {QT_TRANSLATE_NOOP("Engine", "the list has no column of values to %1 by")},
    {QT_TRANSLATE_NOOP("Engine", "line %1 %2"), "2"},
    {QT_TRANSLATE_NOOP("Engine", "has a layer that is no whole number from 0 to %1")},
    {QT_TRANSLATE_NOOP("Engine", "has an expert that is no whole number from 0 to %1")},
    {QT_TRANSLATE_NOOP("Engine", "has a value that is no finite number")},
    {QT_TRANSLATE_NOOP("Engine",
                       "is not the header of a list of experts: layer,expert and perhaps the name of one more column")},
    {QT_TRANSLATE_NOOP("Engine", "does not have the %1 columns of the header")},
};

} // namespace

std::span<const SentenceTemplate> recordingSentences() { return Sentences; }

} // namespace deepscope
