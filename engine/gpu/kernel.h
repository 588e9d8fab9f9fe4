// A compute shader made ready for a device: SPIR-V and specialization constants become a pipeline.
#pragma once

#include "gpu/pipeline_cache.h"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace deepscope::gpu {

// One embedded shader in its two load forms; the table is generated from the files in shaders/.
struct ShaderCode {
    std::string_view name; // the file's name without .comp
    const uint32_t *storage;
    size_t storageWords;
    const uint32_t *texel;
    size_t texelWords;
};
const std::vector<ShaderCode> &shaderTable();

// How a shader declares one binding, read from its SPIR-V.
enum class BindingKind : uint8_t { Storage, TexelFloat4, TexelUint4 };

struct Binding {
    BindingKind kind = BindingKind::Storage;
    bool writes = false; // it may; texels are only read
    bool operator==(const Binding &) const = default;
};

std::vector<Binding> reflectBindings(const uint32_t *words, size_t count);

// Constant 0 and 1 are always the workgroup's width (one subgroup) and height (subgroups); the op's own follow from 2.
struct Specialization {
    uint32_t subgroups = 1;
    std::vector<uint32_t> constants;
    auto operator<=>(const Specialization &) const = default;
};

class Kernel {
public:
    Kernel(const Device &device, VkPipelineCache cache, const ShaderCode &code, const Specialization &specialization);
    ~Kernel();
    Kernel(const Kernel &) = delete;
    Kernel &operator=(const Kernel &) = delete;

    VkPipeline pipeline() const { return m_pipeline; }
    VkPipelineLayout layout() const { return m_layout; }
    const std::vector<Binding> &bindings() const { return m_bindings; }
    const std::string &name() const { return m_name; }

private:
    void createLayout();
    void createPipeline(VkPipelineCache cache, const uint32_t *words, size_t count,
                        const Specialization &specialization);
    void release();

    const Device &m_device;
    std::string m_name;
    std::vector<Binding> m_bindings;
    VkDescriptorSetLayout m_setLayout = VK_NULL_HANDLE;
    VkPipelineLayout m_layout = VK_NULL_HANDLE;
    VkPipeline m_pipeline = VK_NULL_HANDLE;
};

// Builds each kernel once, when it is first asked for, or together with others that were wished for.
class KernelCache {
public:
    // `folder`: where what was built is kept for the next start (pipeline_cache.h); empty = nowhere.
    explicit KernelCache(const Device &device, std::filesystem::path folder = {})
        : m_device(device), m_kept(device, std::move(folder))
    {
    }
    // Throws Error(Internal) for a name that no shader has.
    const Kernel &get(std::string_view name, const Specialization &specialization);
    const Device &device() const { return m_device; }

    void wish(std::string_view name, const Specialization &specialization); // throws as get() does
    void buildWished();                                                     // two at a time
    void save() { m_kept.save(); }

private:
    using Key = std::pair<std::string, Specialization>;
    struct Wish {
        Key key;
        const ShaderCode *code;
        std::unique_ptr<Kernel> kernel;
    };

    const Device &m_device;
    PipelineCache m_kept;
    std::map<Key, std::unique_ptr<Kernel>> m_kernels;
    std::vector<Wish> m_wishes;
};

} // namespace deepscope::gpu
