// A step is shared out fairly: who waits for its next token gets it in every step, whatever is still to be read beside,
// and texts that are read get parts that do not depend on their order.
#include "run/scheduler.h"
#include "support/op_shapes.h"
#include "support/told_runs.h"

#include <QTest>

#include <map>
#include <set>

using namespace deepscope;
using namespace deepscope::testing;

namespace {

// A text that is read, or one of which a token at a time is known.
class Counted final : public Task {
public:
    Counted(std::vector<int32_t> text, uint32_t further, std::vector<uint32_t> &rows) : m_further(further), m_rows(rows)
    {
        m_text = std::move(text);
    }
    uint32_t mayKnow() const override { return 0; }
    Want wants(uint32_t) const override { return Want::Nothing; }
    void begun(std::span<const std::vector<ExpertHit>>) override {}
    void fed(const FedRows &rows) override
    {
        m_rows.push_back(rows.count);
        m_fed = rows.first + rows.count;
        if (m_fed == m_text.size() && m_further > 0) {
            --m_further;
            m_text.push_back(300);
        }
    }
    bool done() const override { return m_fed == m_text.size() && m_further == 0; }

private:
    uint32_t m_further, m_fed = 0;
    std::vector<uint32_t> &m_rows; // of each step that it had part in
};

std::vector<int32_t> text(int32_t first, uint32_t length)
{
    std::vector<int32_t> tokens(length, 301);
    tokens.front() = first; // none begins as another does
    return tokens;
}

} // namespace

class TestFairness : public QObject {
    Q_OBJECT

private slots:
    // However many texts of whatever lengths are read beside them.
    void singleTokensAreInEveryStep()
    {
        ReadyModel model(
            {.path = "default", .context = 1024, .sequences = 12}, [](const LoadProgress &) {}, Never);
        Dice dice(21);
        for (uint32_t round = 0; round < 4; ++round) {
            Scheduler scheduler(model);
            constexpr uint32_t Speaking = 4, Tokens = 12;
            const uint32_t reading = dice.between(1, 8);
            std::vector<std::vector<uint32_t>> rows(Speaking + reading);
            const auto add = [&](uint32_t number, uint32_t length, uint32_t further) {
                scheduler.add(number,
                              std::make_unique<Counted>(text(int32_t(310 + number), length), further, rows[number]),
                              [](Task &, const std::exception_ptr &error) { QVERIFY(!error); });
            };
            for (uint32_t i = 0; i < Speaking; ++i)
                add(i, 1, Tokens);
            for (uint32_t i = Speaking; i < rows.size(); ++i)
                add(i, dice.between(200, 900), 0);
            for (uint32_t step = 1; step <= Tokens; ++step) {
                scheduler.tick(Never);
                for (uint32_t i = 0; i < Speaking; ++i)
                    QCOMPARE(rows[i].size(), size_t(step));
                // Those that are read share the rest: whoever is not at its end has as much as any other, up to what
                // does not divide, but for the last, which takes what is left.
                std::set<uint32_t> parts;
                for (size_t i = Speaking; i + 1 < rows.size(); ++i)
                    if (rows[i].size() == step && rows[i].back() >= 32)
                        parts.insert(rows[i].back());
                QVERIFY2(parts.size() <= 2, qPrintable(QString("%1 different parts").arg(parts.size())));
            }
            while (!scheduler.idle())
                scheduler.tick(Never);
            for (uint32_t i = 0; i < Speaking; ++i)
                QCOMPARE(rows[i].size(), size_t(Tokens + 1));
        }
    }

    // One long text among short ones: these end first, though it came before them.
    void aLongTextHoldsUpNobody()
    {
        ReadyModel model(
            {.path = "default", .context = 1024, .sequences = 4}, [](const LoadProgress &) {}, Never);
        Scheduler scheduler(model);
        std::vector<uint32_t> ended;
        std::vector<std::vector<uint32_t>> rows(4);
        for (uint32_t i = 0; i < 4; ++i)
            scheduler.add(i, std::make_unique<Counted>(text(int32_t(310 + i), i == 0 ? 1000 : 40), 0, rows[i]),
                          [&, i](Task &, const std::exception_ptr &) { ended.push_back(i); });
        while (!scheduler.idle())
            scheduler.tick(Never);
        QCOMPARE(ended.back(), 0U);
        for (uint32_t i = 1; i < 4; ++i)
            QVERIFY2(rows[i].size() <= 2, qPrintable(QString("text %1 took %2 steps").arg(i).arg(rows[i].size())));
    }
};

QTEST_GUILESS_MAIN(TestFairness)
#include "tst_fairness.moc"
