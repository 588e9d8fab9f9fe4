// The ends of requests, and what went wrong as they tell it.
#pragma once

#include "api/engine.h"

#include <exception>
#include <string>

namespace deepscope {

// Of anything that was thrown. `doing`: "The run"; `noMemory`: the sentence where there is not enough of it.
Failure failureOf(const std::exception_ptr &error, const std::string &doing, const std::string &noMemory);
Failure failureOfRun(const std::exception_ptr &error);

// The end of a request that failed. A run that was interrupted has been cancelled: that is no failure of its own.
Event failedEnd(const Request &request, const Failure &failure);

} // namespace deepscope
