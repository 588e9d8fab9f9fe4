// The logits of a sequence are bit-equal whatever runs beside it, in whatever order and cut of its text: sequences are
// begun, cut, branched and dropped at random, in steps of random rows, and each row is compared with its text alone.
#include "run/sequence_pool.h"
#include "run/step_runner.h"
#include "support/device_forms.h"
#include "support/gguf_draft.h"
#include "support/golden_tokens.h"
#include "support/kit.h"
#include "support/neutral_alteration.h"
#include "support/one_sequence.h"
#include "support/op_shapes.h"
#include "support/tiny_grouped.h"

#include <QTemporaryDir>
#include <QTest>

#include <bit>
#include <map>
#include <set>

using namespace deepscope;
using testing::Dice;

namespace {

const CancelFlag never = false;

// Of this architecture there is no golden file.
constexpr const char *Qwen3 = "qwen3";

std::filesystem::path writeQwen3()
{
    static const QTemporaryDir folder;
    const std::filesystem::path path = folder.filePath("qwen3.gguf").toStdString();
    const GgufDraft cousin = GgufDraft::golden("qwen2_f16"); // whose vocabulary it gets
    TinyGrouped tiny(Qwen3);
    tiny.vocabulary.clear();
    const uint64_t vocabulary = readHyperparameters(GgufFile(goldenPath("qwen2_f16.gguf").string())).vocabulary;
    tiny.unsignedKeys["vocab_size"] = uint32_t(vocabulary);
    tiny.unsignedKeys["context_length"] = 512;
    tiny.tensors["token_embd.weight"] = tiny.tensors["output.weight"] = {8, vocabulary};
    writeFile(path, tiny.bytes());
    GgufDraft draft{GgufFile(path.string())};
    for (const auto &[key, value] : cousin.keys)
        if (key.starts_with("tokenizer."))
            draft.set(key, value);
    writeFile(path, draft.bytes());
    return path;
}

std::filesystem::path fileOf(const std::string &model)
{
    static const std::filesystem::path qwen3 = writeQwen3();
    return model == Qwen3 ? qwen3 : goldenPath(model + ".gguf");
}

// `windowRows`: of layers with a window; 0 = as planned.
std::unique_ptr<ReadyModel> load(const std::string &name, CacheType type, uint32_t context, uint32_t sequences,
                                 uint32_t windowRows = 0)
{
    LoadRequest request;
    request.path = fileOf(name).string();
    request.context = context;
    request.cacheType = type;
    request.sequences = sequences;
    auto opening = std::make_unique<ModelOpening>(request);
    if (windowRows > 0)
        opening->plan.windowTokens = windowRows;
    return std::make_unique<ReadyModel>(
        std::move(opening), [](const LoadProgress &) {}, never);
}

using Bits = std::vector<uint32_t>;
using Text = std::vector<int32_t>;

Bits bitsOf(std::span<const float> logits)
{
    Bits bits;
    for (const float logit : logits)
        bits.push_back(std::bit_cast<uint32_t>(logit));
    return bits;
}

// What the model says behind a text that it reads alone, in steps of so many tokens.
class Alone {
public:
    Alone(const std::string &name, CacheType type, uint32_t context)
        : m_model(load(name, type, context, 1)), m_runner(*m_model), m_sequence(m_model->cache())
    {
    }

    const Bits &behind(const Text &text, Dice &dice)
    {
        const auto known = m_known.find(text);
        if (known != m_known.end())
            return known->second;
        const uint32_t most = text.size() < 40 && dice.between(0, 1) ? 1 : 64;
        for (uint32_t at = 0; at < text.size();) {
            const auto count = std::min(most, uint32_t(text.size()) - at);
            const Text piece(text.begin() + at, text.begin() + at + count);
            m_runner.run(m_sequence.rows(at, piece, testing::LogitsOf::Last), Tracing::Off, never);
            at += count;
        }
        return m_known[text] = bitsOf(m_runner.logits(0));
    }

private:
    std::unique_ptr<ReadyModel> m_model;
    StepRunner m_runner;
    testing::OneSequence m_sequence;
    std::map<Text, Bits> m_known;
};

// Sequences that live beside each other.
class Crowd {
public:
    Crowd(const std::string &name, CacheType type, uint32_t context, uint32_t windowRows, Dice &dice)
        : m_model(load(name, type, context, 3, windowRows)), m_runner(*m_model), m_pool(*m_model), m_dice(dice),
          m_context(context),
          m_neutral(routerTables(testing::neutralAlteration(m_model->description().info), m_model->hyper()))
    {
    }

    // Something happens to the sequences, then a step of some of them; gives the texts whose last rows wanted logits,
    // with these.
    std::vector<std::pair<Text, Bits>> step(uint32_t longest)
    {
        change();
        StepInput input;
        input.wholeLogits = true;
        std::vector<std::pair<SequenceId, Text>> fed;
        std::vector<Text> wanted;
        std::vector<PageCopy> copies;
        for (const SequenceId id : m_pool.sequences().living()) {
            if (m_dice.between(0, 3) == 0)
                continue;
            Text text(m_pool.sequences().tokens(id).begin(), m_pool.sequences().tokens(id).end());
            const auto first = uint32_t(text.size());
            const uint32_t room = std::min(m_context - first, m_model->step().mostRows() - uint32_t(input.rows.size()));
            const uint32_t count = std::min(room, m_dice.between(0, 2) ? 1U : m_dice.between(1, longest));
            const auto extended =
                count > 0 ? m_pool.sequences().extend(id, count, m_dice.between(0, 2) == 0) : std::nullopt;
            if (!extended)
                continue;
            copies.insert(copies.end(), extended->begin(), extended->end());
            if (const auto states = m_pool.sequences().stateStep(id))
                input.states.push_back(
                    {states->from.value_or(args::NoSlot), states->to, uint32_t(input.rows.size()), count});
            Text rows;
            for (uint32_t i = 0; i < count; ++i) {
                const auto token = int32_t(3 + m_dice.between(0, 3));
                rows.push_back(token), text.push_back(token);
                if ((i + 1 == count || m_dice.between(0, 20) == 0) && input.outputs.size() < MostOutputs) {
                    input.outputs.push_back(uint32_t(input.rows.size()));
                    wanted.push_back(text);
                }
                input.rows.push_back({uint32_t(token), first + i, uint32_t(fed.size()), 0});
            }
            fed.emplace_back(id, rows);
        }
        if (fed.empty())
            return {};
        for (const auto &[id, rows] : fed) {
            input.pages.push_back(m_pool.sequences().pages(id));
            input.windowPages.push_back(m_pool.sequences().windowPages(id));
        }
        m_pool.make(copies);
        alter(input);
        m_runner.run(input, m_dice.between(0, 1) ? Tracing::Off : Tracing::RoutingAndTimes, never);
        for (const auto &[id, rows] : fed)
            m_pool.sequences().written(id, contentsOf(rows));
        m_mostTogether = std::max(m_mostTogether, fed.size());
        std::vector<std::pair<Text, Bits>> said;
        for (uint32_t i = 0; i < wanted.size(); ++i)
            said.emplace_back(wanted[i], bitsOf(m_runner.logits(i)));
        return said;
    }

    size_t mostTogether() const { return m_mostTogether; }

private:
    // Some rows have routers that name every expert and change nothing; and at times what they weigh is brought back.
    void alter(StepInput &input)
    {
        input.taps = {m_dice.between(0, 3) == 0, m_dice.between(0, 3) == 0};
        if (m_dice.between(0, 1) == 0)
            return;
        input.alterations = {&m_neutral};
        for (args::Row &row : input.rows)
            row.flags |= flagsOfAltered(m_dice.between(0, 1));
    }

    void change()
    {
        Sequences &sequences = m_pool.sequences();
        const std::vector<SequenceId> living = sequences.living();
        const auto some = [&] { return living[m_dice.between(0, uint32_t(living.size()) - 1)]; };
        const uint32_t what = living.size() < 2 ? 0 : m_dice.between(0, 7);
        if (what <= 1 && living.size() < 12) {
            Text text;
            const uint32_t length = m_dice.between(1, m_context - 1);
            for (uint32_t i = 0; i < length; ++i)
                text.push_back(int32_t(3 + m_dice.between(0, 3)));
            sequences.begin(contentsOf(text));
        } else if (what == 2 && living.size() < 12) {
            const SequenceId id = some();
            sequences.fork(id, m_dice.between(0, sequences.length(id)));
        } else if (what == 3) {
            const SequenceId id = some();
            sequences.truncate(id, m_dice.between(0, sequences.length(id)));
        } else if (what == 4 && living.size() > 4) {
            sequences.drop(some());
        }
    }

    std::unique_ptr<ReadyModel> m_model;
    StepRunner m_runner;
    SequencePool m_pool;
    Dice &m_dice;
    uint32_t m_context;
    RouterTables m_neutral;
    size_t m_mostTogether = 0;
};

constexpr uint32_t Context = 320; // more than one part of attention

// Every architecture, with experts and without, and types whose weights are taken apart; each type of cache.
constexpr std::array Models = {"ds2lite_old_f32", "ds2v3_new_f16", "ds2q_q4_k",    "llama_f16",  "qwen2_bf16",
                               "qwen3moe_f16",    "olmoe_f32",     "qwenq_q8_0",   "q35moe_f16", "q35dense_f32",
                               "q3next_f32",      "glm4moe_f32",   "gptoss_mxfp4", Qwen3};

// Of a model whose layers have windows: fewer places for pages of these than the cache has pages, so that pages which
// are kept lose theirs.
constexpr const char *Windowed = "gptoss_f16";
constexpr uint32_t FewWindowRows = 18 * CachePageTokens;

} // namespace

class TestCompany : public QObject {
    Q_OBJECT

    static void addColumns()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<CacheType>("type");
        QTest::addColumn<testing::DeviceForm>("form");
        QTest::addColumn<uint32_t>("windowRows"); // 0 = as planned
    }
    // As a software device has it, and some as a GPU: each type of cache meets both, and so does each model.
    static void addModels(CacheType type)
    {
        addColumns();
        for (size_t i = 0; i < Models.size(); ++i) {
            const testing::DeviceForm form =
                (i + size_t(type)) % 3 == 2
                    ? testing::DeviceForm{testing::Loads[1], testing::Tiles[1], testing::Lanes[0]}
                    : testing::DeviceForm{};
            if (std::filesystem::exists(fileOf(Models[i])))
                QTest::addRow("%s, %s", Models[i], form.name().c_str()) << QString(Models[i]) << type << form << 0U;
        }
    }

    static void aRowsBitsAreItsOwn()
    {
        QFETCH(QString, model);
        QFETCH(CacheType, type);
        QFETCH(testing::DeviceForm, form);
        QFETCH(uint32_t, windowRows);
        testing::useForm(form);
        Dice dice(0);
        Alone alone(model.toStdString(), type, Context);
        Crowd crowd(model.toStdString(), type, Context, windowRows, dice);
        size_t compared = 0;
        for (int step = 0; step < 24; ++step)
            for (const auto &[text, bits] : crowd.step(step % 8 == 0 ? Context : 24)) {
                QVERIFY2(bits == alone.behind(text, dice), qPrintable(QString("step %1, a text of %2 tokens, seed %3")
                                                                          .arg(step)
                                                                          .arg(text.size())
                                                                          .arg(testing::testSeed())));
                ++compared;
            }
        QVERIFY(compared > 30 && crowd.mostTogether() > 3);
    }

private slots:
    void cleanup() { testing::useOwnForm(); }

    void everyArchitectureIsHere()
    {
        std::set<std::string> here;
        for (const char *model : Models) {
            if (testing::isLeftOut(model))
                QSKIP("the kit lacks the files");
            here.insert(GgufFile(fileOf(model)).requireString("general.architecture"));
        }
        for (const std::string_view name : architectureNames())
            QVERIFY2(here.contains(std::string(name)), std::string(name).c_str());
    }

    void rowsInF32_data() { addModels(CacheType::F32); }
    void rowsInF32() { aRowsBitsAreItsOwn(); }

    void rowsInF16_data() { addModels(CacheType::F16); }
    void rowsInF16() { aRowsBitsAreItsOwn(); }

    void rowsInQ8_0_data() { addModels(CacheType::Q8_0); }
    void rowsInQ8_0() { aRowsBitsAreItsOwn(); }

    void rowsWhereWindowsHaveFewPlaces_data()
    {
        addColumns();
        if (std::filesystem::exists(fileOf(Windowed)))
            for (const CacheType type : {CacheType::F32, CacheType::Q8_0})
                QTest::addRow("%s, %s", Windowed, cacheTypeName(type))
                    << QString(Windowed) << type << testing::DeviceForm{} << FewWindowRows;
    }
    void rowsWhereWindowsHaveFewPlaces() { aRowsBitsAreItsOwn(); }
};

QTEST_GUILESS_MAIN(TestCompany)
#include "tst_company.moc"
