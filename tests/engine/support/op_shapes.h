// Random shapes of the classes that op tests put together pairwise. The same seed gives the same shapes on every
// machine.
#pragma once

#include "api/tensor_type.h"

#include <array>
#include <cstdint>
#include <random>

namespace deepscope::testing {

// Part of a chunk or one block; whole chunks, up to 1024 columns; no multiple of a chunk, where the type allows it.
enum class ColumnClass : uint8_t { Short, Whole, Odd };
inline constexpr std::array ColumnClasses = {ColumnClass::Short, ColumnClass::Whole, ColumnClass::Odd};

// 1; a tile partly filled; several tiles.
enum class TokenClass : uint8_t { One, Few, Many };
inline constexpr std::array TokenClasses = {TokenClass::One, TokenClass::Few, TokenClass::Many};

// Of every random choice in the op tests: DEEPSCOPE_TEST_SEED in the environment, else always the same. Printed once.
uint32_t testSeed();

class Dice {
public:
    explicit Dice(uint32_t number) : m_random(testSeed() * 7919 + number) {}
    uint32_t between(uint32_t least, uint32_t most) { return least + uint32_t(m_random() % (most - least + 1)); }

private:
    std::mt19937 m_random;
};

uint32_t columnsOf(ColumnClass columns, TensorType type, Dice &dice);
uint32_t tokensOf(TokenClass tokens, Dice &dice);
uint32_t rowsOf(Dice &dice); // 1 to 130; often at the edge of a tile

} // namespace deepscope::testing
