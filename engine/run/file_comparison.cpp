#include "api/file_comparison.h"

#include "api/blocking_engine.h"
#include "api/model_file.h"

#include <cstdio>

namespace deepscope {

namespace {

// What the first model said of each position. Rows of a large vocabulary are many bytes, so they lie in a file that
// goes with this.
class KeptRows {
public:
    KeptRows() : m_file(std::tmpfile(), &std::fclose)
    {
        if (!m_file)
            throw Error(ErrorKind::File, "No temporary file can be made for what the first model says.");
    }

    void keep(const ScoredRow &row)
    {
        m_size = row.logits->size();
        if (std::fwrite(row.logits->data(), sizeof(float), m_size, m_file.get()) != m_size)
            throw Error(ErrorKind::File, "The disk has no room for what the first model says of each token, which is " +
                                             std::to_string(m_size * sizeof(float)) +
                                             " bytes for each. A shorter text needs less.");
        m_routing.push_back(row.routing);
    }

    void rewind() { std::rewind(m_file.get()); }

    // In the order in which they were kept.
    PositionState next()
    {
        m_row.resize(m_size);
        if (m_at == m_routing.size() || std::fread(m_row.data(), sizeof(float), m_size, m_file.get()) != m_size)
            throw Error(ErrorKind::File, "What the first model said cannot be read back.");
        return {m_row, m_routing[m_at++]};
    }

private:
    std::unique_ptr<std::FILE, int (*)(std::FILE *)> m_file;
    size_t m_size = 0, m_at = 0;
    std::vector<float> m_row;
    std::vector<std::vector<ExpertHit>> m_routing;
};

class Reader {
public:
    Reader(const FilesToCompare &files, const ProgressSink &progress, const CancelFlag &cancel)
        : m_progress(progress), m_cancel(cancel)
    {
        m_request.tokens = files.tokens;
        m_request.alteration = files.alteration;
        m_request.routing = m_request.rows = true;
    }

    template <typename TakeRow>
    void read(LoadRequest load, const std::string &doing, TakeRow take) const
    {
        if (load.context == 0)
            load.context = uint32_t(m_request.tokens.size());
        load.prepare = false;
        BlockingEngine engine(&m_cancel);
        engine.load(load, m_progress);
        engine.ask(m_request, [&](const Event &event) {
            if (const auto *row = std::get_if<ScoredRow>(&event)) {
                take(*row);
                if (m_progress)
                    m_progress({doing, double(row->position + 1) / double(m_request.tokens.size())});
            }
        });
    }

private:
    const ProgressSink &m_progress;
    const CancelFlag &m_cancel;
    ScoreRequest m_request;
};

} // namespace

std::unique_ptr<ModelComparison> compareFiles(const FilesToCompare &files, const ProgressSink &progress,
                                              const CancelFlag &cancel)
{
    if (files.tokens.size() < 2)
        throw Error(ErrorKind::Usage, "The text has fewer than two tokens, so there is nothing to foretell.");
    const ModelFile a(files.a.path), b(files.b.path);
    auto comparison = std::make_unique<ModelComparison>(a.info(), b.info()); // before anything is loaded
    const Reader reader(files, progress, cancel);
    KeptRows rows;
    reader.read(files.a, "reading with the first file", [&](const ScoredRow &row) { rows.keep(row); });
    rows.rewind();
    reader.read(files.b, "reading with the second file", [&](const ScoredRow &row) {
        comparison->add(files.tokens[row.position + 1], rows.next(), {*row.logits, row.routing});
    });
    return comparison;
}

} // namespace deepscope
