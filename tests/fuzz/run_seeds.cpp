// In builds without a fuzzer: gives every seed in a folder, as it is and damaged, to a fuzz target.
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

namespace {

constexpr int DamagedCopies = 100;

// A few bytes are other ones, and up to a quarter of the end is missing.
std::vector<uint8_t> damaged(std::vector<uint8_t> bytes, std::mt19937 &random)
{
    for (int i = 0; i < 3; ++i)
        bytes[random() % bytes.size()] = uint8_t(random());
    bytes.resize(bytes.size() - random() % bytes.size() / 4);
    return bytes;
}

void give(const std::vector<uint8_t> &bytes) { LLVMFuzzerTestOneInput(bytes.data(), bytes.size()); }

} // namespace

int main(int count, char **arguments)
{
    if (count != 2) {
        std::fprintf(stderr, "usage: %s FOLDER\n", arguments[0]);
        return 2;
    }
    int seeds = 0;
    for (const auto &entry : std::filesystem::directory_iterator(arguments[1])) {
        std::printf("%s\n", entry.path().filename().string().c_str());
        std::fflush(stdout); // the last line before a crash names the seed
        std::ifstream stream(entry.path(), std::ios::binary);
        const std::vector<char> text{std::istreambuf_iterator<char>(stream), {}};
        const std::vector<uint8_t> bytes(text.begin(), text.end());
        give(bytes);
        std::mt19937 random(1);
        for (int i = 0; i < DamagedCopies && !bytes.empty(); ++i)
            give(damaged(bytes, random));
        ++seeds;
    }
    std::printf("%d seeds\n", seeds);
    return seeds > 0 ? 0 : 1;
}
