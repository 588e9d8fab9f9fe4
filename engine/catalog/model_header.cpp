#include "catalog/model_header.h"

#include "api/error.h"
#include "api/model_file.h"
#include "api/path_text.h"
#include "catalog/model_description.h"
#include "model/memory_planner.h"
#include "text/chat_sampling.h"

namespace deepscope {

ModelHeader::ModelHeader(const std::string &path)
    : file(pathOf(resolveModelPath(path))), hyper(readHyperparameters(file)), tokenizer(makeTokenizer(file)),
      chatTemplate(makeChatTemplate(file)), info(readModelInfo(file, hyper)),
      saidMarks(findThoughtMarks(file.stringOr("tokenizer.chat_template", ""),
                                 [this](std::string_view piece) { return tokenizer->find(piece) >= 0; }))
{
    info.path = path;
    info.tokenizer = tokenizer->description();
    info.remarks.insert(info.remarks.end(), tokenizer->remarks().begin(), tokenizer->remarks().end());
    info.chatTemplateFamily = chatTemplate->family();
    info.thinks = saidMarks != nullptr;
    if (const std::optional<ChatAdvice> advice = adviceForChats(file, info.chatTemplateFamily)) {
        info.chatSampling = advice->sampling;
        info.chatSamplingSource = advice->source;
    }
}

MemoryPlan ModelHeader::plan(uint32_t context, CacheType type) const
{
    if (context > hyper.contextLength)
        throw Error(ErrorKind::Usage, "A context of " + std::to_string(context) + " tokens is more than the " +
                                          std::to_string(hyper.contextLength) + " that this model was made for.");
    return planMemory(file, hyper, context > 0 ? context : hyper.contextLength, type);
}

uint32_t ModelHeader::largestContextOn(const DeviceInfo &device, CacheType type) const
{
    const MemoryPlan whole = plan(0, type);
    return std::min(whole.context, longestContext(whole, device));
}

} // namespace deepscope
