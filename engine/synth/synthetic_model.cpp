#include "api/synthetic_model.h"

#include "api/error.h"
#include "api/path_text.h"
#include "model/whole_file.h"
#include "synth/shaped_model.h"

#include <algorithm>
#include <cctype>
#include <filesystem>

namespace deepscope {

namespace {

namespace fs = std::filesystem;

std::string shapeNames()
{
    std::string names;
    for (const std::string &name : syntheticShapes())
        names += (names.empty() ? "" : ", ") + name;
    return names;
}

Shape findShape(const std::string &name)
{
    for (const Shape &shape : knownShapes())
        if (shape.name == name)
            return shape;
    throw Error(ErrorKind::Usage, "There is no shape \"" + name + "\". Shapes: " + shapeNames() + ".");
}

TensorType findType(const std::string &name)
{
    const auto same = [](char a, char b) {
        return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
    };
    for (const TensorType type : supportedTypes())
        if (std::ranges::equal(typeTraits(type).name, name, same))
            return type;
    throw Error(ErrorKind::Usage, "There is no type \"" + name + "\" to write. Types: " + supportedTypeNames() + ".");
}

void requireRoom(const fs::path &path, uint64_t bytes)
{
    std::error_code unknown;
    const fs::space_info space = fs::space(path.has_parent_path() ? path.parent_path() : fs::path("."), unknown);
    if (!unknown && space.available < bytes)
        throw Error(ErrorKind::File, textOf(path) + ": the file takes " + std::to_string(bytes >> 20) +
                                         " MiB, and the disk has " + std::to_string(space.available >> 20) +
                                         " MiB left. A smaller shape or type would fit.");
}

} // namespace

std::vector<std::string> syntheticShapes()
{
    std::vector<std::string> names;
    for (const Shape &shape : knownShapes())
        names.emplace_back(shape.name);
    return names;
}

SyntheticModel writeSyntheticModel(const SyntheticModelRequest &request,
                                   const std::function<void(uint64_t, uint64_t)> &progress,
                                   const std::atomic<bool> &cancel)
{
    const Shape shape = findShape(request.shape);
    const TensorType type = findType(request.type);
    const fs::path path = pathOf(request.path);
    std::error_code ignored;
    if (fs::exists(path, ignored))
        throw Error(ErrorKind::Usage, request.path + ": the file exists already. Remove it, or choose another name.");
    const ShapedModel model = makeShapedModel(shape, type);
    requireRoom(path, model.file.fileBytes());
    writeWhole(path, [&](const fs::path &part) {
        model.file.write(part, [&](uint64_t done, uint64_t total) {
            if (cancel)
                throw Error(ErrorKind::Interrupted, "Writing was interrupted; nothing is left of it.");
            progress(done, total);
        });
    });
    return {model.parameters, model.file.fileBytes()};
}

} // namespace deepscope
