// Values of the engine as JSON, as the contract of the command line names them.
#pragma once

#include "api/alteration.h"
#include "api/memory_plan.h"
#include "api/trace.h"

#include <nlohmann/json.hpp>

#include <string>

namespace deepscope::cli {

using Json = nlohmann::ordered_json;

Json toJson(const std::vector<Candidate> &candidates); // [{id, logprob}]
Json cacheToJson(const MemoryPlan &plan);              // {total, layers: [{part: bytes}]}
Json elementsToJson(const CacheElements &elements);    // {model, mha, gqa8, mqa}
Json alteredToJson(const Alteration &alteration);      // the list that --alter reads; null for none
Json spread(std::vector<double> values);               // {min, median, max}

// On stdout, indented; bytes that are no UTF-8 become U+FFFD.
void print(const Json &json);
void printLine(const Json &json); // in one line

} // namespace deepscope::cli
