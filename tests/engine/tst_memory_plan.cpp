// The memory plan, byte by byte.
#include "api/devices.h"
#include "api/error.h"
#include "gpu/tensor_layout.h"
#include "model/kept_routing.h"
#include "model/memory_planner.h"
#include "ops/attention.h"
#include "support/tiny_deepseek2.h"

#include <QTest>

#include <algorithm>

using namespace deepscope;

namespace {

DeviceInfo deviceWith(uint64_t budget)
{
    DeviceInfo device;
    device.heaps = {{budget, budget, true}};
    return device;
}

} // namespace

class TestMemoryPlan : public QObject {
    Q_OBJECT
private:
    const std::vector<uint8_t> m_bytes = TinyDeepseek2().bytes();
    const GgufFile m_file{m_bytes, "tiny"};
    const Hyperparameters m_hyper = readHyperparameters(m_file);

private slots:
    // Every row of the tiny model has at most 16 values, so it takes 64 bytes, and every tensor is rounded up to 256.
    void countsWeights()
    {
        const uint64_t embeddings = 2 * 512 + 256;                                // 5 rows each, and a norm
        const uint64_t attention = 256 + 768 + 512 + 256 + 768 + 512 + 512 + 256; // with the norm of what follows
        const uint64_t dense = 768 + 768 + 512;                                   // 10, 10 and 8 rows
        const uint64_t experts = 256 + 1792 + 1792 + 2048 + 512 + 512 + 512;      // router, 28, 28 and 32 rows, shared
        QCOMPARE(planMemory(m_file, m_hyper, 10, CacheType::F16).weightsBytes,
                 embeddings + 3 * attention + dense + 2 * experts);
    }

    // Blocks behind the layers are not loaded: the last of the three is left out.
    void leavesOutBlocksOfFurtherTokens()
    {
        TinyDeepseek2 tiny;
        tiny.unsignedKeys["nextn_predict_layers"] = 1;
        const std::vector<uint8_t> bytes = tiny.bytes();
        const GgufFile file(bytes, "tiny");
        const MemoryPlan all = planMemory(m_file, m_hyper, 10, CacheType::F16);
        const MemoryPlan less = planMemory(file, readHyperparameters(file), 10, CacheType::F16);
        const uint64_t attention = 256 + 768 + 512 + 256 + 768 + 512 + 512 + 256;
        const uint64_t experts = 256 + 1792 + 1792 + 2048 + 512 + 512 + 512;
        QCOMPARE(all.weightsBytes - less.weightsBytes, attention + experts);
        QCOMPARE(all.largestWeight, uint64_t(768)); // 12 rows; stacks of experts can be cut, into 8 rows or fewer
    }

    // A row is latent 6 + rope 2 values, padded to 16.
    void countsCache()
    {
        const MemoryPlan half = planMemory(m_file, m_hyper, 33, CacheType::F16); // two pages
        QCOMPARE(half.context, 33U);
        QCOMPARE(half.cacheTokens(), 64U);
        QCOMPARE(half.layers.size(), size_t(3));
        const CachePart &latent = half.layers[0].parts[0], &key = half.layers[0].parts[1];
        QCOMPARE(latent.name, std::string("latent"));
        QCOMPARE(latent.elementsPerToken, 6U);
        QCOMPARE(latent.bytesPerToken, uint64_t(12));
        QCOMPARE(latent.bytes, uint64_t(64 * 12));
        QCOMPARE(key.name, std::string("rope_key"));
        QCOMPARE(key.elementsPerToken, 2U);
        QCOMPARE(key.bytesPerToken, uint64_t(20));
        QCOMPARE(half.cacheBytes, uint64_t(3 * 64 * 32));
        QCOMPARE(planMemory(m_file, m_hyper, 33, CacheType::F16, 5).cacheBytes, 5 * half.cacheBytes);
        QCOMPARE(half.cacheBytesPerToken(), uint64_t(3 * 32));
        QVERIFY(planForContext(half, 300, 5) == planMemory(m_file, m_hyper, 300, CacheType::F16, 5));

        const MemoryPlan endless = planForContext(half, 0xffffffff); // its pages end behind 32 bits
        QCOMPARE(endless.cacheTokens(), uint64_t(1) << 32);
        QCOMPARE(endless.cacheBytes, (uint64_t(1) << 32) * half.cacheBytesPerToken());

        const MemoryPlan full = planMemory(m_file, m_hyper, 33, CacheType::F32);
        QCOMPARE(full.cacheBytes, 2 * half.cacheBytes);
        QCOMPARE(full.layers[2].parts[0].bytesPerToken, uint64_t(24));
        QCOMPARE(full.layers[2].parts[1].bytesPerToken, uint64_t(40));
    }

    void countsNumbersWithoutPadding()
    {
        QCOMPARE(cacheNumberBytes(160, CacheType::F32), uint64_t(640));
        QCOMPARE(cacheNumberBytes(160, CacheType::F16), uint64_t(320));
        QCOMPARE(cacheNumberBytes(160, CacheType::Q8_0), uint64_t(5 * 34));
        QCOMPARE(cacheNumberBytes(1, CacheType::Q8_0), uint64_t(2)); // a part of a byte is a byte
    }

    void saysWhatDoesNotFit()
    {
        MemoryPlan plan;
        plan.weightsBytes = 1000;
        plan.cacheBytes = 1000;
        plan.largestWeight = 500;
        plan.context = CachePageTokens;
        plan.largestCacheRow = 9; // 288 of a page
        DeviceInfo device;
        device.heaps = {{2000, 2000, true}};
        QVERIFY(fits(plan, device)); // limits that are not known bind nothing
        device.largestAllocation = 400;
        Misfit misfit = misfitOf(plan, device);
        QVERIFY(misfit.of == Misfit::Of::Weight && misfit.needed == 500 && misfit.available == 400);
        device.largestAllocation = 600;
        device.largestBinding = 200;
        misfit = misfitOf(plan, device);
        QVERIFY(misfit.of == Misfit::Of::CachePiece && misfit.needed == 288 && misfit.available == 200);
        device.largestBinding = 300;
        plan.attention = {100, 90}, plan.activations = {550, 299}, plan.logits = {600, 299};
        QVERIFY(fits(plan, device));
        struct Lack {
            MemoryBlock MemoryPlan::*block;
            MemoryBlock is;
            Misfit::Of of;
            uint64_t needed, available;
        };
        // What is reserved at once, or written at once, is more than the device takes.
        for (const Lack &lack : {Lack{&MemoryPlan::attention, {601, 300}, Misfit::Of::Attention, 601, 600},
                                 Lack{&MemoryPlan::attention, {500, 301}, Misfit::Of::Attention, 301, 300},
                                 Lack{&MemoryPlan::activations, {601, 300}, Misfit::Of::Activations, 601, 600},
                                 Lack{&MemoryPlan::activations, {500, 301}, Misfit::Of::Activations, 301, 300},
                                 Lack{&MemoryPlan::logits, {601, 300}, Misfit::Of::Logits, 601, 600},
                                 Lack{&MemoryPlan::logits, {500, 301}, Misfit::Of::Logits, 301, 300}}) {
            MemoryPlan larger = plan;
            larger.*lack.block = lack.is;
            misfit = misfitOf(larger, device);
            QVERIFY(misfit.of == lack.of && misfit.needed == lack.needed && misfit.available == lack.available);
        }
        device.longestLoops = 11;
        plan.context = uint32_t(ops::attentionReach(11)) + 1;
        misfit = misfitOf(plan, device);
        QVERIFY(misfit.of == Misfit::Of::Context && misfit.needed == plan.context &&
                misfit.available == plan.context - 1);
        --plan.context;
        QVERIFY(fits(plan, device));
        device.heaps = {{1999, 1999, true}};
        misfit = misfitOf(plan, device);
        QVERIFY(misfit.of == Misfit::Of::Memory && misfit.needed == 2000 && misfit.available == 1999);
        device.refusals = {"It is too old."};
        QVERIFY(misfitOf(plan, device).of == Misfit::Of::Device);
        QVERIFY(!fits(plan, device));
    }

    // Where a piece of a long step is too large; what not even the shortest can do with is refused by what that needs.
    void stepsAreAsLongAsTheDeviceTakes()
    {
        const MemoryPlan tiny = planMemory(m_file, m_hyper, 64, CacheType::F16);
        QVERIFY(tiny.steps.size() > 1 && tiny.steps.front() == static_cast<const StepScratch &>(tiny));
        QCOMPARE(tiny.steps.back().stepRows, 64U);

        MemoryPlan plan;
        plan.context = CachePageTokens;
        for (const uint32_t rows : {512U, 128U, 64U})
            plan.steps.push_back({rows, 10 * rows, {2 * rows, rows}, {4 * rows, 3 * rows}, {2 * rows, 2 * rows}});
        plan.StepScratch::operator=(plan.steps.front());
        for (const StepScratch &step : plan.steps) {
            DeviceInfo bound = deviceWith(plan.totalBytes()), reserved = bound;
            bound.largestBinding = step.activations.largest;
            reserved.largestAllocation = step.activations.bytes;
            for (const DeviceInfo &device : {bound, reserved}) {
                const MemoryPlan there = planForDevice(plan, device);
                QVERIFY(step == static_cast<const StepScratch &>(there));
                QCOMPARE(there.totalBytes(), step.scratchBytes);
                QVERIFY(fits(plan, device) && fits(there, device));
                QVERIFY(planForDevice(there, deviceWith(1)) == plan); // which limits no pieces
                QCOMPARE(planForSequences(plan, 1, device).stepRows, step.stepRows);
            }
            --bound.largestBinding;
            QCOMPARE(fits(plan, bound), step != plan.steps.back());
        }
        DeviceInfo none = deviceWith(plan.totalBytes());
        none.largestBinding = 191;
        const Misfit misfit = misfitOf(plan, none);
        QVERIFY(misfit.of == Misfit::Of::Activations && misfit.needed == 3 * 64 && misfit.available == 191);
    }

    void comparesAttentionKinds()
    {
        const CacheElements elements = planMemory(m_file, m_hyper, 1, CacheType::F16).elementsPerToken;
        QCOMPARE(elements.model, uint64_t(3 * (6 + 2)));
        QCOMPARE(elements.mha, uint64_t(3 * 2 * (6 + 3)));
        QCOMPARE(elements.gqa8, uint64_t(3 * 2 * (6 + 3))); // there are but two heads
        QCOMPARE(elements.mqa, uint64_t(3 * (6 + 3)));
    }

    void addsUp()
    {
        const MemoryPlan plan = planMemory(m_file, m_hyper, 64, CacheType::F16);
        // At least logits of a batch on the device and on the host.
        QVERIFY(plan.scratchBytes >= uint64_t(2 * 64 * 64));
        QCOMPARE(plan.totalBytes(), plan.weightsBytes + plan.cacheBytes + plan.scratchBytes);
    }

    // Two layers with experts, two chosen of each token: an id of 2 bytes and a weight of 4 bytes each.
    void countsWhatTheHostKeepsOfRouting()
    {
        const MemoryPlan plan = planMemory(m_file, m_hyper, 33, CacheType::F16);
        QCOMPARE(plan.hostBytesPerToken, uint64_t(2 * 2 * 6));
        QCOMPARE(plan.hostBytes(), uint64_t(64 * 2 * 2 * 6)); // two pages
        QCOMPARE(planForContext(plan, 65, 3).hostBytes(), uint64_t(3 * 96 * 24));
        KeptRouting kept(m_hyper, uint32_t(plan.cacheTokens()));
        QCOMPARE(kept.bytes(), plan.hostBytes());
        const std::vector<ExpertHit> first = {{7, 0.5F}, {65535, -1.25F}, {0, 3e-9F}, {1, 1}}, last(4, {3, 0.25F});
        const auto same = [](const std::vector<ExpertHit> &one, const std::vector<ExpertHit> &other) {
            return std::ranges::equal(one, other, [](const ExpertHit &a, const ExpertHit &b) {
                return a.expert == b.expert && a.weight == b.weight;
            });
        };
        kept.keep(0, first);
        kept.keep(1, last);
        kept.keep(63, last);
        kept.copy(0, 40, 2);
        QVERIFY(same(kept.of(0), first) && same(kept.of(1), last) && same(kept.of(63), last));
        QVERIFY(same(kept.of(40), first) && same(kept.of(41), last));
        QVERIFY_THROWS_EXCEPTION(Error, kept.keep(64, last));
        QVERIFY_THROWS_EXCEPTION(Error, kept.keep(0, std::vector<ExpertHit>(3)));
    }

    void findsTheLargestContext()
    {
        const auto total = [&](uint32_t context) {
            return planMemory(m_file, m_hyper, context, CacheType::F16).totalBytes();
        };
        const MemoryPlan whole = planMemory(m_file, m_hyper, 64, CacheType::F16);
        const auto longest = [&](uint64_t budget) { return longestContext(whole, deviceWith(budget)); };
        QCOMPARE(longest(total(1) - 1), 0U);
        QCOMPARE(longest(0), 0U);
        QCOMPARE(longest(total(64)), 64U);
        QCOMPARE(longest(total(17)), 32U); // whole pages
        QCOMPARE(longest(total(33) - 1), 32U);
        const auto ofThree = [&](uint64_t budget) { return longestContext(whole, deviceWith(budget), 3); };
        const uint64_t three = planMemory(m_file, m_hyper, 64, CacheType::F16, 3).totalBytes();
        QVERIFY(longest(three) > 64);
        QCOMPARE(ofThree(three), 64U);
        QCOMPARE(ofThree(three - 1), 32U);
    }

    // A context that nobody chose: what a conversation needs, and most of the memory is left to others.
    void aContextThatNobodyChoseLeavesMemory()
    {
        MemoryPlan whole; // 8 billion parameters with 131,072 tokens, as in foundation-size models: 128 KiB a token
        whole.context = 131072;
        whole.weightsBytes = uint64_t(5) << 30;
        whole.scratchBytes = uint64_t(100) << 20;
        whole.layers = {CacheLayer{{CachePart{"keys", 1, 64 << 10, 0}, CachePart{"values", 1, 64 << 10, 0}}}};
        const auto gibibytes = [](double count) { return deviceWith(uint64_t(count * double(uint64_t(1) << 30))); };
        QCOMPARE(automaticContext(whole, gibibytes(80)), 16384U);
        QCOMPARE(automaticContext(whole, gibibytes(13)), 16384U); // a quarter of 8 GiB: exactly that
        QCOMPARE(automaticContext(whole, gibibytes(9)), 8192U);
        for (const double size : {5.3, 5.4, 5.45, 5.5})
            QCOMPARE(automaticContext(whole, gibibytes(size)), 1024U); // a quarter would be 614 to 1,024
        QCOMPARE(automaticContext(whole, gibibytes(5.2)), 832U);       // all that fits
        QCOMPARE(automaticContext(whole, gibibytes(4)), 0U);
        whole.context = 2048; // a model made for less
        QCOMPARE(automaticContext(whole, gibibytes(80)), 2048U);

        for (const double size : {6.0, 9.0, 13.0, 24.0, 80.0}) {
            whole.context = 131072;
            const DeviceInfo device = gibibytes(size);
            const MemoryPlan one = planForContext(whole, automaticContext(whole, device));
            const MemoryPlan plan = planForSequences(one, 8, device);
            QVERIFY(fits(plan, withHeadroom(device)));
            QVERIFY(plan.cacheBytes <= (device.deviceLocalBudget() - whole.weightsBytes) / 4);
        }
    }

    // What the model in use holds can be planned with, since it may go; a driver may leave it out of its budget, or not
    // know budgets.
    void plansWithWhatTheModelInUseHolds()
    {
        DeviceInfo device = deviceWith(600);
        device.heaps[0].bytes = 1000; // 300 are held by us, 100 by others
        MemoryPlan held;
        held.weightsBytes = 200;
        held.cacheBytes = 100;
        DeviceRoom room = roomOn(device, held);
        QCOMPARE(room.anew.deviceLocalBudget(), 900U);
        QCOMPARE(room.beside.deviceLocalBudget(), 600U);
        device.heaps[0].budget = 1000;
        room = roomOn(device, held);
        QCOMPARE(room.anew.deviceLocalBudget(), 1000U);
        QCOMPARE(room.beside.deviceLocalBudget(), 700U);
        room = roomOn(device, held, 450);
        QCOMPARE(room.anew.deviceLocalBudget(), 450U);
        QCOMPARE(room.beside.deviceLocalBudget(), 150U);
        QCOMPARE(roomOn(device, held, 250).beside.deviceLocalBudget(), 0U);
        device.heaps[0].budget = 600; // a cache that nobody has written to
        device.type = DeviceType::Software;
        QCOMPARE(roomOn(device, held).anew.deviceLocalBudget(), 800U);
    }
};

QTEST_APPLESS_MAIN(TestMemoryPlan)
#include "tst_memory_plan.moc"
