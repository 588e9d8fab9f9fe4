// Devices, the memory that they lack, and what is being done with them.
#include "models/engine_sentence_tables.h"

namespace deepscope {

namespace {

constexpr SentenceTemplate Sentences[] = {
    {QT_TRANSLATE_NOOP("Engine",
                       "No Vulkan driver was found. Install the current graphics driver of your card's maker.")},
    {QT_TRANSLATE_NOOP("Engine", "No Vulkan driver was found. Install your graphics driver, or the software device "
                                 "(Debian and Ubuntu: apt install libvulkan1 mesa-vulkan-drivers).")},
    {QT_TRANSLATE_NOOP("Engine", "The device cannot reserve %1 bytes in one piece (at most %2). A smaller context or a "
                                 "smaller model needs less memory.")},
    {QT_TRANSLATE_NOOP("Engine", "A tensor of %1 bytes is larger than this device can read at once (%2 bytes). A "
                                 "stronger quantisation makes it smaller.")},
    {QT_TRANSLATE_NOOP("Engine", "A tensor of %1 bytes is larger than this device can bind at once (%2 bytes). A "
                                 "smaller context or a smaller model needs less memory.")},
    {QT_TRANSLATE_NOOP("Engine",
                       "Attention over %1 tokens needs %2 bytes in one piece, more than this device can bind at "
                       "once. A shorter text would do.")},
    {QT_TRANSLATE_NOOP("Engine", "The Vulkan device has no compute queue. Choose another device.")},
    {QT_TRANSLATE_NOOP("Engine", "The device %1 cannot be used: %2. Update its driver or choose another device."), "2"},
    {QT_TRANSLATE_NOOP("Engine", "No usable Vulkan device (%1). Update its driver or choose another."), "1"},
    {QT_TRANSLATE_NOOP("Engine", "No Vulkan device matches \"%1\"; \"deepscope-cli devices\" lists them.")},
    {QT_TRANSLATE_NOOP("Engine", "its subgroups are of a size that cannot be used")},
    {QT_TRANSLATE_NOOP("Engine", "its driver offers Vulkan %1, and 1.3 is needed")},
    {QT_TRANSLATE_NOOP("Engine", "it says that %1 lanes work together, and %2 do")},
    {QT_TRANSLATE_NOOP("Engine", "it gives lanes the same or impossible numbers")},
    {QT_TRANSLATE_NOOP("Engine", "it gives wrong %1")},
    {QT_TRANSLATE_NOOP("Engine", "it decodes small F16 numbers wrongly")},
    {QT_TRANSLATE_NOOP("Engine", "it cannot build a kernel that uses its subgroups")},
    {QT_TRANSLATE_NOOP("Engine", "it lacks %1")},
    {QT_TRANSLATE_NOOP("Engine",
                       "The Vulkan device has no memory of a kind that Deepscope needs. Choose another device.")},
    {QT_TRANSLATE_NOOP("Engine", "The Vulkan device has not finished its work within %1 and counts as lost; load the "
                                 "model again, or choose another device.")},
    {QT_TRANSLATE_NOOP("Engine", "The Vulkan device failed while %1: %2."), "12"},
    {QT_TRANSLATE_NOOP(
         "Engine", "The Vulkan device failed while %1: %2. A smaller context or a smaller model needs less memory."),
     "12"},
    {QT_TRANSLATE_NOOP("Engine",
                       "The Vulkan device failed while %1: %2. Load the model again, or choose another device."),
     "12"},
    {QT_TRANSLATE_NOOP("Engine", "creating a buffer")},
    {QT_TRANSLATE_NOOP("Engine", "viewing a buffer")},
    {QT_TRANSLATE_NOOP("Engine", "reserving %1 bytes")},
    {QT_TRANSLATE_NOOP("Engine", "opening the device")},
    {QT_TRANSLATE_NOOP("Engine", "connecting to Vulkan")},
    {QT_TRANSLATE_NOOP("Engine", "listing devices")},
    {QT_TRANSLATE_NOOP("Engine", "laying out a kernel")},
    {QT_TRANSLATE_NOOP("Engine", "building the kernel %1")},
    {QT_TRANSLATE_NOOP("Engine", "loading a kernel")},
    {QT_TRANSLATE_NOOP("Engine", "preparing kernels")},
    {QT_TRANSLATE_NOOP("Engine", "keeping kernels")},
    {QT_TRANSLATE_NOOP("Engine", "preparing commands")},
    {QT_TRANSLATE_NOOP("Engine", "recording commands")},
    {QT_TRANSLATE_NOOP("Engine", "working")},
    {QT_TRANSLATE_NOOP("Engine", "starting work")},
    {QT_TRANSLATE_NOOP("Engine", "preparing timestamps")},
    {QT_TRANSLATE_NOOP("Engine", "reading timestamps")},
    {QT_TRANSLATE_NOOP("Engine", "starting validation")},
    {QT_TRANSLATE_NOOP("Engine", "out of host memory")},
    {QT_TRANSLATE_NOOP("Engine", "out of device memory")},
    {QT_TRANSLATE_NOOP("Engine", "the device was lost")},
    {QT_TRANSLATE_NOOP("Engine", "initialisation failed")},
    {QT_TRANSLATE_NOOP("Engine", "a layer is not installed")},
    {QT_TRANSLATE_NOOP("Engine", "an extension is missing")},
    {QT_TRANSLATE_NOOP("Engine", "a feature is missing")},
    {QT_TRANSLATE_NOOP("Engine", "the driver is incompatible")},
    {QT_TRANSLATE_NOOP("Engine", "Vulkan error %1")},
    {QT_TRANSLATE_NOOP("Engine", "%1: kernels of %2 have %3 lanes, and learning wants 8. Another device would do.")},
    {QT_TRANSLATE_NOOP(
        "Engine",
        "%1 would take %2 iterations of loops, and %3 ends after %4. A smaller shape or another device would do.")},
    {QT_TRANSLATE_NOOP(
        "Engine",
        "its weights take %1 MiB to learn with, and this device reaches %2 MiB at once. Choose a smaller model")},
    {QT_TRANSLATE_NOOP("Engine", "%1 needs %2 in one piece for the cache of one layer with a context of %3 tokens, and "
                                 "%4 gives at most %5 at once")},
    {QT_TRANSLATE_NOOP("Engine", "A context of %1 tokens is longer than the %2 that %3 can go through")},
    {QT_TRANSLATE_NOOP("Engine",
                       "%1 needs %2 in one piece for the attention of a batch, and %3 gives at most %4 at once")},
    {QT_TRANSLATE_NOOP("Engine",
                       "%1 needs %2 in one piece for the activations of a batch, and %3 gives at most %4 at once")},
    {QT_TRANSLATE_NOOP("Engine",
                       "%1 needs %2 in one piece for the logits of a batch, and %3 gives at most %4 at once")},
    {QT_TRANSLATE_NOOP("Engine",
                       "%1 needs %2 with a context of %3 tokens (weights %4, cache %5), which %6 with %7 cannot hold")},
    {QT_TRANSLATE_NOOP("Engine", "%1; the largest context that fits is %2 tokens."), "1"},
    {QT_TRANSLATE_NOOP(
         "Engine",
         "%1; its largest tensor takes %2, and the device can reach %3 at once. A stronger quantisation would fit."),
     "1"},
    {QT_TRANSLATE_NOOP("Engine", "%1; no context is short enough. A smaller model or another device would fit."), "1"},
    {QT_TRANSLATE_NOOP("Engine", "%1; not even one token fits. A smaller model or a stronger quantisation would."),
     "1"},
    {QT_TRANSLATE_NOOP("Engine",
                       "There is not enough memory to go on. A shorter chat or a smaller context needs less.")},
    {QT_TRANSLATE_NOOP("Engine", "There is not enough memory to load %1.")},
    {QT_TRANSLATE_NOOP("Engine", "There is not enough memory to learn.")},
    {QT_TRANSLATE_NOOP("Engine", "There is not enough memory to save it.")},
    {QT_TRANSLATE_NOOP("Engine", "The run failed.")},
    {QT_TRANSLATE_NOOP("Engine", "The run failed: %1.")},
    {QT_TRANSLATE_NOOP("Engine", "Loading failed.")},
    {QT_TRANSLATE_NOOP("Engine", "Loading failed: %1.")},
    {QT_TRANSLATE_NOOP("Engine", "Learning failed.")},
    {QT_TRANSLATE_NOOP("Engine", "Learning failed: %1.")},
    {QT_TRANSLATE_NOOP("Engine", "Saving failed.")},
    {QT_TRANSLATE_NOOP("Engine", "Saving failed: %1.")},
    {QT_TRANSLATE_NOOP("Engine", "%1 is in use again."), "1"},
    {QT_TRANSLATE_NOOP("Engine", "No model is in use now.")},
    {QT_TRANSLATE_NOOP("Engine", "No model is in use now: %1 could not be loaded again.")},
    {QT_TRANSLATE_NOOP("Engine", "reading weights, %1 of %2 MiB")},
    {QT_TRANSLATE_NOOP("Engine", "reading weights")},
    {QT_TRANSLATE_NOOP("Engine", "reserving memory")},
    {QT_TRANSLATE_NOOP("Engine", "reading with the first file")},
    {QT_TRANSLATE_NOOP("Engine", "reading with the second file")},
    {QT_TRANSLATE_NOOP("Engine", "preparing to learn")},
    {QT_TRANSLATE_NOOP("Engine", "loading %1 again: %2"), "2"},
};

} // namespace

std::span<const SentenceTemplate> deviceSentences() { return Sentences; }

} // namespace deepscope
