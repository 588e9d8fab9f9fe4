// What is altered, from figures alone.
#include "models/engine_sentence_tables.h"

namespace deepscope {

namespace {

constexpr SentenceTemplate Sentences[] = {
    {QT_TRANSLATE_NOOP("Engine", "This model has no experts: there are no routers to alter.")},
    {QT_TRANSLATE_NOOP("Engine", "Layer %1 has no experts: those with experts are %2 to %3."), "#"},
    {QT_TRANSLATE_NOOP("Engine", "There is no expert %1 of layer %2: they are 0 to %3."), "#"},
    {QT_TRANSLATE_NOOP("Engine", "The value of expert %1 of layer %2 is no number."), "#"},
    {QT_TRANSLATE_NOOP("Engine", "The weight of expert %1 of layer %2 can be multiplied by 0 or more, not by %3."),
     "#"},
    {QT_TRANSLATE_NOOP("Engine", "A token can have 1 to %1 experts, not %2."), "#"},
    {QT_TRANSLATE_NOOP("Engine", "In layer %1 %2 experts are forced, and a token has %3."), "#"},
    {QT_TRANSLATE_NOOP("Engine", "In layer %1 experts of more groups are forced than the router keeps, which is %2."),
     "#"},
    {QT_TRANSLATE_NOOP("Engine", "In layer %1 a router may find %2 experts, and a token has %3."), "#"},
    {QT_TRANSLATE_NOOP("Engine", "at token %1 alone, %2"), "#2"},
    {QT_TRANSLATE_NOOP("Engine", "at tokens %1 to %2, %3"), "#3"},
    {QT_TRANSLATE_NOOP("Engine", "from token %1 on, %2"), "#2"},
    {QT_TRANSLATE_NOOP("Engine", "layer %1: %2"), "#2"},
    {QT_TRANSLATE_NOOP("Engine", "all layers: %1"), "#1"},
    {QT_TRANSLATE_NOOP("Engine", "expert %1 off"), "#"},
    {QT_TRANSLATE_NOOP("Engine", "expert %1 forced"), "#"},
    {QT_TRANSLATE_NOOP("Engine", "expert %1 × %2"), "#"},
    {QT_TRANSLATE_NOOP("Engine", "expert %1 bias %2"), "#"},
    {QT_TRANSLATE_NOOP("Engine", "%1 expert a token"), "#"},
    {QT_TRANSLATE_NOOP("Engine", "%1 experts a token"), "#"},
    {QT_TRANSLATE_NOOP("Engine", "no selection bias")},
    {QT_TRANSLATE_NOOP("Engine", "no groups")},
};

} // namespace

std::span<const SentenceTemplate> alterationSentences() { return Sentences; }

} // namespace deepscope
