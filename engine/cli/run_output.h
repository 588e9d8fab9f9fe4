// What a run generated, as the contract of the command line names it.
#pragma once

#include "api/model_file.h"
#include "api/run.h"
#include "json_output.h"

#include <vector>

namespace deepscope::cli {

Json runToJson(const ModelFile &file, const RunRequest &request, const std::vector<TokenTrace> &traces,
               const RunSummary &summary);

} // namespace deepscope::cli
