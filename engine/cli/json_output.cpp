#include "json_output.h"

#include "terminal_text.h"

#include <algorithm>
#include <cstdio>

namespace deepscope::cli {

Json toJson(const std::vector<Candidate> &candidates)
{
    Json list = Json::array();
    for (const Candidate &candidate : candidates)
        list.push_back({{"id", candidate.token}, {"logprob", candidate.logprob}});
    return list;
}

Json cacheToJson(const MemoryPlan &plan)
{
    Json layers = Json::array();
    for (const CacheLayer &layer : plan.layers) {
        Json parts = Json::object();
        for (const CachePart &part : layer.parts)
            parts[part.name] = part.bytes;
        layers.push_back(parts);
    }
    return {{"total", plan.cacheBytes}, {"layers", layers}};
}

Json elementsToJson(const CacheElements &elements)
{
    return {{"model", elements.model}, {"mha", elements.mha}, {"gqa8", elements.gqa8}, {"mqa", elements.mqa}};
}

Json alteredToJson(const Alteration &alteration)
{
    return alteration.empty() ? Json() : Json::parse(alterationToJson(alteration));
}

Json spread(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    const size_t n = values.size();
    const double median = n % 2 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
    return {{"min", values.front()}, {"median", median}, {"max", values.back()}};
}

void printLine(const Json &json)
{
    const std::string text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
    say(stdout, "%s\n", text.c_str());
    std::fflush(stdout); // whoever reads the lines need not wait for the last one
}

void print(const Json &json)
{
    const std::string text = json.dump(2, ' ', false, Json::error_handler_t::replace);
    say(stdout, "%s\n", text.c_str());
}

} // namespace deepscope::cli
