#include "op_shapes.h"

#include <QtGlobal>

namespace deepscope::testing {

uint32_t testSeed()
{
    static const uint32_t seed = [] {
        const uint32_t wanted = qEnvironmentVariableIntValue("DEEPSCOPE_TEST_SEED");
        qInfo("DEEPSCOPE_TEST_SEED=%u", wanted);
        return wanted;
    }();
    return seed;
}

uint32_t columnsOf(ColumnClass columns, TensorType type, Dice &dice)
{
    const uint32_t block = typeTraits(type).elements, most = 1024;
    if (block > 1) // rows hold whole blocks
        return block * (columns == ColumnClass::Short ? 1 : dice.between(2, most / block));
    switch (columns) {
    case ColumnClass::Short:
        return dice.between(1, 15);
    case ColumnClass::Whole:
        return 16 * dice.between(1, most / 16);
    case ColumnClass::Odd:
        break;
    }
    return 16 * dice.between(1, most / 16 - 1) + dice.between(1, 15);
}

uint32_t tokensOf(TokenClass tokens, Dice &dice)
{
    switch (tokens) {
    case TokenClass::One:
        return 1;
    case TokenClass::Few:
        return dice.between(2, 7);
    case TokenClass::Many:
        break;
    }
    return dice.between(9, 65);
}

uint32_t rowsOf(Dice &dice)
{
    switch (dice.between(0, 3)) {
    case 0:
        return 1;
    case 1:
        return 64;
    case 2:
        return dice.between(63, 66);
    default:
        return dice.between(2, 130);
    }
}

} // namespace deepscope::testing
