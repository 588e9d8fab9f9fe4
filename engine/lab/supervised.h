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

    // What has been asked for, or what `cancel` left of it: how many steps were made.
    uint32_t run(const std::function<void(const TrainingReport &)> &report, const CancelFlag &cancel);

private:
    struct Sums { // since the last report
        double loss = 0, rows = 0;
        uint32_t steps = 0;
    };
    bool step(uint32_t number, const CancelFlag &cancel);
    std::vector<TrainingText> draw(uint32_t step) const;
    float rateAt(uint32_t step) const;
    void countLoads(std::vector<std::vector<double>> &loads);
    void balance(uint32_t step, const std::vector<std::vector<double>> &loads);

    ReadyModel &m_model;
    const Parameters &m_parameters;
    const TrainingRequest m_request;
    const ChatForm m_form;
    const BaseTexts m_texts;
    Trainer m_trainer;
    std::vector<std::vector<float>> m_biases; // of each expert layer's router; empty: it has none
    Sums m_sums;
    double m_norm = 0; // of the last step
};

} // namespace deepscope
