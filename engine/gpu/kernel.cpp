#include "gpu/kernel.h"

#include "api/error.h"
#include "gpu/spirv.h"

#include <algorithm>
#include <atomic>
#include <future>
#include <utility>

namespace deepscope::gpu {

namespace {

constexpr uint32_t PushConstantBytes = 128; // what every Vulkan device has

// Specialization constants that tell forms of the device, beside those of the kernel.
constexpr uint32_t SharedLanes = 100;   // shaders/lib/lanes.glsl
constexpr uint32_t IntegerHalves = 101; // shaders/lib/numbers.glsl

VkDescriptorType descriptorType(BindingKind kind)
{
    return kind == BindingKind::Storage ? VK_DESCRIPTOR_TYPE_STORAGE_BUFFER : VK_DESCRIPTOR_TYPE_UNIFORM_TEXEL_BUFFER;
}

void requireSize(const std::string &name, const DeviceFeatures &features, const Specialization &specialization)
{
    if (specialization.subgroups == 0 || specialization.subgroups > features.mostSubgroups())
        throw Error(ErrorKind::Internal, "The kernel " + name + " was given " +
                                             std::to_string(specialization.subgroups) + " times " +
                                             std::to_string(features.lanes) + " lanes, and the device has room for " +
                                             std::to_string(features.mostSubgroups()) + " times as many.");
}

const ShaderCode &codeOf(std::string_view name)
{
    for (const ShaderCode &code : shaderTable())
        if (code.name == name)
            return code;
    throw Error(ErrorKind::Internal, "There is no kernel named " + std::string(name) + ".");
}

} // namespace

Kernel::Kernel(const Device &device, VkPipelineCache cache, const ShaderCode &code,
               const Specialization &specialization)
    : m_device(device), m_name(code.name)
{
    const bool texel = device.features().loadForm == LoadForm::TexelBuffer;
    const uint32_t *words = texel ? code.texel : code.storage;
    const size_t count = texel ? code.texelWords : code.storageWords;
    m_bindings = reflectBindings(words, count);
    try {
        createLayout();
        createPipeline(cache, words, count, specialization);
    } catch (...) {
        release();
        throw;
    }
}

Kernel::~Kernel() { release(); }

void Kernel::release()
{
    if (m_device.abandoned())
        return;
    m_device.vk().vkDestroyPipeline(m_device.handle(), m_pipeline, nullptr);
    m_device.vk().vkDestroyPipelineLayout(m_device.handle(), m_layout, nullptr);
    m_device.vk().vkDestroyDescriptorSetLayout(m_device.handle(), m_setLayout, nullptr);
}

void Kernel::createLayout()
{
    std::vector<VkDescriptorSetLayoutBinding> bindings(m_bindings.size());
    for (uint32_t i = 0; i < bindings.size(); ++i)
        bindings[i] = {i, descriptorType(m_bindings[i].kind), 1, VK_SHADER_STAGE_COMPUTE_BIT, nullptr};
    VkDescriptorSetLayoutCreateInfo set{VK_STRUCTURE_TYPE_DESCRIPTOR_SET_LAYOUT_CREATE_INFO};
    set.flags = VK_DESCRIPTOR_SET_LAYOUT_CREATE_PUSH_DESCRIPTOR_BIT_KHR;
    set.bindingCount = uint32_t(bindings.size());
    set.pBindings = bindings.data();
    check(m_device.vk().vkCreateDescriptorSetLayout(m_device.handle(), &set, nullptr, &m_setLayout),
          "laying out a kernel");

    const VkPushConstantRange range{VK_SHADER_STAGE_COMPUTE_BIT, 0, PushConstantBytes};
    VkPipelineLayoutCreateInfo layout{VK_STRUCTURE_TYPE_PIPELINE_LAYOUT_CREATE_INFO};
    layout.setLayoutCount = 1;
    layout.pSetLayouts = &m_setLayout;
    layout.pushConstantRangeCount = 1;
    layout.pPushConstantRanges = &range;
    check(m_device.vk().vkCreatePipelineLayout(m_device.handle(), &layout, nullptr, &m_layout), "laying out a kernel");
}

void Kernel::createPipeline(VkPipelineCache cache, const uint32_t *words, size_t count,
                            const Specialization &specialization)
{
    const DeviceFeatures &features = m_device.features();
    requireSize(m_name, features, specialization);
    std::vector<uint32_t> values = {features.lanes, specialization.subgroups};
    values.insert(values.end(), specialization.constants.begin(), specialization.constants.end());
    std::vector<VkSpecializationMapEntry> entries(values.size());
    for (uint32_t i = 0; i < entries.size(); ++i)
        entries[i] = {i, i * 4, 4};
    const auto add = [&](uint32_t constant, bool value) {
        entries.push_back({constant, uint32_t(values.size()) * 4, 4});
        values.push_back(value);
    };
    add(SharedLanes, features.laneForm == LaneForm::SharedMemory);
    add(IntegerHalves, features.integerHalves);
    const VkSpecializationInfo constants{uint32_t(entries.size()), entries.data(), values.size() * 4, values.data()};

    const std::vector<uint32_t> code = withoutContraction(words, count);
    VkShaderModuleCreateInfo moduleInfo{VK_STRUCTURE_TYPE_SHADER_MODULE_CREATE_INFO};
    moduleInfo.codeSize = code.size() * 4;
    moduleInfo.pCode = code.data();
    VkShaderModule module = VK_NULL_HANDLE;
    check(m_device.vk().vkCreateShaderModule(m_device.handle(), &moduleInfo, nullptr, &module), "loading a kernel");

    VkPipelineShaderStageRequiredSubgroupSizeCreateInfo size{
        VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_REQUIRED_SUBGROUP_SIZE_CREATE_INFO, nullptr, features.lanes};
    VkComputePipelineCreateInfo info{VK_STRUCTURE_TYPE_COMPUTE_PIPELINE_CREATE_INFO};
    info.stage = {VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_CREATE_INFO,
                  nullptr,
                  0,
                  VK_SHADER_STAGE_COMPUTE_BIT,
                  module,
                  "main",
                  &constants};
    if (features.laneForm == LaneForm::Subgroups)
        info.stage.flags = VK_PIPELINE_SHADER_STAGE_CREATE_REQUIRE_FULL_SUBGROUPS_BIT;
    if (features.laneForm == LaneForm::Subgroups && features.subgroupSizeControl)
        info.stage.pNext = &size;
    info.layout = m_layout;
    const VkResult result =
        m_device.vk().vkCreateComputePipelines(m_device.handle(), cache, 1, &info, nullptr, &m_pipeline);
    m_device.vk().vkDestroyShaderModule(m_device.handle(), module, nullptr);
    check(result, ("building the kernel " + m_name).c_str());
}

const Kernel &KernelCache::get(std::string_view name, const Specialization &specialization)
{
    auto &kernel = m_kernels[{std::string(name), specialization}];
    if (!kernel)
        kernel = std::make_unique<Kernel>(m_device, m_kept.handle(), codeOf(name), specialization);
    return *kernel;
}

void KernelCache::wish(std::string_view name, const Specialization &specialization)
{
    Key key(name, specialization);
    const auto same = [&key](const Wish &wish) { return wish.key == key; };
    if (const auto found = m_kernels.find(key); found != m_kernels.end() && found->second)
        return;
    if (std::none_of(m_wishes.begin(), m_wishes.end(), same))
        m_wishes.push_back({std::move(key), &codeOf(name), nullptr});
}

void KernelCache::buildWished()
{
    std::vector<Wish> wishes = std::exchange(m_wishes, {});
    std::atomic<size_t> next = 0;
    const auto build = [&] {
        for (size_t i = next++; i < wishes.size(); i = next++)
            wishes[i].kernel =
                std::make_unique<Kernel>(m_device, m_kept.handle(), *wishes[i].code, wishes[i].key.second);
    };
    if (wishes.size() > 1) {
        std::future<void> other = std::async(std::launch::async, build);
        build();
        other.get();
    } else {
        build();
    }
    for (Wish &wish : wishes)
        m_kernels[std::move(wish.key)] = std::move(wish.kernel);
}

} // namespace deepscope::gpu
