// A temporary tree of folders with small models in it.
#pragma once

#include "model/gguf_writer.h"

#include <QTemporaryDir>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace deepscope {

struct ModelTree {
    ModelTree() : root(folder.path().toStdString()) {}

    std::filesystem::path add(const std::filesystem::path &path, const std::vector<uint8_t> &bytes) const
    {
        std::filesystem::create_directories((root / path).parent_path());
        std::ofstream(root / path, std::ios::binary)
            .write(reinterpret_cast<const char *>(bytes.data()), long(bytes.size()));
        return root / path;
    }
    std::filesystem::path add(const std::filesystem::path &path, const std::string &text) const
    {
        return add(path, std::vector<uint8_t>(text.begin(), text.end()));
    }
    // Throws std::filesystem::filesystem_error where links cannot be made, as on Windows without the right to.
    void link(const std::filesystem::path &path, const std::filesystem::path &target) const
    {
        std::filesystem::create_directories((root / path).parent_path());
        std::filesystem::create_symlink(target, root / path);
    }
    bool takesLinks() const
    {
        std::error_code error;
        std::filesystem::create_symlink("nowhere", root / "link", error);
        std::filesystem::remove(root / "link");
        return !error;
    }

    QTemporaryDir folder;
    std::filesystem::path root;
};

inline GgufWriter modelHeader(const std::string &name, const std::string &architecture = "deepseek2")
{
    GgufWriter writer;
    writer.setString("general.architecture", architecture);
    if (!name.empty())
        writer.setString("general.name", name);
    writer.setUnsigned(architecture + ".context_length", 4096);
    return writer;
}

inline std::vector<uint8_t> smallModel(const std::string &name = "Tiny")
{
    GgufWriter writer = modelHeader(name);
    writer.addTensor("token_embd.weight", {8, 4}, std::vector<float>(32));
    return writer.bytes();
}

} // namespace deepscope
