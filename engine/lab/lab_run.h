// A run of the lab from its first step, or from a checkpoint, to its end: learns as it is told to, tells what happens,
// records it and keeps checkpoints. Everything here blocks.
#pragma once

#include "api/lab_record.h"
#include "lab/examination.h"
#include "lab/lab_controls.h"
#include "lab/lab_model.h"
#include "lab/work_clock.h"

namespace deepscope {

class LabRun {
public:
    // Loads the model. What it is given must outlive it. Throws Error.
    LabRun(const LabRequest &request, LabControls &controls, LabSink sink);

    // Until its end, which is told by whoever called. Throws Error: what cannot be gone on with.
    void learn();
    uint32_t step() const { return m_progress.step; }
    uint32_t bestStep() const { return m_progress.best ? m_progress.best->step : 0; }
    std::string folder() const { return m_folder.name(); }
    bool isKept() const { return !m_folder.checkpoints().empty(); }
    void save(const std::string &path); // ends with LabSaved; throws nothing

private:
    void begin();
    void between();
    void carryOut(LabControls::Order order);
    template <typename Work>
    void work(Work &&work);
    void makeStep();
    bool mustBeExamined() const;
    void examine();
    bool examineBase(double &passAt8);
    void take(LabHeldOut result, std::vector<AskedQuestion> &fixed);
    void tellFixed(std::vector<AskedQuestion> &questions);
    void end();
    void requireNumbers();
    void keep();
    void goBackTo(uint32_t step);
    void recover(uint32_t failedStep, const std::string &sentence);
    void pauseFor(const std::string &sentence);

    void tell(LabEvent event) const; // throws nothing
    void tellState(LabState::Kind kind, const std::string &sentence = {});
    template <typename Recorded>
    void record(const Recorded &recorded);
    RolloutRule greedy() const { return {m_progress.settings.cap, 0, 0}; }

    const LabRequest m_request;
    LabControls &m_controls;
    const LabSink m_sink;
    WorkClock m_clock;
    LabFolder m_folder;
    LabProgress m_progress;
    const LabBase m_base;
    LabModel m_model;
    const Examination m_examination;
    std::optional<LabRecordWriter> m_record;
    std::optional<uint32_t> m_kept;      // the step of the checkpoint that is as the model is now
    std::optional<uint32_t> m_fixed;     // the step of the last fixed answers
    std::optional<uint32_t> m_recovered; // the step that was gone back to, last, from what were no numbers
    std::optional<LabState::Kind> m_told;
};

} // namespace deepscope
