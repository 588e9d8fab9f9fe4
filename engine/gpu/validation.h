// The Khronos validation layer, as it watches what an instance and its devices are asked to do.
#pragma once

#include "gpu/vulkan.h"

namespace deepscope::gpu {

// DEEPSCOPE_VALIDATE=1 in the environment turns validation on.
bool validationWanted();

// The layer speaks of commands that touch the same memory in no order.
bool isHazard(const VkDebugUtilsMessengerCallbackDataEXT &message);

// Any warning or error of the layer ends the program: a test that provokes one must fail.
//
// It also watches who waits for whom (synchronization validation). Tried with the layer of Debian 12 (1.3.239) by
// leaving out barriers one at a time (tst_dependencies): within a command buffer it sees copies, fills, and what
// kernels reach through push descriptors, in storage and texel buffers alike. It speaks of every barrier that is
// missing there but one kind: where a kernel adds to what another wrote, through the one binding that it both reads and
// writes. It does not look at what the host reads, nor from one command buffer to the next: there only the model in
// dependencies.h shows that barriers are right. And it compares the ranges that are bound, so of commands that touch
// different columns of the same rows it complains without cause: of such a group it is heard for the first alone.
class Validation {
public:
    Validation();
    Validation(const Validation &) = delete;
    Validation &operator=(const Validation &) = delete;

    void addTo(VkInstanceCreateInfo &info); // which is used before this one ends
    void start(VkInstance instance);        // throws Error(Device)
    void stop(VkInstance instance);

private:
    VkDebugUtilsMessengerCreateInfoEXT m_messages;
    VkValidationFeaturesEXT m_features;
    VkDebugUtilsMessengerEXT m_messenger = VK_NULL_HANDLE;
};

// While it lives with `apart`, this thread records commands that touch different parts of what the ones before them
// bind, and what the layer says of who waits for whom is not heard.
class RecordingApart {
public:
    explicit RecordingApart(bool apart);
    ~RecordingApart();
    RecordingApart(const RecordingApart &) = delete;
    RecordingApart &operator=(const RecordingApart &) = delete;
};

} // namespace deepscope::gpu
