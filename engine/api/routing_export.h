// Routing that other programs read and write. Layers count from 0, dense layers included.
#pragma once

#include "run_file.h"

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace deepscope {

// Choices of experts without their tokens: the CSV that llama.cpp's example moe-trace writes (pull request 28544), and
// that `trace --export moe-trace` writes too.
struct ListedChoice {
    uint16_t layer = 0, expert = 0; // from 0
    bool operator==(const ListedChoice &) const = default;
};

struct ChoiceList {
    std::vector<ListedChoice> choices; // in order of time
    std::string valueName;             // of a third column; empty = there is none
    std::vector<double> values;        // then one a choice, finite
};

// A header `layer,expert`, perhaps with one more name, then a line for each choice. Line ends of Unix and Windows,
// blanks around a number, a byte order mark and empty lines at the end are taken. Throws Error(File) with one sentence
// that names the file and, where a line is wrong, its number from 1.
ChoiceList readChoiceList(const std::filesystem::path &path);
ChoiceList readChoiceList(std::string_view text, const std::string &name); // the same from memory

enum class RoutingForm : uint8_t {
    Csv, // token,id,phase,layer,choice,expert,weight: a row a token, layer and choice; what was not computed has none
    // Experts (int32) and weights (float32), [layer][token][place of choice]; -1 and NaN: nothing was chosen. Where it
    // was measured, scores (float32), [layer][token][expert]; NaN in layers without experts.
    Npy,
    // layer,expert,count,weight: a row for every expert of every layer that routes; weights are added up. Where it was
    // measured, mean_norm: of the expert's outputs for the tokens that chose it.
    Usage,
    MoeTrace, // layer,expert: a row a choice in order of time; see readChoiceList()
};
inline constexpr RoutingForm RoutingForms[] = {RoutingForm::Csv, RoutingForm::Npy, RoutingForm::Usage,
                                               RoutingForm::MoeTrace};

const char *routingFormName(RoutingForm form); // "csv", "npy", "usage", "moe-trace"
std::optional<RoutingForm> routingFormFrom(const std::string &name);

// What a run file does not hold; the model says it of the same text once more. Of each token, or empty.
struct MeasuredRouting {
    std::vector<ScoredPosition> read;               // with routing and extents
    std::vector<std::vector<WeighedLayer>> weighed; // of each token, its expert layers
};

// The files of a form: PATH itself, or PATH-ids.npy, PATH-weights.npy and, where they are `scored`, PATH-scores.npy.
std::vector<std::filesystem::path> routingFiles(RoutingForm form, const std::filesystem::path &path,
                                                bool scored = false);

// Writes them, each whole or not at all, over what was there. Throws Error(File) in a sentence: the run's model has no
// experts or does not tell them, or the disk does not take the file.
void writeRouting(const RecordedRun &run, RoutingForm form, const std::filesystem::path &path,
                  const MeasuredRouting &measured = {});

struct ExpertUsage {
    uint32_t layer = 0, expert = 0;
    uint64_t count = 0; // of tokens, or of rows of a list
    double weight = 0;  // summed; of a list its values, 0 where it has none
    double norm = 0;    // mean of its outputs' norms; 0 where it was not measured
};

// By layer and expert. Of a run all experts of all layers that route; of a list those that it names.
std::vector<ExpertUsage> usageOf(const RecordedRun &run, std::span<const ScoredPosition> read = {});
std::vector<ExpertUsage> usageOf(const ChoiceList &list);

} // namespace deepscope
