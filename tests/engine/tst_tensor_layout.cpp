#include "api/error.h"
#include "gpu/tensor.h"

#include <QTest>

#include <numeric>

using namespace deepscope;
using namespace deepscope::gpu;

class TestTensorLayout : public QObject {
    Q_OBJECT

    // Bytes 1, 2, 3, ... so that every byte can be told from its neighbours.
    static std::vector<uint8_t> counted(size_t count)
    {
        std::vector<uint8_t> bytes(count);
        std::iota(bytes.begin(), bytes.end(), uint8_t(1));
        return bytes;
    }

    static std::vector<uint8_t> part(const std::vector<uint8_t> &bytes, size_t from, size_t count)
    {
        return {bytes.begin() + std::ptrdiff_t(from), bytes.begin() + std::ptrdiff_t(from + count)};
    }

private slots:
    void padsRowsToChunks()
    {
        QCOMPARE(paddedColumns(1), 16U);
        QCOMPARE(paddedColumns(16), 16U);
        QCOMPARE(paddedColumns(17), 32U);
        QCOMPARE(layoutOf(TensorType::F32, 17, 3).bytes, uint64_t(32 * 4 * 3));
        QCOMPARE(layoutOf(TensorType::F16, 17, 3).rowBytes, uint64_t(64));
        QCOMPARE(layoutOf(TensorType::BF16, 16, 5).bytes, uint64_t(160));
    }

    void putsTailsBehindTheBodies()
    {
        const TensorLayout layout = layoutOf(TensorType::Q8_0, 96, 5);
        QCOMPARE(layout.rowBytes, uint64_t(96));
        QCOMPARE(layout.tailOffset, uint64_t(96 * 5));
        QCOMPARE(layout.tailRowBytes, uint64_t(6));
        QCOMPARE(layout.bytes, uint64_t(96 * 5 + 32)); // 30 bytes of tails, and up to 16
    }

    // The device's copy is as compact as the file, but for 2 bytes a block where a type has an odd size.
    void isAsCompactAsTheFile()
    {
        for (const TensorType type : supportedTypes()) {
            const TypeTraits traits = typeTraits(type);
            const bool padded = type == TensorType::Q5_0 || type == TensorType::Q3_K;
            const TensorLayout layout = layoutOf(type, 4096, 64);
            QCOMPARE(layout.bytes, uint64_t(4096 / traits.elements * 64) * (traits.bytes + (padded ? 2 : 0)));
            QCOMPARE(layout.rowBytes % 16, uint64_t(0));
            QCOMPARE(layout.tailOffset, layout.tailRowBytes ? layout.rowBytes * 64 : 0);
        }
    }

    // More bytes than 32 bits can count
    void countsLargeTensors()
    {
        QCOMPARE(layoutOf(TensorType::F32, 16384, 1 << 20).bytes, uint64_t(1) << 36);
        QCOMPARE(layoutOf(TensorType::Q8_0, 16384, 1 << 20).tailOffset, uint64_t(1) << 34);
    }

    void movesRows_data()
    {
        QTest::addColumn<uint32_t>("type");
        QTest::newRow("F32") << uint32_t(TensorType::F32);
        QTest::newRow("F16") << uint32_t(TensorType::F16);
        QTest::newRow("BF16") << uint32_t(TensorType::BF16);
    }

    void movesRows()
    {
        QFETCH(uint32_t, type);
        constexpr uint32_t Columns = 5, Rows = 3;
        const TensorType tensorType{type};
        const TensorLayout layout = layoutOf(tensorType, Columns, Rows);
        const size_t fileRow = Columns * typeTraits(tensorType).bytes;
        const std::vector<uint8_t> file = counted(fileRow * Rows);
        std::vector<uint8_t> device(layout.bytes, 0);
        repackRows(tensorType, Columns, Rows, 0, Rows, file, device);
        for (uint32_t row = 0; row < Rows; ++row) {
            QCOMPARE(part(device, row * layout.rowBytes, fileRow), part(file, row * fileRow, fileRow));
            const size_t padding = layout.rowBytes - fileRow;
            QCOMPARE(part(device, row * layout.rowBytes + fileRow, padding), std::vector<uint8_t>(padding, 0));
        }
    }

    // The body is a stretch of the block; what stands before and behind it is the tail.
    void takesBlocksApart_data()
    {
        QTest::addColumn<TensorType>("type");
        QTest::addColumn<uint32_t>("lead"); // bytes in front of the body in the file; they begin the tail
        QTest::addColumn<uint32_t>("body"); // bytes in the file
        QTest::addColumn<uint32_t>("bodyStep");
        QTest::addColumn<uint32_t>("tailStep");
        QTest::newRow("Q8_0") << TensorType::Q8_0 << 2U << 32U << 32U << 2U;
        QTest::newRow("Q4_0") << TensorType::Q4_0 << 2U << 16U << 16U << 2U;
        QTest::newRow("IQ4_NL") << TensorType::IQ4_NL << 2U << 16U << 16U << 2U;
        QTest::newRow("MXFP4") << TensorType::MXFP4 << 1U << 16U << 16U << 1U;
        QTest::newRow("Q4_1") << TensorType::Q4_1 << 4U << 16U << 16U << 4U;
        QTest::newRow("Q5_0") << TensorType::Q5_0 << 6U << 16U << 16U << 8U;
        QTest::newRow("Q5_1") << TensorType::Q5_1 << 8U << 16U << 16U << 8U;
        QTest::newRow("Q2_K") << TensorType::Q2_K << 0U << 80U << 80U << 4U;
        QTest::newRow("Q3_K") << TensorType::Q3_K << 0U << 110U << 112U << 0U;
        QTest::newRow("Q4_K") << TensorType::Q4_K << 0U << 144U << 144U << 0U;
        QTest::newRow("Q5_K") << TensorType::Q5_K << 0U << 176U << 176U << 0U;
        QTest::newRow("Q6_K") << TensorType::Q6_K << 0U << 208U << 208U << 2U;
        QTest::newRow("IQ4_XS") << TensorType::IQ4_XS << 8U << 128U << 128U << 8U;
    }

    void takesBlocksApart()
    {
        QFETCH(TensorType, type);
        QFETCH(uint32_t, lead);
        QFETCH(uint32_t, body);
        QFETCH(uint32_t, bodyStep);
        QFETCH(uint32_t, tailStep);
        constexpr uint32_t Rows = 3;
        const TypeTraits traits = typeTraits(type);
        const TensorLayout layout = layoutOf(type, traits.elements * 2, Rows);
        const std::vector<uint8_t> file = counted(size_t(Rows) * 2 * traits.bytes);
        std::vector<uint8_t> device(layout.bytes, 0), expected = device;
        repackRows(type, traits.elements * 2, Rows, 0, Rows, file, device);
        for (size_t block = 0; block < Rows * 2; ++block) {
            const auto from = file.begin() + ptrdiff_t(block * traits.bytes);
            const auto tail = expected.begin() + ptrdiff_t(layout.tailOffset + block * tailStep);
            std::copy_n(from, lead, tail);
            std::copy_n(from + lead, body, expected.begin() + ptrdiff_t(block * bodyStep));
            std::copy_n(from + lead + body, traits.bytes - lead - body, tail + lead);
        }
        QCOMPARE(device, expected);
    }

    // Loading moves a file piece by piece.
    void movesRowsInPieces()
    {
        for (const TensorType type : supportedTypes()) {
            constexpr uint32_t Columns = 512, Rows = 7;
            const TypeTraits traits = typeTraits(type);
            const size_t fileRow = Columns / traits.elements * traits.bytes;
            const std::vector<uint8_t> file = counted(fileRow * Rows);
            std::vector<uint8_t> whole(layoutOf(type, Columns, Rows).bytes, 0), pieces = whole;
            repackRows(type, Columns, Rows, 0, Rows, file, whole);
            for (const auto &[from, count] : {std::pair{4U, 3U}, {0U, 1U}, {1U, 3U}})
                repackRows(type, Columns, Rows, from, count, part(file, from * fileRow, count * fileRow), pieces);
            QCOMPARE(pieces, whole);
        }
    }

    void placesTensors()
    {
        Arena arena;
        const Tensor first = arena.place(TensorType::F16, 20, 3), second = arena.place(TensorType::F32, 1, 2, 4);
        QCOMPARE(first.offset, uint64_t(0));
        QCOMPARE(first.stride, 32U);
        QCOMPARE(first.bytes, uint64_t(32 * 2 * 3));
        QCOMPARE(second.offset, uint64_t(TensorAlignment));
        QCOMPARE(second.totalRows(), uint64_t(8));
        QCOMPARE(arena.used(), uint64_t(TensorAlignment + 2 * TensorAlignment)); // 512 bytes
        QVERIFY(!first);
    }

    void slices()
    {
        Tensor tensor = Arena().place(TensorType::F32, 20, 4);
        const Tensor part = tensor.rowSlice(1, 2).columnSlice(3, 5);
        QCOMPARE(part.first, 32U + 3U);
        QCOMPARE(part.rows, 2U);
        QCOMPARE(part.columns, 5U);
        QCOMPARE(part.stride, 32U);
        QVERIFY_EXCEPTION_THROWN(tensor.columnSlice(18, 3), Error);
        QVERIFY_EXCEPTION_THROWN(tensor.rowSlice(3, 2), Error);
        QVERIFY_EXCEPTION_THROWN(tensor.columnSlice(0xffffffffU, 2), Error);
        QVERIFY_EXCEPTION_THROWN(tensor.rowSlice(0xffffffffU, 2), Error);
        tensor.planes = 2;
        QVERIFY_EXCEPTION_THROWN(tensor.rowSlice(0, 1), Error);
    }
};

QTEST_GUILESS_MAIN(TestTensorLayout)
#include "tst_tensor_layout.moc"
