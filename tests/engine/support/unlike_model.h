// A small model whose layers differ from each other, as no file of an architecture can say it: both attentions and
// Gated DeltaNets, each in two shapes or more, and units and mixtures in turns. Embedding 8.
#pragma once

#include "model/hyperparameters.h"
#include "support/tiny_model.h"

namespace deepscope {

struct UnlikeModel : TinyModel {
    UnlikeModel();

    static std::vector<LayerShape> shapes(); // 7
    static Hyperparameters hyperparameters();

private:
    void add(const std::string &names, const LatentAttention &shape);
    void add(const std::string &names, const GroupedAttention &shape);
    void add(const std::string &names, const DeltaNet &shape);
    void add(const std::string &names, const GatedUnit &shape);
    void add(const std::string &names, const Mixture &shape);
    void addUnit(const std::string &names, const std::string &suffix, const std::vector<uint64_t> &width);
};

} // namespace deepscope
