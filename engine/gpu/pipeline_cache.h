// What a driver has built of kernels, kept from one start of the program to the next in a file for each device and
// driver. Drivers that keep such things themselves, or keep nothing (Mesa's software device), lose nothing by it.
#pragma once

#include "gpu/device.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

namespace deepscope::gpu {

// The folder for what can be made again, of this program and person: $XDG_CACHE_HOME/deepscope and its like on other
// systems. Empty where the system names none. Nobody has made it yet.
std::filesystem::path userCacheFolder();

// Whose data a file holds; another driver, or another version of it, has another file.
struct CacheOwner {
    uint32_t vendor = 0, device = 0, driverVersion = 0;
    uint8_t uuid[VK_UUID_SIZE] = {};

    std::filesystem::path fileName() const; // "kernels-" and all of it in hexadecimal
};
CacheOwner ownerOf(const Device &device);

// What was written last, whole, by `owner`; nothing where there is no such file or it is of another kind.
std::optional<std::vector<uint8_t>> readPipelines(const std::filesystem::path &folder, const CacheOwner &owner);
// Replaces it in one step, so that another program never reads half of it. False where the folder cannot be written to.
bool writePipelines(const std::filesystem::path &folder, const CacheOwner &owner, const std::vector<uint8_t> &data);

class PipelineCache {
public:
    // Without a folder nothing is kept. Throws Error(Device).
    PipelineCache(const Device &device, std::filesystem::path folder);
    ~PipelineCache(); // saves
    PipelineCache(const PipelineCache &) = delete;
    PipelineCache &operator=(const PipelineCache &) = delete;

    VkPipelineCache handle() const { return m_cache; }

    // Writes the file where something came to it, together with what others have written meanwhile. What cannot be
    // written is built again next time.
    void save() noexcept;

private:
    VkPipelineCache create(const std::vector<uint8_t> &data) const;
    std::vector<uint8_t> data() const;
    void addWhatOthersWrote();

    const Device &m_device;
    std::filesystem::path m_folder;
    CacheOwner m_owner;
    std::vector<uint8_t> m_kept; // as it was read or written
    VkPipelineCache m_cache = VK_NULL_HANDLE;
};

} // namespace deepscope::gpu
