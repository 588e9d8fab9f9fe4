#include "api/routing_export.h"

#include "api/path_text.h"
#include "model/whole_file.h"
#include "record/expert_choices.h"
#include "record/npy_header.h"
#include "record/text_output.h"

#include <algorithm>
#include <bit>
#include <limits>

namespace deepscope {

namespace {

namespace fs = std::filesystem;

constexpr const char *FormNames[] = {"csv", "npy", "usage", "moe-trace"};

void appendCells(std::string &) {}

// Numbers with commas between them and a line end behind the last.
template <typename First, typename... Others>
void appendCells(std::string &row, First first, Others... others)
{
    appendNumber(row, first);
    row += sizeof...(others) > 0 ? ',' : '\n';
    appendCells(row, others...);
}

void writeChoices(TextOutput &out, const RecordedRun &run, const MeasuredRouting &)
{
    const ModelInfo &model = run.model.info;
    out.put("token,id,phase,layer,choice,expert,weight\n");
    for (const TokenTrace &token : run.tokens) {
        std::string rows;
        for (uint32_t layer = 0; layer < model.layers; ++layer) {
            const std::span<const ExpertHit> choices = choicesOf(token.routing, model, layer);
            for (size_t place = 0; place < choices.size(); ++place) {
                appendNumber(rows, token.index);
                rows += ',';
                appendNumber(rows, token.token);
                rows += std::string(",") + phaseName(token.phase) + ",";
                appendCells(rows, layer, place, choices[place].expert, choices[place].weight);
            }
        }
        out.put(rows);
    }
}

void writeUsage(TextOutput &out, const RecordedRun &run, const MeasuredRouting &measured)
{
    const bool normed = !measured.read.empty();
    out.put(std::string("layer,expert,count,weight") + (normed ? ",mean_norm\n" : "\n"));
    for (const ExpertUsage &usage : usageOf(run, measured.read)) {
        std::string row;
        if (normed)
            appendCells(row, usage.layer, usage.expert, usage.count, usage.weight, usage.norm);
        else
            appendCells(row, usage.layer, usage.expert, usage.count, usage.weight);
        out.put(row);
    }
}

void writeMoeTrace(TextOutput &out, const RecordedRun &run, const MeasuredRouting &)
{
    const ModelInfo &model = run.model.info;
    out.put("layer,expert\n");
    for (const TokenTrace &token : run.tokens) {
        std::string rows;
        for (uint32_t layer = 0; layer < model.layers; ++layer)
            for (const ExpertHit &hit : choicesOf(token.routing, model, layer))
                appendCells(rows, layer, hit.expert);
        out.put(rows);
    }
}

// Little-endian, as the header of the array says.
void appendElement(std::string &bytes, uint32_t element)
{
    for (int shift = 0; shift < 32; shift += 8)
        bytes += char(element >> shift & 0xff);
}

// [layer][token][place]; `elementOf` gives the bits of a choice, `none` those of a place without one.
template <typename ElementOf>
void writeArray(TextOutput &out, const RecordedRun &run, const char *type, uint32_t none, ElementOf elementOf)
{
    const ModelInfo &model = run.model.info;
    size_t places = model.expertsUsed;
    for (const TokenTrace &token : run.tokens)
        places = std::max(places, choicePlaces(token.routing, model));
    const size_t shape[] = {model.layers, run.tokens.size(), places};
    out.put(npyHeader(type, shape));
    for (uint32_t layer = 0; layer < model.layers; ++layer)
        for (const TokenTrace &token : run.tokens) {
            const std::span<const ExpertHit> choices = choicesOf(token.routing, model, layer);
            std::string row;
            for (size_t place = 0; place < places; ++place)
                appendElement(row, place < choices.size() ? elementOf(choices[place]) : none);
            out.put(row);
        }
}

void writeIds(TextOutput &out, const RecordedRun &run, const MeasuredRouting &)
{
    writeArray(out, run, "<i4", uint32_t(-1), [](const ExpertHit &hit) { return uint32_t(hit.expert); });
}

constexpr uint32_t NotANumber = std::bit_cast<uint32_t>(std::numeric_limits<float>::quiet_NaN());

void writeScores(TextOutput &out, const RecordedRun &run, const MeasuredRouting &measured)
{
    const ModelInfo &model = run.model.info;
    const size_t shape[] = {model.layers, measured.weighed.size(), model.experts};
    out.put(npyHeader("<f4", shape));
    for (uint32_t layer = 0; layer < model.layers; ++layer)
        for (const std::vector<WeighedLayer> &token : measured.weighed) {
            const uint32_t place = layer - model.denseLayers; // wraps round for those before
            std::string row;
            for (uint32_t expert = 0; expert < model.experts; ++expert)
                appendElement(row, place < token.size() ? std::bit_cast<uint32_t>(token[place].experts[expert].score)
                                                        : NotANumber);
            out.put(row);
        }
}

void writeWeights(TextOutput &out, const RecordedRun &run, const MeasuredRouting &)
{
    writeArray(out, run, "<f4", NotANumber, [](const ExpertHit &hit) { return std::bit_cast<uint32_t>(hit.weight); });
}

using Write = void (*)(TextOutput &, const RecordedRun &, const MeasuredRouting &);

// Each takes its place when those before it have been written, so that there is none without the others.
void writeAll(std::span<const fs::path> files, std::span<const Write> writes, const RecordedRun &run,
              const MeasuredRouting &measured)
{
    if (files.empty())
        return;
    writeWhole(files.front(), [&](const fs::path &part) {
        TextOutput out(part);
        writes.front()(out, run, measured);
        out.close();
        writeAll(files.subspan(1), writes.subspan(1), run, measured);
    });
}

void requireRouting(const RecordedRun &run)
{
    const ModelInfo &model = run.model.info;
    if (model.expertLayers() == 0)
        throw Error(ErrorKind::File, "The model of this run, " + model.name +
                                         ", has no experts, so there is no routing to write; take a run of a "
                                         "mixture-of-experts model.");
    if (!run.model.abilities.withoutRouting.empty())
        throw Error(ErrorKind::File, run.model.abilities.withoutRouting);
}

} // namespace

const char *routingFormName(RoutingForm form) { return FormNames[size_t(form)]; }

std::optional<RoutingForm> routingFormFrom(const std::string &name)
{
    for (const RoutingForm form : RoutingForms)
        if (name == routingFormName(form))
            return form;
    return std::nullopt;
}

std::vector<fs::path> routingFiles(RoutingForm form, const fs::path &path, bool scored)
{
    if (form != RoutingForm::Npy)
        return {path};
    std::vector<fs::path> files;
    for (const char *ending : {"-ids.npy", "-weights.npy", "-scores.npy"})
        files.emplace_back(path) += ending;
    files.resize(scored ? 3 : 2);
    return files;
}

void writeRouting(const RecordedRun &run, RoutingForm form, const fs::path &path, const MeasuredRouting &measured)
{
    requireRouting(run);
    constexpr Write Arrays[] = {writeIds, writeWeights, writeScores};
    constexpr Write Texts[] = {writeChoices, nullptr, writeUsage, writeMoeTrace};
    const std::vector<fs::path> files = routingFiles(form, path, !measured.weighed.empty());
    writeAll(files, form == RoutingForm::Npy ? std::span(Arrays) : std::span(Texts).subspan(size_t(form), 1), run,
             measured);
}

} // namespace deepscope
