#include "memory_names.h"

#include "paint/texts.h"

#include <array>

namespace deepscope {

namespace {

// As the engine names what learning holds.
QString learningName(const std::string &name)
{
    const std::array<std::pair<const char *, QString>, 12> names{
        {{"weights", tr("Weights that learn")},
         {"slopes", tr("Slopes")},
         {"first moments", tr("First moments")},
         {"second moments", tr("Second moments")},
         {"fixed", tr("Weights that stay")},
         {"optimizer", tr("Optimizer")},
         {"kept activations", tr("Activations kept to go back")},
         {"scratch", tr("Scratch of learning")},
         {"texts", tr("Texts to learn from")},
         {"experts to replay", tr("Experts to choose again")},
         {"reference weights", tr("Weights of the beginning")},
         {"weights put aside", tr("Weights put aside")}}};
    for (const auto &[key, words] : names)
        if (name == key)
            return words;
    return tr("Results of learning");
}

} // namespace

QString memoryGroupName(MemoryGroup group)
{
    switch (group) {
    case MemoryGroup::Weights:
        return tr("Weights");
    case MemoryGroup::Cache:
        return tr("KV cache");
    case MemoryGroup::Scratch:
        return tr("Scratch");
    case MemoryGroup::Asked:
        return tr("On request");
    case MemoryGroup::Trace:
        return tr("Trace");
    case MemoryGroup::Transfers:
        return tr("Transfers");
    case MemoryGroup::Learning:
        return tr("Learning");
    case MemoryGroup::Other:
        break;
    }
    return tr("Other");
}

MemoryGroup memoryGroupOf(MemoryPurpose purpose)
{
    switch (purpose) {
    case MemoryPurpose::Weights:
        return MemoryGroup::Weights;
    case MemoryPurpose::Cache:
    case MemoryPurpose::States:
        return MemoryGroup::Cache;
    case MemoryPurpose::Attention:
    case MemoryPurpose::Activations:
    case MemoryPurpose::StepInput:
    case MemoryPurpose::StepOutput:
    case MemoryPurpose::Drawing:
        return MemoryGroup::Scratch;
    case MemoryPurpose::RouterTap:
    case MemoryPurpose::AttentionTap:
    case MemoryPurpose::RowMask:
        return MemoryGroup::Asked;
    case MemoryPurpose::Trace:
        return MemoryGroup::Trace;
    case MemoryPurpose::Staging:
        return MemoryGroup::Transfers;
    case MemoryPurpose::Learning:
        return MemoryGroup::Learning;
    case MemoryPurpose::Measuring:
        break;
    }
    return MemoryGroup::Other;
}

QString memoryItemName(const MemoryLabel &label)
{
    switch (label.purpose) {
    case MemoryPurpose::States:
        return tr("States of sequences");
    case MemoryPurpose::Attention:
        return tr("Attention of a step");
    case MemoryPurpose::Activations:
        return tr("Activations of a step");
    case MemoryPurpose::StepInput:
        return tr("Input of a step");
    case MemoryPurpose::StepOutput:
        return tr("Output of a step");
    case MemoryPurpose::Drawing:
        return tr("Draws");
    case MemoryPurpose::Trace:
        return tr("Chosen experts");
    case MemoryPurpose::RouterTap:
        return tr("What routers weigh");
    case MemoryPurpose::AttentionTap:
        return tr("What heads look at");
    case MemoryPurpose::RowMask:
        return tr("Rows passed over");
    case MemoryPurpose::Staging:
        return tr("On its way");
    case MemoryPurpose::Learning:
        return learningName(label.name);
    default:
        break;
    }
    return tr("Other");
}

QString memoryPurposeWords(MemoryPurpose purpose)
{
    switch (purpose) {
    case MemoryPurpose::States:
        return tr("What layers without attention remember of a sequence, the same however long it is");
    case MemoryPurpose::Attention:
        return tr("Queries, scores and results of the tokens of a step, used by one layer after the other");
    case MemoryPurpose::Activations:
        return tr("The residual stream and what the feed-forward layers write");
    case MemoryPurpose::StepInput:
        return tr("Tokens, pages of the cache, draws and alterations, on the host's side and the device's");
    case MemoryPurpose::StepOutput:
        return tr("Logits, chosen experts and what was drawn, with its way back to the host");
    case MemoryPurpose::Drawing:
        return tr("Logits as penalties and biases change them");
    case MemoryPurpose::Trace:
        return tr("What the router chose for each token of the cache, in the memory of the program");
    case MemoryPurpose::RouterTap:
        return tr("Scores of the routers and sizes of the experts' outputs, for questions about a token");
    case MemoryPurpose::AttentionTap:
        return tr("Scores of the heads, allocated at the first question about attention");
    case MemoryPurpose::RowMask:
        return tr("Which rows of the cache attention passes over, allocated when some are dropped for the first time");
    case MemoryPurpose::Staging:
        return tr("Between file or host and device, for a moment");
    default:
        break;
    }
    return {};
}

QString noRowsSentence(int layer)
{
    return tr("Layer %1 has no attention: it keeps a state of the whole text in place of rows of its tokens.")
        .arg(layer);
}

QString weightKindName(WeightKind kind)
{
    switch (kind) {
    case WeightKind::Embedding:
        return tr("Embedding");
    case WeightKind::Attention:
        return tr("Attention");
    case WeightKind::Norms:
        return tr("Norms");
    case WeightKind::Router:
        return tr("Router");
    case WeightKind::Experts:
        return tr("Routed experts");
    case WeightKind::SharedExperts:
        return tr("Shared experts");
    case WeightKind::Dense:
        return tr("Feed-forward");
    case WeightKind::Output:
        break;
    }
    return tr("Output");
}

QString weightKindWords(WeightKind kind)
{
    switch (kind) {
    case WeightKind::Embedding:
        return tr("A vector for each token of the vocabulary");
    case WeightKind::Attention:
        return tr("Projections of queries, keys and values, and of what the heads find");
    case WeightKind::Norms:
        return tr("Scales of the normalisations");
    case WeightKind::Router:
        return tr("What chooses the experts, with its selection bias");
    case WeightKind::Experts:
        return tr("Of which each token uses a few");
    case WeightKind::SharedExperts:
        return tr("Which every token uses");
    case WeightKind::Dense:
        return tr("Of layers without experts");
    case WeightKind::Output:
        break;
    }
    return tr("From the last layer to the vocabulary");
}

QString sharedMemorySentence(const DeviceInfo &device)
{
    if (device.type != DeviceType::Integrated && device.type != DeviceType::Software)
        return {};
    return tr("This device has no memory of its own: it shares the machine's.");
}

} // namespace deepscope
