// Numbers that a person can read. The C locale: a point for decimals, a comma between thousands.
#pragma once

#include <QDate>
#include <QString>

#include <cstdint>

namespace deepscope {

// What formatPlural() counts.
enum class Noun {
    Byte,
    Change,
    Chat,
    EarlierTurn,
    Expert,
    Head,
    KeyValueHead,
    Kind,
    Layer,
    Message,
    Model,
    Page,
    Question,
    State,
    StepOfLearning, // Step is a length: see type_scale.h
    Token,
    Turn
};

QString formatBytes(uint64_t bytes);            // 512 B, 48.2 KiB, 1.30 GiB
QString formatExactBytes(uint64_t bytes);       // 49,357 bytes
QString formatCount(uint64_t count);            // 950, 12.3 k, 1.3 M
QString formatExactCount(uint64_t count);       // 1,234,567
QString formatSeconds(double seconds);          // 12 µs, 3.4 ms, 0.4 s, 2 min 5 s
QString formatRate(double perSecond);           // 77 tokens/s, 0.8 tokens/s
QString formatShare(double fraction);           // 23 %, 4.5 %, 0.12 %
QString formatWeight(double weight);            // 0.31
QString formatLogprob(double logprob);          // -1.20; never -0.00
QString formatSigned(double value);             // +0.74, -0.26, 0.00
QString formatFactor(double factor);            // 16x, 1.3x
QString formatPlural(int64_t count, Noun noun); // 1 token, 31 tokens, 1,234 tokens
int pluralNumber(int64_t count);                // for tr(text, comment, count)
QString formatDay(QDate day, bool withYear);    // 3 May, 3 May 2026
QString formatOrdinal(int place);               // 0 = first, 1 = second, ... 12th

} // namespace deepscope
