#include "ops/attention.h"

#include "args.h"
#include "gpu/arithmetic.h"
#include "ops/check_shapes.h"

#include <limits>

namespace deepscope::ops {

void attentionScores(gpu::Commands &commands, const Heads &queries, const CacheRows &keys, uint32_t firstColumns,
                     const StepRows &step, const AttentionRule &rule, const gpu::Tensor &scores)
{
    constexpr const char *Name = "attention_scores";
    constexpr uint32_t Chunk = 8;
    const gpu::Tensor &q = queries.first;
    requireActivations(q, Name);
    requireActivations(scores, Name);
    requireCache(keys, Name);
    require(q.columns == keys.columns && firstColumns <= keys.columns, Name, "queries and keys differ in columns");
    require(queries.count > 0 && queries.count % keys.heads == 0, Name,
            "the heads of the cache do not divide those of the queries");
    require(step.count() == q.rows, Name, "there is not one row of the step for each row of queries");
    const uint32_t parts = firstColumns < keys.columns ? 2 : 1;
    require(scores.rows == parts * queries.count, Name, "there is not one row of scores for each head and part");
    const uint32_t positions = divideUp(args::AttentionPart, commands.device().lanes());
    requireLoops(commands.device(), uint64_t(positions) * (divideUp(keys.columns, Chunk) + 2) + 1, Name);
    const args::AttentionScoresArgs arguments{queries.count / keys.heads,
                                              keys.columns,
                                              firstColumns,
                                              q.first,
                                              q.stride,
                                              queries.stride,
                                              stepArguments(step, keys.tensor.rows, Name),
                                              keys.tensor.stride,
                                              keys.headStride,
                                              keys.tensor.columns,
                                              scores.columns,
                                              rule.window > 0 ? rule.window : std::numeric_limits<uint32_t>::max(),
                                              scores.first,
                                              scores.stride,
                                              rule.scale};
    commands.run(Name, {1, {uint32_t(keys.tensor.type)}}, arguments, {q, keys.tensor, step.rows, step.pages, scores},
                 {queries.count, q.rows, divideUp(scores.columns, args::AttentionPart)});
}

} // namespace deepscope::ops
