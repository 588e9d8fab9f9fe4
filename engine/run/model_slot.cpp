#include "run/model_slot.h"

#include "api/path_text.h"
#include "run/ends.h"

#include <new>
#include <utility>

namespace deepscope {

namespace {

std::string nameOf(const LoadRequest &request) { return textOf(pathOf(request.path).filename()); }

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

ModelSlot::ModelSlot(EventSink sink, uint64_t limit, std::function<bool()> superseded)
    : m_sink(std::move(sink)), m_limit(limit), m_superseded(std::move(superseded))
{
}

HeldMemory ModelSlot::held() const
{
    if (!m_session)
        return {.limit = m_limit};
    const LoadedModel &model = m_session->model();
    return {model.device.index, model.memory, m_limit};
}

// What becomes of the models does not depend on who listens.
void ModelSlot::tell(Event event) const
{
    try {
        m_sink(std::move(event));
    } catch (...) {
    }
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
    m_before.reset();
}

// False: the plan was right, but others have taken the memory meanwhile.
bool ModelSlot::takeBeside(const LoadRequest &request, std::unique_ptr<ModelOpening> opening, const CancelFlag &cancel)
{
    const bool sameDevice = opening->device.info().index == m_session->model().device.index;
    try {
        take(request, std::move(opening), m_sink, cancel);
        return true;
    } catch (const Error &error) {
        if (error.kind() != ErrorKind::Device || !sameDevice || cancel)
            throw;
    } catch (const std::bad_alloc &) {
        if (!sameDevice || cancel)
            throw;
    }
    return false;
}

void ModelSlot::makeRoom()
{
    m_before = m_request;
    m_before->context = m_session->model().memory.context; // also where nobody chose it
    m_before->sequences = m_session->model().memory.sequences;
    m_session.reset();
    tell(ModelInUse{});
}

void ModelSlot::loadFor(const LoadRequest &request, const CancelFlag &cancel)
{
    orInterrupt(cancel);
    auto opening = std::make_unique<ModelOpening>(request, std::nullopt, held());
    if (m_session && opening->fitsBeside()) {
        if (takeBeside(request, std::move(opening), cancel))
            return;
        makeRoom();
        opening = std::make_unique<ModelOpening>(request, std::nullopt, held());
    } else if (m_session) {
        makeRoom();
    }
    take(request, std::move(opening), m_sink, cancel);
}

Event ModelSlot::load(const LoadRequest &request, CancelFlag &cancel)
{
    try {
        loadFor(request, cancel);
        return m_session->model();
    } catch (...) {
        Failure failure = failureOfLoading(request);
        if (m_before)
            restore(failure, cancel);
        return failure;
    }
}

// The model that made room for one that failed. What came of it is said with that failure; of one that was cancelled
// nobody would be told else.
void ModelSlot::restore(Failure &failure, CancelFlag &cancel)
{
    if (m_superseded())
        return;     // what is wished next finds m_before, should it fail too
    cancel = false; // it was for the other
    const LoadRequest before = *m_before;
    const ProgressSink progress = [&](const LoadProgress &of) {
        if (m_superseded())
            cancel = true;
        tell(LoadProgress{"loading " + nameOf(before) + " again: " + of.doing, of.fraction});
    };
    try {
        take(before, std::make_unique<ModelOpening>(before, std::nullopt, held()), progress, cancel);
    } catch (...) {
        const Failure again = failureOfLoading(before);
        failure.sentence += " No model is in use now";
        if (again.kind == ErrorKind::Interrupted) {
            failure.sentence += '.';
        } else {
            failure.sentence += ": " + nameOf(before) + " could not be loaded again. " + again.sentence;
            failure.kind = again.kind;
        }
        return;
    }
    tell(ModelInUse{m_session->model()});
    failure.sentence += ' ' + nameOf(before) + " is in use again.";
}

void ModelSlot::close()
{
    m_session.reset();
    m_before.reset();
    tell(ModelInUse{});
}

} // namespace deepscope
