#include "lab/lab_folder.h"

#include "api/error.h"
#include "api/lab.h"
#include "api/path_text.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>

namespace deepscope {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view Prefix = "step-", Ending = ".gguf";

fs::path temporaryFolder()
{
    const auto now = std::chrono::system_clock::now().time_since_epoch().count();
    return fs::temp_directory_path() / ("deepscope-lab-" + std::to_string(now));
}

// Nothing for other files.
bool readStep(const std::string &name, uint32_t &step)
{
    if (!name.starts_with(Prefix) || !name.ends_with(Ending) || name.size() < Prefix.size() + Ending.size())
        return false;
    const char *end = name.data() + name.size() - Ending.size();
    const auto [next, problem] = std::from_chars(name.data() + Prefix.size(), end, step);
    return problem == std::errc() && next == end;
}

} // namespace

LabFolder::LabFolder(const std::string &path)
try : m_path(path.empty() ? temporaryFolder() : pathOf(path)), m_temporary(path.empty()) {
    fs::create_directories(m_path);
} catch (const fs::filesystem_error &error) {
    throw Error(ErrorKind::File, path + ": the folder cannot be made: " + error.code().message() + ".");
}

LabFolder::~LabFolder()
{
    std::error_code ignored;
    if (m_temporary)
        fs::remove_all(m_path, ignored);
}

std::string LabFolder::name() const { return textOf(m_path); }

fs::path LabFolder::record() const { return m_path / LabRecordName; }

fs::path LabFolder::checkpoint(uint32_t step) const
{
    char number[16];
    std::snprintf(number, sizeof(number), "%06u", step);
    return m_path / (std::string(Prefix) + number + std::string(Ending));
}

std::vector<uint32_t> LabFolder::checkpoints() const
{
    std::vector<uint32_t> steps;
    std::error_code ignored;
    for (fs::directory_iterator entry(m_path, ignored), end; entry != end; entry.increment(ignored))
        if (uint32_t step = 0; readStep(textOf(entry->path().filename()), step))
            steps.push_back(step);
    std::ranges::sort(steps);
    return steps;
}

bool LabFolder::holds(uint32_t step) const
{
    std::error_code ignored;
    return fs::exists(checkpoint(step), ignored);
}

void LabFolder::remove(uint32_t step) const
{
    std::error_code ignored;
    fs::remove(checkpoint(step), ignored);
}

void LabFolder::tidy(uint32_t bestStep) const
{
    constexpr size_t Kept = 2;
    const std::vector<uint32_t> steps = checkpoints();
    for (size_t i = 0; i + Kept < steps.size(); ++i)
        if (steps[i] != bestStep)
            remove(steps[i]);
}

void LabFolder::removeBehind(uint32_t step) const
{
    for (const uint32_t later : checkpoints())
        if (later > step)
            remove(later);
}

} // namespace deepscope
