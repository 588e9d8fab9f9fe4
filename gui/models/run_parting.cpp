#include "run_parting.h"

#include "paint/bidi_text.h"
#include "paint/number_format.h"
#include "paint/texts.h"
#include "paint/token_text.h"

#include <algorithm>

namespace deepscope {

namespace {

QString tokenAt(const Run &run, int token)
{
    return token < run.size() ? tr("\u201c%1\u201d").arg(isolated(visibleTokenText(run.bytes(token)))) : tr("the end");
}

QString routingWords(const SharedRouting &routing)
{
    if (routing.compared == 0)
        return tr("Its routing is not known of both.");
    if (routing.different == 0)
        return tr("There they chose the same experts throughout.");
    return tr("There %1 of %2 choices differ, first at token %3 in layer %4.")
        .arg(formatExactCount(uint64_t(routing.different)), formatExactCount(uint64_t(routing.compared)))
        .arg(routing.firstToken)
        .arg(routing.firstLayer);
}

} // namespace

int sharedBeginning(const Run &one, const Run &other)
{
    int shared = 0;
    while (shared < std::min(one.size(), other.size()) && one.tokenId(shared) == other.tokenId(shared))
        ++shared;
    return shared;
}

SharedRouting compareBeginning(const Run &one, const Run &other)
{
    SharedRouting found;
    found.tokens = sharedBeginning(one, other);
    for (int token = 0; token < found.tokens; ++token) {
        if (!one.routed(token) || !other.routed(token))
            continue;
        for (int layer = one.firstExpertLayer(); layer < one.firstExpertLayer() + one.expertLayers(); ++layer) {
            const std::span<const uint16_t> a = one.experts(token, layer), b = other.experts(token, layer);
            ++found.compared;
            if (std::ranges::is_permutation(a, b))
                continue;
            if (found.different++ == 0) {
                found.firstToken = token;
                found.firstLayer = layer;
            }
        }
    }
    return found;
}

QString partingWords(const Run &one, const Run &other, const SharedRouting &routing)
{
    const int shared = routing.tokens;
    if (shared == 0)
        return tr("The runs differ from their first token on.");
    const QString same = shared == one.size() && shared == other.size()
                             ? tr("Both have the same %1.").arg(formatPlural(shared, Noun::Token))
                             : tr("Both begin with the same %1 and part at token %2: %3 in A, %4 in B.")
                                   .arg(formatPlural(shared, Noun::Token))
                                   .arg(shared)
                                   .arg(tokenAt(one, shared), tokenAt(other, shared));
    return same + ' ' + routingWords(routing);
}

} // namespace deepscope
