#include "run/model_slot.h"

#include "run/ends.h"

#include <utility>

namespace deepscope {

namespace {

Failure failureOfLoading(const LoadRequest &request)
{
    return failureOf(std::current_exception(), "Loading", "There is not enough memory to load " + request.path + ".");
}

void orInterrupt(const CancelFlag &cancel)
{
    if (cancel)
        throw Error(ErrorKind::Interrupted, "Loading was cancelled.");
}

} // namespace

ModelSlot::ModelSlot(const EventSink &sink, uint64_t limit, const CancelFlag &closing)
    : m_sink(sink), m_limit(limit), m_closing(closing)
{
}

HeldMemory ModelSlot::held() const
{
    if (!m_session)
        return {.limit = m_limit};
    const LoadedModel &model = m_session->model();
    return {model.device.index, model.memory.totalBytes(), m_limit};
}

// The model in use goes when the new one is there.
void ModelSlot::take(const LoadRequest &request, std::unique_ptr<ModelOpening> opening, const ProgressSink &progress,
                     const CancelFlag &cancel)
{
    auto loaded = std::make_unique<Session>(std::move(opening), progress, cancel);
    if (request.prepare)
        loaded->prepare(progress, cancel);
    m_session = std::move(loaded);
    m_request = request;
}

Event ModelSlot::load(const LoadRequest &request, CancelFlag &cancel)
{
    try {
        orInterrupt(cancel);
        auto opening = std::make_unique<ModelOpening>(request, std::nullopt, held());
        if (m_session && !opening->fitsBeside())
            return loadInstead(request, cancel);
        take(request, std::move(opening), m_sink, cancel);
        return m_session->model();
    } catch (const Error &error) {
        // Others took memory that the plan counted on.
        if (m_session && error.kind() == ErrorKind::Device && !cancel)
            return loadInstead(request, cancel);
        return failureOfLoading(request);
    } catch (...) {
        return failureOfLoading(request);
    }
}

// For want of room the model in use goes first.
Event ModelSlot::loadInstead(const LoadRequest &request, CancelFlag &cancel)
{
    LoadRequest before = m_request;
    before.context = m_session->model().memory.context; // also where nobody chose it
    before.sequences = m_session->model().memory.sequences;
    close();
    try {
        orInterrupt(cancel);
        take(request, std::make_unique<ModelOpening>(request, std::nullopt, held()), m_sink, cancel);
        return m_session->model();
    } catch (...) {
        Failure failure = failureOfLoading(request);
        failure.sentence += ' ' + restore(before, cancel);
        return failure;
    }
}

// What came of it, in one sentence.
std::string ModelSlot::restore(const LoadRequest &before, CancelFlag &cancel)
{
    const ProgressSink progress = [&](const LoadProgress &of) {
        m_sink(LoadProgress{"loading " + before.path + " again: " + of.doing, of.fraction});
    };
    cancel = false; // it was for the other
    if (m_closing)
        cancel = true;
    try {
        orInterrupt(cancel);
        take(before, std::make_unique<ModelOpening>(before, std::nullopt, held()), progress, cancel);
        m_sink(ModelInUse{m_session->model()});
        return before.path + " is in use again.";
    } catch (...) {
        return "No model is in use now: " + before.path + " could not be loaded again either. " +
               failureOfLoading(before).sentence;
    }
}

void ModelSlot::close()
{
    m_session.reset();
    m_sink(ModelInUse{});
}

} // namespace deepscope
