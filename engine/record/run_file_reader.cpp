#include "api/path_text.h"
#include "record/crc32.h"
#include "record/record_input.h"
#include "record/run_file_check.h"
#include "record/run_file_format.h"

#include <fstream>

namespace deepscope {

namespace {

class RunFileReader {
public:
    RunFileReader(std::span<const uint8_t> data, std::string name) : m_rest(data), m_name(std::move(name)) {}

    RecordedRun read()
    {
        readHeader();
        RecordedRun run;
        while (const auto record = nextRecord()) {
            try {
                take(*record, run);
            } catch (const Error &error) {
                fail(std::string(error.what()) + " (record " + std::to_string(m_records) + ")");
            }
        }
        if (m_records == 0)
            fail("the recording was cut off before it began");
        return run;
    }

private:
    struct Record {
        RecordKind kind;
        std::span<const uint8_t> payload;
    };

    [[noreturn]] void fail(const std::string &sentence) const
    {
        throw Error(ErrorKind::File, m_name + ": " + sentence + ".");
    }

    void readHeader()
    {
        const std::span<const uint8_t> start = m_rest;
        const std::string_view magic(reinterpret_cast<const char *>(m_rest.data()),
                                     std::min(m_rest.size(), RunFileMagic.size()));
        if (magic != RunFileMagic)
            fail("this is not a run file of Deepscope");
        m_rest = m_rest.subspan(magic.size());
        if (m_rest.size() < sizeof(uint32_t))
            fail("the recording was cut off before it began");
        m_version = takeNumber();
        if (m_version < OldestVersion)
            fail("version " + std::to_string(m_version) + " of run files is not supported");
        if (m_version < FirstVersionWithSizes)
            return;
        if (m_rest.size() < 2 * sizeof(uint32_t))
            fail("the recording was cut off before it began");
        const uint32_t lowest = takeNumber();
        if (takeNumber() != crc32(start.first(magic.size() + 2 * sizeof(uint32_t))))
            fail("the file is damaged at its beginning");
        if (lowest > RunFileVersion)
            fail("a newer Deepscope is needed: the file is of version " + std::to_string(m_version) +
                 ", and this one reads up to " + std::to_string(RunFileVersion));
    }

    uint32_t takeNumber()
    {
        uint32_t number = 0;
        std::memcpy(&number, m_rest.data(), sizeof number);
        m_rest = m_rest.subspan(sizeof number);
        return number;
    }

    // Nothing at the end, also in the middle of a record.
    std::optional<Record> nextRecord()
    {
        constexpr size_t HeadBytes = 8, ChecksumBytes = 4;
        if (m_rest.size() < HeadBytes + ChecksumBytes)
            return {};
        const std::span<const uint8_t> start = m_rest;
        const auto kind = RecordKind(takeNumber());
        const uint32_t size = takeNumber();
        if (size > LargestRecord)
            fail("the file is damaged after record " + std::to_string(m_records));
        if (m_rest.size() < size + ChecksumBytes)
            return {};
        const std::span<const uint8_t> payload = m_rest.first(size);
        m_rest = m_rest.subspan(size);
        if (takeNumber() != crc32(start.first(HeadBytes + size)))
            fail("the file is damaged after record " + std::to_string(m_records));
        ++m_records;
        return Record{kind, payload};
    }

    void take(const Record &record, RecordedRun &run)
    {
        if ((record.kind == RecordKind::Start) != (m_records == 1))
            throw Error(ErrorKind::File, "the records are out of order");
        RecordInput input(record.payload, m_version);
        switch (record.kind) {
        case RecordKind::Start:
            takeStart(input, run);
            break;
        case RecordKind::Token:
            requireOpen(run);
            input(run.tokens.emplace_back());
            checkLastToken(run);
            break;
        case RecordKind::Summary:
            requireOpen(run);
            input(run.summary.emplace());
            break;
        default: // of a newer version
            break;
        }
    }

    void takeStart(RecordInput &input, RecordedRun &run) const
    {
        input(run.model, run.question);
        input.since(3, run.request);
        checkModel(run.model);
    }

    static void requireOpen(const RecordedRun &run)
    {
        if (run.summary)
            throw Error(ErrorKind::File, "the recording goes on after its end");
    }

    std::span<const uint8_t> m_rest;
    std::string m_name;
    uint32_t m_version = 0; // of the writer
    size_t m_records = 0;
};

} // namespace

RecordedRun readRunFile(const uint8_t *data, size_t size) { return RunFileReader({data, size}, "run file").read(); }

RecordedRun readRunFile(const std::filesystem::path &path)
{
    // Read, not mapped: another program may still be writing it.
    std::error_code error;
    if (std::filesystem::is_directory(path, error))
        throw Error(ErrorKind::File, textOf(path) + ": this is a folder, not a run file.");
    std::ifstream stream(path, std::ios::binary);
    if (!stream)
        throw Error(ErrorKind::File, textOf(path) + ": the file cannot be opened.");
    const std::vector<char> bytes{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    return RunFileReader({reinterpret_cast<const uint8_t *>(bytes.data()), bytes.size()}, textOf(path)).read();
}

} // namespace deepscope
