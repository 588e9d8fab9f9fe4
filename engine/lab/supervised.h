// Training from a recipe's texts: one update after another, at a rate that rises and falls.
#pragma once

#include "api/training.h"
#include "lab/recipes.h"
#include "run/ready_model.h"
#include "train/trainer.h"

namespace deepscope {

class Supervised {
public:
    // The model has weights of `parameters`; all must outlive it. Throws as Trainer and ChatForm do.
    Supervised(ReadyModel &model, const Parameters &parameters, const TrainingRequest &request);

    // What has been asked for, or what `cancel` or slopes that are no numbers left of it.
    struct Outcome {
        uint32_t steps = 0; // that were made
        bool numbersBroke = false;
    };
    Outcome run(const std::function<void(const TrainingReport &)> &report, const CancelFlag &cancel);

private:
    // How often each expert was chosen: [mixture][expert].
    using Loads = std::vector<std::vector<uint32_t>>;
    struct Router { // of a layer with experts
        uint32_t experts, used;
        gpu::Tensor bias;          // empty: it has none
        std::vector<float> values; // of the bias
    };
    UpdateReport step(uint32_t number, const CancelFlag &cancel);
    std::vector<TrainingText> draw(uint32_t step) const;
    float rateAt(uint32_t step) const;
    void countPass(Loads &loads);
    void balance(uint32_t step, const Loads &loads);

    ReadyModel &m_model;
    const TrainingRequest m_request;
    const ChatForm m_form;
    const BaseTexts m_texts;
    Trainer m_trainer;
    std::vector<Router> m_routers;
};

} // namespace deepscope
