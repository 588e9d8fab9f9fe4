// Any bytes as the record of a learning run, and all its boards. Only Error may come out.
#include "record/lab_contents.h"
#include "right_checksums.h"

using namespace deepscope;

namespace {

void readAll(std::span<const uint8_t> bytes)
{
    const LabContents contents = readLabContents(bytes, "lab record");
    if (contents.end > bytes.size() || contents.endOf(1) > contents.end)
        std::abort();
    for (const LabContents::Place &place : contents.places)
        if (place.kind == LabKind::Board)
            boardIn(bytes.subspan(place.begin, place.size), place, contents);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) { return readBothWays({data, size}, readAll); }
