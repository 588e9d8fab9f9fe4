// One walk through folders in which models may lie.
#pragma once

#include "api/model_catalog.h"

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace deepscope {

class ModelScan {
public:
    ModelScan(const ScanSinks &sinks, const CancelFlag &cancel); // both outlive this

    void reportDefault();
    void scan(const ModelFolder &folder);
    ScanOutcome outcome() const;

private:
    using Path = std::filesystem::path;

    // Whose folder this is, and what is known of the files in it.
    struct Place {
        ModelSource source = ModelSource::User;
        std::string repository;
        std::map<std::string, std::string> blobs; // names by file name
    };
    struct Content {
        std::vector<Path> folders, files; // sorted
    };

    bool mayGoOn();
    void enter(const Path &path, const Place &place, int depth);
    Place recognise(const Path &path, const Place &place, int depth, Content &content) const;
    void reportFiles(const std::vector<Path> &files, const Place &place);
    void reportModel(const std::vector<Path> &parts, uint32_t count, const Place &place);
    void report(ModelEntry entry);

    const ScanSinks &m_sinks;
    const CancelFlag &m_cancel;
    std::set<Path> m_entered, m_reported; // without links
    uint32_t m_files = 0;                 // seen so far, folders among them
    ScanOutcome m_outcome;
};

} // namespace deepscope
