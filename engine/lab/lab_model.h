// The model that learns in the lab, on its device: made of a base, written to checkpoints and brought back from them.
#pragma once

#include "api/lab.h"
#include "catalog/model_header.h"
#include "lab/lab_folder.h"
#include "lab/lab_progress.h"
#include "lab/learning.h"
#include "train/parameters.h"

#include <memory>
#include <string>
#include <vector>

namespace deepscope {

// What is known before a device is asked for anything.
struct LabBase {
    // The run's own base, or `otherwise` where that is no longer there. Throws Error(File), Error(Usage) for answers
    // that no context has room for.
    LabBase(const LabProgress &progress, const std::string &otherwise);

    std::string name; // as it was asked for
    std::string path;
    std::string hash;
    ModelHeader header;
    LabTasks tasks;
    uint32_t context = 0; // tokens of the longest question with its answer
};

class LabModel {
public:
    // Throws as ReadyModel and GroupLearning do.
    LabModel(const LabBase &base, const LabProgress &progress, const std::string &device, const ProgressSink &tell,
             const CancelFlag &cancel);

    GroupLearning &learning() { return *m_learning; }
    const Hyperparameters &hyper() const { return m_model->hyper(); }
    LabBegun begun(const LabProgress &progress);
    MemoryAccount account() const { return m_model->account(); }

    // Throw Error(File), Error(Device).
    void write(const LabFolder &folder, const LabProgress &progress);
    // What the checkpoint of that step holds. Throws Error(File) also where it was made from another base.
    LabProgress bring(const LabFolder &folder, uint32_t step);
    // For a person, in F16. Never over the base, nor over a checkpoint of the folder.
    void save(const std::string &path, const LabFolder &folder, const LabProgress &progress);

private:
    std::vector<LabMemoryPart> memory();

    const LabBase &m_base;
    Parameters *m_parameters = nullptr;
    std::unique_ptr<ReadyModel> m_model;
    std::unique_ptr<GroupLearning> m_learning;
};

// Of a checkpoint, without a device.
LabProgress readProgress(const LabFolder &folder, uint32_t step);

} // namespace deepscope
