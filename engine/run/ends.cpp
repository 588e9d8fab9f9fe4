#include "run/ends.h"

#include <new>
#include <type_traits>
#include <variant>

namespace deepscope {

std::optional<uint32_t> endedRun(const Event &event)
{
    return std::visit(
        [](const auto &told) -> std::optional<uint32_t> {
            if constexpr (requires { told.failure; })
                return told.run;
            return std::nullopt;
        },
        event);
}

Failure failureOf(const std::exception_ptr &error, const std::string &doing, const std::string &noMemory)
{
    try {
        std::rethrow_exception(error);
    } catch (const Error &failure) {
        return {failure.kind(), failure.what()};
    } catch (const std::bad_alloc &) {
        return {ErrorKind::Device, noMemory};
    } catch (const std::exception &failure) {
        return {ErrorKind::Internal, doing + " failed: " + failure.what() + "."};
    } catch (...) {
        return {ErrorKind::Internal, doing + " failed."};
    }
}

Failure failureOfRun(const std::exception_ptr &error)
{
    return failureOf(error, "The run",
                     "There is not enough memory to go on. A shorter chat or a smaller context needs less.");
}

Event failedEnd(const Request &request, const Failure &failure)
{
    return std::visit(
        [&](const auto &asked) -> Event {
            typename std::decay_t<decltype(asked)>::End end;
            end.run = asked.run;
            if constexpr (std::is_same_v<decltype(end), RunSummary>) {
                const bool cancelled = failure.kind == ErrorKind::Interrupted;
                end.reason = cancelled ? FinishReason::Cancelled : FinishReason::Failed;
                if (cancelled)
                    return end;
            }
            end.failure = failure;
            return end;
        },
        request);
}

} // namespace deepscope
