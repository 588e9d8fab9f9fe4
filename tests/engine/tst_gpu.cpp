#include "support/device_forms.h"
#include "support/expect_error.h"
#include "support/op_bench.h"
#include "support/shader_bindings.h"

#include "api/devices.h"
#include "api/error.h"
#include "args.h"
#include "gpu/device_probe.h"
#include "gpu/host_memory.h"
#include "gpu/spirv.h"
#include "ops/attention.h"
#include "ops/ops.h"

#include <algorithm>
#include <cstring>
#include <functional>
#include <map>
#include <set>

using namespace deepscope;
using testing::OpBench;

class TestGpu : public QObject {
    Q_OBJECT

    testing::Benches m_benches;

    static void compareBytes(const gpu::Buffer &buffer, uint64_t from, uint64_t count, uint8_t expected)
    {
        for (uint64_t i = from; i < from + count; ++i)
            QCOMPARE(buffer.mapped()[i], expected);
    }

private slots:
    void initTestCase_data() { testing::addDeviceForms(); }

    void listsDevices()
    {
        const DeviceList list = listDevices();
        QVERIFY2(list.problem.empty(), list.problem.c_str());
        QVERIFY(!list.devices.empty());
        for (size_t i = 0; i < list.devices.size(); ++i) {
            const DeviceInfo &info = list.devices[i];
            QCOMPARE(info.index, uint32_t(i));
            QVERIFY(!info.name.empty() && !info.driver.empty() && !info.heaps.empty());
            QVERIFY(!info.usable() || (info.subgroupSize > 0 && info.deviceLocalBudget() > 0));
            QVERIFY(i == 0 || list.devices[i - 1].type <= info.type || info.type == DeviceType::Other);
        }
    }

    // What this device answers must be right, in each of the forms.
    void answersRightly()
    {
        const gpu::Device &device = m_benches.of(testing::currentForm()).device();
        const gpu::ProbeFindings found = gpu::probe(device);
        QVERIFY2(found.lanes.empty() && found.halves.empty(), (found.lanes + found.halves).c_str());
        QVERIFY(device.info().usable());
    }

    void opensByIndexNameOrPreference()
    {
        const std::string name = gpu::Device().info().name;
        QCOMPARE(gpu::Device({"0"}).info().index, 0U);
        QCOMPARE(gpu::Device({name}).info().name, name);
        std::string part = name.substr(1, 4);
        part[0] = char(std::toupper(static_cast<unsigned char>(part[0])));
        QCOMPARE(gpu::Device({part}).info().name, name);
    }

    void saysWhatIsWrongWithASelection()
    {
        for (const char *select : {"no such device", "77", "999999999999"}) {
            const auto error = errorOf([&] { gpu::Device device({select}); });
            QVERIFY(error);
            QCOMPARE(error->kind(), ErrorKind::Device);
            QVERIFY2(isSentence(error->what()) && std::string(error->what()).find(select) != std::string::npos,
                     error->what());
        }
    }

    void copiesAndFills()
    {
        OpBench &bench = m_benches.of(testing::currentForm());
        const gpu::Buffer upload(bench.device(), 256, gpu::MemoryUse::Upload);
        const gpu::Buffer local(bench.device(), 512, gpu::MemoryUse::DeviceLocal);
        const gpu::Buffer back(bench.device(), 512, gpu::MemoryUse::ReadBack);
        QVERIFY(upload.mapped() && back.mapped() && !local.mapped());
        for (int i = 0; i < 256; ++i)
            upload.mapped()[i] = uint8_t(i);
        bench.run([&](gpu::Commands &c) {
            c.fill(local, 0, 512, 0x07070707);
            c.copy(upload, 64, local, 128, 100);
            c.copy(local, 0, back, 0, 512);
        });
        compareBytes(back, 0, 128, 7);
        for (int i = 0; i < 100; ++i)
            QCOMPARE(back.mapped()[128 + i], uint8_t(64 + i));
        compareBytes(back, 228, 284, 7);
    }

    void keepsCopiesInsideOfTheirBuffers()
    {
        OpBench &bench = m_benches.of(testing::currentForm());
        const gpu::Buffer a(bench.device(), 64, gpu::MemoryUse::Upload),
            b(bench.device(), 32, gpu::MemoryUse::ReadBack);
        const auto fails = [&](const std::function<void(gpu::Commands &)> &record) {
            const auto error = errorOf([&] { bench.run(record); });
            return error && error->kind() == ErrorKind::Internal;
        };
        QVERIFY(fails([&](gpu::Commands &c) { c.copy(a, 0, b, 0, 64); }));
        QVERIFY(fails([&](gpu::Commands &c) { c.copy(a, 40, b, 0, 32); }));
        QVERIFY(fails([&](gpu::Commands &c) { c.fill(b, 16, 32, 0); }));
    }

    void refusesWrongRuns()
    {
        OpBench &bench = m_benches.of(testing::currentForm());
        const gpu::Tensor x = bench.activations(64);
        const args::RmsNormArgs arguments{64, 1};
        const auto fails = [&](const char *kernel, std::initializer_list<gpu::Tensor> tensors, gpu::Groups groups) {
            const auto error =
                errorOf([&] { bench.run([&](gpu::Commands &c) { c.run(kernel, {}, arguments, tensors, groups); }); });
            return error && error->kind() == ErrorKind::Internal &&
                   std::string(error->what()).find(kernel) != std::string::npos;
        };
        QVERIFY(!fails("rms_norm", {x, x, x}, {1}));
        QVERIFY(fails("rms_norm", {x, x}, {1}));
        QVERIFY(fails("rms_norm", {x, x, x, x}, {1}));
        QVERIFY(fails("rms_norm", {x, gpu::Tensor(), x}, {1}));
        QVERIFY(fails("rms_norm", {x, x, x}, {0}));
        QVERIFY(fails("rms_norm", {x, x, x}, {1, 0xffffffffU}));
        QVERIFY(fails("no_such_kernel", {x, x, x}, {1}));
        const auto tooMany = errorOf([&] {
            const gpu::Specialization specialization{bench.device().features().mostSubgroups() + 1, {}};
            bench.kernels().get("rms_norm", specialization);
        });
        QVERIFY(tooMany && tooMany->kind() == ErrorKind::Internal && isSentence(tooMany->what()));
    }

    // The bindings of each embedded shader, as its source declares them.
    void findsTheBindingsOfEveryShader()
    {
        QVERIFY(gpu::shaderTable().size() > 5);
        for (const gpu::ShaderCode &code : gpu::shaderTable()) {
            const std::string name(code.name), folder = DEEPSCOPE_SOURCE "/shaders";
            QVERIFY2(gpu::reflectBindings(code.storage, code.storageWords) ==
                         testing::declaredBindings(folder, name, false),
                     name.c_str());
            QVERIFY2(gpu::reflectBindings(code.texel, code.texelWords) == testing::declaredBindings(folder, name, true),
                     name.c_str());
        }
    }

    // An op that may be given one tensor as its input and as its output must tell compilers so.
    void saysWhichKernelsWorkInPlace()
    {
        constexpr uint32_t Decorate = 71, Aliased = 20;
        const std::map<std::string, size_t, std::less<>> InPlace = {
            {"adam_step", 6},  {"apply_gate", 2},    {"delta_rule", 2},        {"expert_slopes", 2},
            {"expert_sum", 2}, {"gated_reverse", 4}, {"linear_many", 2},       {"linear_transposed", 2},
            {"rms_norm", 2},   {"rope", 2},          {"short_convolution", 2}, {"token_loss", 2},
            {"unit_heads", 2}, {"weight_slopes", 2}};
        for (const gpu::ShaderCode &code : gpu::shaderTable()) {
            const auto aliased = [](const uint32_t *words, size_t count) {
                size_t found = 0;
                for (size_t i = 5; i < count; i += words[i] >> 16)
                    found += (words[i] & 0xffff) == Decorate && words[i + 2] == Aliased ? 1 : 0;
                return found;
            };
            const auto known = InPlace.find(code.name);
            const size_t expected = known == InPlace.end() ? 0 : known->second;
            QVERIFY2(aliased(code.storage, code.storageWords) == expected, std::string(code.name).c_str());
            QVERIFY2(aliased(code.texel, code.texelWords) == expected, std::string(code.name).c_str());
        }
    }

    void refusesBrokenSpirV()
    {
        const std::vector<uint32_t> words = {0x07230203, 0x10600, 0, 10, 0, 0};
        QVERIFY_EXCEPTION_THROWN(gpu::reflectBindings(words.data(), words.size()), Error);
    }

    // Every addition and product of floats has the decoration, also those that an optimiser made; all else is as it
    // was.
    void operationsRoundByThemselves()
    {
        constexpr uint32_t NoContraction = 42, FAdd = 129, FMul = 133;
        size_t added = 0;
        for (const gpu::ShaderCode &code : gpu::shaderTable()) {
            const std::vector<uint32_t> exact = gpu::withoutContraction(code.storage, code.storageWords);
            std::set<uint32_t> decorated, results;
            std::vector<uint32_t> others(exact.begin(), exact.begin() + gpu::SpirvHeaderWords), before = others;
            const auto isOurs = [&](uint32_t opcode, const uint32_t *at) {
                return opcode == gpu::SpirvDecorate && at[2] == NoContraction;
            };
            gpu::forEachInstruction(exact.data(), exact.size(),
                                    [&](uint32_t opcode, const uint32_t *at, uint32_t length) {
                                        if (isOurs(opcode, at))
                                            QVERIFY(decorated.insert(at[1]).second); // once
                                        else
                                            others.insert(others.end(), at, at + length);
                                        if (opcode == FAdd || opcode == FMul)
                                            results.insert(at[2]);
                                    });
            gpu::forEachInstruction(code.storage, code.storageWords,
                                    [&](uint32_t opcode, const uint32_t *at, uint32_t length) {
                                        if (!isOurs(opcode, at))
                                            before.insert(before.end(), at, at + length);
                                    });
            QVERIFY2(std::ranges::includes(decorated, results), code.name.data());
            QVERIFY2(others == before, code.name.data());
            added += exact.size() - code.storageWords;
        }
        QVERIFY(added > 0);
    }

    // A software device has the memory of the machine, and no more than is free there.
    void softwareHasTheMemoryOfTheMachine()
    {
        const DeviceInfo info = gpu::Device().info();
        if (info.type != DeviceType::Software)
            QSKIP("the device is no software");
        const gpu::HostMemory host = gpu::hostMemory();
        QVERIFY(host.available > 0 && host.available < host.bytes);
        QCOMPARE(info.heaps[0].bytes, host.bytes);
        QVERIFY(info.deviceLocalBudget() <= host.bytes);
        QVERIFY(info.deviceLocalBudget() > host.available / 2); // it changes while programs run
    }

    void saysThatMemoryIsShort()
    {
        OpBench &bench = m_benches.of(testing::currentForm());
        for (const uint64_t bytes : {bench.device().features().maxAllocation + 16, uint64_t(1) << 60}) {
            const auto error = errorOf([&] { gpu::Buffer buffer(bench.device(), bytes, gpu::MemoryUse::DeviceLocal); });
            QVERIFY(error);
            QCOMPARE(error->kind(), ErrorKind::Device);
            QVERIFY2(isSentence(error->what()), error->what());
        }
    }

    // Recorded once, submitted for every step: the second run sees what the host wrote in between.
    void runsARecordingAgain()
    {
        OpBench &bench = m_benches.of(testing::currentForm());
        const gpu::Tensor x = bench.activations({3, 4}, 2), weight = bench.activations({1, 1}, 2);
        const gpu::Tensor y = bench.activations(2);
        gpu::Commands commands(bench.kernels());
        commands.begin();
        ops::rmsNorm(commands, x, weight, 0, y);
        ops::rmsNorm(commands, y, weight, 0, y);
        commands.end();
        QCOMPARE(commands.dispatches(), 2U);
        for (const auto &[a, b] : {std::pair{3.0F, 4.0F}, {-1.0F, 1.0F}, {0.0F, 5.0F}}) {
            const float values[] = {a, b};
            std::memcpy(x.buffer->mapped() + x.offset, values, sizeof values);
            commands.submitAndWait();
            const float size = std::sqrt((a * a + b * b) / 2);
            COMPARE_VALUES(bench.read(y), (std::vector<float>{a / size, b / size}), 1e-6);
        }
    }

    // Of attention over a cache that is nearly empty the shapes say far too much; once it was run, all goes together.
    void learnsHowLongWorkTakes()
    {
        OpBench &bench = m_benches.of(testing::currentForm());
        if (bench.device().features().laneForm == gpu::LaneForm::SharedMemory)
            QSKIP("where lanes meet in shared memory, empty workgroups take long as well");
        const ops::CacheRows cache = bench.cache(TensorType::F16, 1, 32, 1 << 17);
        const ops::StepRows step = bench.step(0, 16, std::vector<uint32_t>((1 << 17) / CachePageTokens));
        const gpu::Tensor x = bench.activations(bench.random(16 * 32), 32, 16);
        gpu::Arena counting;
        const gpu::Tensor rows = ops::placeAttentionScratch(counting, 1 << 17, 1, 32);
        const gpu::Tensor scratch = bench.activations(rows.columns, rows.rows), out = bench.activations(32, 16);
        gpu::Commands commands(bench.kernels());
        commands.begin();
        for (int i = 0; i < 4; ++i)
            ops::attention(commands, {x}, cache, cache, step, {}, scratch, {out});
        commands.end();
        const std::atomic<bool> cancelled = true;
        QVERIFY(!commands.submitAndWait(&cancelled)); // nothing was begun
        QCOMPARE(commands.submissions(), 0U);
        QVERIFY(commands.submitAndWait());
        if (bench.device().isSoftware() && bench.device().workers() == 1)
            QCOMPARE(commands.submissions(), 4U);
        for (int run = 0; run < 50 && commands.submissions() > 1; ++run)
            QVERIFY(commands.submitAndWait()); // the machine may be busy
        QCOMPARE(commands.submissions(), 1U);
    }

    void runsIndependentWork()
    {
        OpBench &bench = m_benches.of(testing::currentForm());
        const gpu::Tensor x = bench.activations({3, 4}, 2), weight = bench.activations({1, 1}, 2);
        const gpu::Tensor y = bench.activations(2), z = bench.activations(2), last = bench.activations(2);
        bench.run([&](gpu::Commands &c) {
            c.independent([&] {
                ops::rmsNorm(c, x, weight, 0, y);
                ops::rmsNorm(c, x, weight, 0, z);
            });
            ops::rmsNorm(c, z, weight, 0, last);
        });
        QCOMPARE(bench.read(y), bench.read(z));
        COMPARE_VALUES(bench.read(last), bench.read(z), 1e-6);
    }

    void timestampsIncrease()
    {
        OpBench &bench = m_benches.of(testing::currentForm());
        const gpu::Tensor x = bench.activations(bench.random(64 * 64), 64, 64),
                          weight = bench.activations(bench.random(64), 64);
        gpu::Commands commands(bench.kernels(), 4);
        commands.begin();
        for (uint32_t i = 0; i < 4; ++i) {
            commands.timestamp(i);
            ops::rmsNorm(commands, x, weight, 1e-6F, x);
        }
        commands.end();
        for (int run = 0; run < 2; ++run) {
            commands.submitAndWait();
            const std::vector<double> times = commands.timestamps();
            QCOMPARE(times.size(), size_t(4));
            QCOMPARE(times[0], 0.0);
            QVERIFY(times[0] < times[1] && times[1] < times[2] && times[2] < times[3]);
            QVERIFY(times[3] < 1e7);
        }
        QVERIFY(gpu::Commands(bench.kernels()).timestamps().empty());

        // Room for more than is recorded: what was not written is not waited for.
        gpu::Commands roomy(bench.kernels(), 40);
        roomy.begin();
        roomy.timestamp(0);
        roomy.timestamp(1);
        roomy.end();
        roomy.submitAndWait();
        QCOMPARE(roomy.timestamps().size(), size_t(2));
    }
};

QTEST_GUILESS_MAIN(TestGpu)
#include "tst_gpu.moc"
