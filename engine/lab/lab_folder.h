// The folder of a run: its checkpoints by their steps, and its record.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace deepscope {

class LabFolder {
public:
    // Made where it is missing. Empty: a temporary one, removed with this. Throws Error(File).
    explicit LabFolder(const std::string &path);
    ~LabFolder();
    LabFolder(const LabFolder &) = delete;
    LabFolder &operator=(const LabFolder &) = delete;

    std::string name() const;
    std::filesystem::path record() const;
    std::filesystem::path checkpoint(uint32_t step) const;
    std::vector<uint32_t> checkpoints() const; // the steps of those that are there, in their order
    bool holds(uint32_t step) const;

    // Removes all but the last two and that of the best step. One that is in use stays until the next time.
    void tidy(uint32_t bestStep) const;
    void removeBehind(uint32_t step) const;

private:
    void remove(uint32_t step) const;

    std::filesystem::path m_path;
    bool m_temporary;
};

} // namespace deepscope
