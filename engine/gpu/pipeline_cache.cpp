#include "gpu/pipeline_cache.h"

#include <array>
#include <atomic>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <random>

namespace deepscope::gpu {

namespace {

namespace fs = std::filesystem;

// Before the driver's data: what it is, whose, and whether all of it arrived. Drivers trust what they are given.
struct Header {
    std::array<char, 8> kind = {'D', 'S', 'k', 'e', 'r', 'n', 'e', '1'};
    CacheOwner owner;
    uint32_t reserved = 0;
    uint64_t bytes = 0, sum = 0;
};
static_assert(std::is_trivially_copyable_v<Header> && sizeof(Header) == 56);

// FNV-1a: finds what was cut or torn, nobody forges a cache.
uint64_t sumOf(const std::vector<uint8_t> &data)
{
    uint64_t sum = 14695981039346656037U;
    for (const uint8_t byte : data)
        sum = (sum ^ byte) * 1099511628211U;
    return sum;
}

Header headerOf(const CacheOwner &owner, const std::vector<uint8_t> &data)
{
    Header header;
    header.owner = owner;
    header.bytes = data.size();
    header.sum = sumOf(data);
    return header;
}

fs::path fromEnvironment(const char *variable)
{
    const char *value = std::getenv(variable);
    return value ? fs::path(value) : fs::path();
}

} // namespace

fs::path userCacheFolder()
{
#if defined(_WIN32)
    const fs::path folder = fromEnvironment("LOCALAPPDATA");
#elif defined(__APPLE__)
    const fs::path home = fromEnvironment("HOME"), folder = home.empty() ? home : home / "Library" / "Caches";
#else
    const fs::path home = fromEnvironment("HOME"), chosen = fromEnvironment("XDG_CACHE_HOME");
    const fs::path folder = chosen.is_absolute() ? chosen : home.empty() ? home : home / ".cache";
#endif
    return folder.empty() ? folder : folder / "deepscope";
}

fs::path CacheOwner::fileName() const
{
    std::string name = "kernels-";
    const auto add = [&name](const void *value, size_t bytes) {
        for (size_t i = 0; i < bytes; ++i) {
            constexpr char Digits[] = "0123456789abcdef";
            const uint8_t byte = static_cast<const uint8_t *>(value)[i];
            name += {Digits[byte >> 4], Digits[byte & 15]};
        }
    };
    add(this, sizeof *this);
    return name;
}

CacheOwner ownerOf(const Device &device)
{
    const VkPhysicalDeviceProperties &properties = device.features().properties;
    CacheOwner owner{properties.vendorID, properties.deviceID, properties.driverVersion, {}};
    std::memcpy(owner.uuid, properties.pipelineCacheUUID, VK_UUID_SIZE);
    return owner;
}

std::optional<std::vector<uint8_t>> readPipelines(const fs::path &folder, const CacheOwner &owner)
{
    std::ifstream file(folder / owner.fileName(), std::ios::binary | std::ios::ate);
    const std::streamoff size = file ? std::streamoff(file.tellg()) : 0;
    Header header;
    if (size < std::streamoff(sizeof header))
        return std::nullopt;
    std::vector<uint8_t> data(size_t(size) - sizeof header);
    file.seekg(0);
    file.read(reinterpret_cast<char *>(&header), sizeof header);
    file.read(reinterpret_cast<char *>(data.data()), std::streamsize(data.size()));
    const Header expected = headerOf(owner, data);
    return file && std::memcmp(&header, &expected, sizeof header) == 0 ? std::optional(std::move(data)) : std::nullopt;
}

bool writePipelines(const fs::path &folder, const CacheOwner &owner, const std::vector<uint8_t> &data)
{
    std::error_code error;
    fs::create_directories(folder, error);
    const fs::path name = owner.fileName();
    fs::path part = folder / name; // of a name that nobody else has
    part += "." + std::to_string(std::random_device()()) + ".part";
    {
        std::ofstream file(part, std::ios::binary);
        const Header header = headerOf(owner, data);
        file.write(reinterpret_cast<const char *>(&header), sizeof header);
        file.write(reinterpret_cast<const char *>(data.data()), std::streamsize(data.size()));
        file.close();
        if (file)
            fs::rename(part, folder / name, error);
        if (file && !error)
            return true;
    }
    fs::remove(part, error);
    return false;
}

PipelineCache::PipelineCache(const Device &device, fs::path folder)
    : m_device(device), m_folder(std::move(folder)), m_owner(ownerOf(device))
{
    if (!m_folder.empty())
        m_kept = readPipelines(m_folder, m_owner).value_or(std::vector<uint8_t>());
    m_cache = create(m_kept);
}

PipelineCache::~PipelineCache()
{
    save();
    if (!m_device.abandoned())
        m_device.vk().vkDestroyPipelineCache(m_device.handle(), m_cache, nullptr);
}

VkPipelineCache PipelineCache::create(const std::vector<uint8_t> &data) const
{
    VkPipelineCacheCreateInfo info{VK_STRUCTURE_TYPE_PIPELINE_CACHE_CREATE_INFO};
    info.initialDataSize = data.size();
    info.pInitialData = data.data();
    VkPipelineCache cache = VK_NULL_HANDLE;
    check(m_device.vk().vkCreatePipelineCache(m_device.handle(), &info, nullptr, &cache), "preparing kernels");
    return cache;
}

std::vector<uint8_t> PipelineCache::data() const
{
    size_t bytes = 0;
    check(m_device.vk().vkGetPipelineCacheData(m_device.handle(), m_cache, &bytes, nullptr), "keeping kernels");
    std::vector<uint8_t> data(bytes);
    check(m_device.vk().vkGetPipelineCacheData(m_device.handle(), m_cache, &bytes, data.data()), "keeping kernels");
    data.resize(bytes);
    return data;
}

void PipelineCache::addWhatOthersWrote()
{
    const auto written = readPipelines(m_folder, m_owner);
    if (!written || *written == m_kept)
        return;
    const VkPipelineCache others = create(*written);
    const VkResult merged = m_device.vk().vkMergePipelineCaches(m_device.handle(), m_cache, 1, &others);
    m_device.vk().vkDestroyPipelineCache(m_device.handle(), others, nullptr);
    check(merged, "keeping kernels");
}

void PipelineCache::save() noexcept
{
    try {
        if (m_folder.empty() || m_device.abandoned() || data() == m_kept)
            return;
        addWhatOthersWrote();
        std::vector<uint8_t> now = data();
        if (now.size() > sizeof(VkPipelineCacheHeaderVersionOne)) // else the driver keeps nothing
            writePipelines(m_folder, m_owner, now);
        m_kept = std::move(now);
    } catch (...) {
        // A lost device, or no memory: then it is built again.
    }
}

} // namespace deepscope::gpu
