// The forms in which kernels are built for devices (engine/gpu/device_features.h). One device runs them all, so that
// what a GPU will run is tried on a machine without one.
#pragma once

#include "op_bench.h"

#include <array>
#include <map>
#include <memory>
#include <string>

namespace deepscope::testing {

inline constexpr std::array<const char *, 2> Loads = {"texel", "storage"};
inline constexpr std::array<const char *, 2> Tiles = {"software", "gpu"};
inline constexpr std::array<const char *, 5> Lanes = {"", "8", "16", "32", "64"}; // the device's own; in shared memory

// For pairwise cases: one in four has the tiles of a software device, whose large kernels take long to build for lanes
// in shared memory.
inline constexpr std::array<const char *, 4> MostlyGpuTiles = {Tiles[0], Tiles[1], Tiles[1], Tiles[1]};

struct DeviceForm {
    const char *loads = Loads[0];
    const char *tiles = Tiles[0];
    const char *lanes = Lanes[0];

    std::string name() const; // "storage loads, gpu tiles, 32 lanes"
};

// Devices that are opened after that take this form.
void useForm(const DeviceForm &form);
void useOwnForm(); // what the device itself would have

// One bench for each form, with its kernels, made once for all rows of a test program.
class Benches {
public:
    OpBench &of(const DeviceForm &form = {});

private:
    std::map<std::string, std::unique_ptr<OpBench>> m_benches;
};

// Runs every test function of a program in a handful of forms: every way to load, every tile, every number of lanes.
// Call addDeviceForms in initTestCase_data and currentForm where it is wanted.
void addDeviceForms();
DeviceForm currentForm();
size_t currentFormIndex();
inline constexpr size_t FormCount = 6;

} // namespace deepscope::testing
