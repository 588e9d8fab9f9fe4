#include "ops/experts.h"

#include "args.h"
#include "ops/check_shapes.h"
#include "ops/weight_tile.h"

#include <algorithm>

namespace deepscope::ops {

namespace {

// Workgroups that share out a token's sums of `columns`, four of which a lane adds up at once. One token keeps a device
// busy; of many a software device gives each to one workgroup, which is dear to it.
uint32_t sumGroups(const gpu::Device &device, uint32_t columns, uint32_t tokens)
{
    const uint32_t most = divideUp(columns, 4 * device.lanes());
    return device.isSoftware() ? divideUp(most, tokens) : most;
}

// Ordering pays when an expert serves several tokens, so that its tiles are filled well enough.
bool byTiles(uint32_t tokens, uint32_t used, uint32_t experts) { return tokens > 1 && tokens * used >= 4 * experts; }

void requireExperts(const ExpertStack &weights, const gpu::Tensor &rows, const gpu::Tensor &ids, const char *op)
{
    requireStack(weights, op);
    requireActivations(rows, op);
    requireActivations(ids, op);
    require(rows.columns == weights.front().tensor.columns, op, "the input and the weights differ in columns");
    require(ids.columns > 0 && ids.columns <= expertsOf(weights), op, "more experts are used than there are");
}

// Of what is bound: the experts from `firstExpert` on that lie in both slabs.
void setWeights(args::ExpertGateUpArgs &arguments, const ExpertRange &gate, const ExpertRange &up)
{
    arguments.planes = std::min(gate.end, up.end) - arguments.firstExpert;
    arguments.gateTail = tailElement(gate.slab->tensor);
    arguments.upTail = tailElement(up.slab->tensor);
    arguments.gatePlaneRows = gate.slab->tensor.rows;
    arguments.gateFirstRow = gate.firstRow();
    arguments.upPlaneRows = up.slab->tensor.rows;
    arguments.upFirstRow = up.firstRow();
}

void requireKept(const GateUpKept &kept, const gpu::Tensor &act, const char *op)
{
    require(bool(kept.gate) == bool(kept.up), op, "both gate and up are kept, or neither");
    for (const gpu::Tensor *values : {&kept.gate, &kept.up})
        require(!*values || (values->type == TensorType::F32 && values->first == 0 && values->rows == act.rows &&
                             values->columns == act.columns && values->stride == gpu::paddedColumns(act.columns)),
                op, "what is kept must be whole rows of the shape of act");
}

void requireBias(const gpu::Tensor &bias, uint32_t experts, uint32_t rows, const char *op)
{
    require(!bias || (bias.type == TensorType::F32 && bias.first == 0 && bias.planes == 1 && bias.rows == experts &&
                      bias.columns == rows && bias.stride == gpu::paddedColumns(rows)),
            op, "biases must be a whole tensor of F32 with a row of each expert");
}

// Of a kernel that multiplies by one matrix; the constant of a second one's type comes before that of a bias.
gpu::Specialization specializeDown(const Tile &tile, const gpu::Tensor &down, const gpu::Tensor &act, bool biased)
{
    gpu::Specialization built = specializePair(tile, down, down, act);
    built.constants.push_back(biased);
    return built;
}

// What each slot multiplies by `matrices`, whose chosen experts are read once however many choose them. `touched`: all
// else that is read and written.
gpu::Work expertWork(std::initializer_list<const PlaneRows *> matrices, uint32_t experts, uint64_t slots,
                     uint64_t touched)
{
    gpu::Work work{touched};
    for (const PlaneRows *matrix : matrices) {
        work.bytes += std::min<uint64_t>(slots, experts) * matrix->planeBytes();
        work.operations += 2 * slots * matrix->rows * matrix->tensor.columns;
    }
    return work;
}

void requireProducts(const gpu::Tensor &products, uint32_t slots, uint32_t rows, const char *op)
{
    require(products && products.first == 0, op, "the workspace must be as it was placed");
    require(products.rows >= slots, op, "the workspace is too small");
    require(products.columns == rows, op, "the workspace was placed for another width");
}

// Every workgroup goes through the slots of a token: to a software device a dispatch and a workgroup are dear. A GPU
// wants the slots side by side.
void downAtOnce(gpu::Commands &commands, const PlaneRows &down, const gpu::Tensor &act, const gpu::Tensor &ids,
                const gpu::Tensor &weights, const gpu::Tensor &bias, const gpu::Tensor &y)
{
    const gpu::Device &device = commands.device();
    const uint32_t tokens = y.rows, used = ids.columns;
    const Tile tile = chooseTile(device, 1, act.columns);
    const args::ExpertDownSumArgs arguments{
        act.columns,      down.rows,     down.tensor.planes, used,           tailElement(down.tensor),
        down.tensor.rows, down.firstRow, bias.stride,        act.first,      act.stride,
        ids.first,        ids.stride,    weights.first,      weights.stride, y.first,
        y.stride};
    commands.run("expert_down_sum", specializeDown(tile, down.tensor, act, bool(bias)), arguments,
                 {down.tensor, act, ids, weights, y, bias ? bias : act},
                 {tokens, rowGroups(device, repeated(tile, used), down.rows, tokens)}, [&] {
                     gpu::Work work =
                         expertWork({&down}, down.tensor.planes, act.rows,
                                    act.shapeBytes() + ids.shapeBytes() + weights.shapeBytes() + 2 * y.shapeBytes());
                     return work += {0, 2 * uint64_t(act.rows) * down.rows};
                 });
}

// The product of every slot, and then their sums.
void downByProducts(gpu::Commands &commands, const ExpertStack &downs, const gpu::Tensor &act, const gpu::Tensor &ids,
                    const gpu::Tensor &weights, const ExpertWorkspace &workspace, const gpu::Tensor &bias,
                    const gpu::Tensor &y)
{
    const gpu::Device &device = commands.device();
    const uint32_t experts = expertsOf(downs), columns = act.columns, rows = downs.front().rows;
    const uint32_t tokens = y.rows, used = ids.columns, slots = tokens * used;
    const gpu::Tensor products =
        workspace.products.rowSlice(0, slots); // and no more: what is bound tells how long it takes
    const bool tiled = byTiles(tokens, used, experts);
    const Tile tile = tiled ? expertTile(device, columns) : chooseTile(device, 1, columns);
    const uint32_t tiles = tiled ? mostTiles(slots, experts, tile.tokens) : 0;
    const uint32_t groups = rowGroups(device, tile, rows, tiled ? tiles : slots);
    const gpu::Tensor &boundBias = bias ? bias : act; // as keptGate of expertGateUp

    commands.independent([&] { // each writes the slots of its experts
        for (uint32_t first = 0; first < experts;) {
            const ExpertRange range = rangeOf(downs, first);
            const gpu::Tensor &down = range.slab->tensor;
            const args::ExpertDownArgs arguments{
                columns,           rows,       experts,          used,        first,     range.end - first,
                tailElement(down), down.rows,  range.firstRow(), bias.stride, act.first, act.stride,
                ids.first,         ids.stride, products.stride};
            const gpu::Specialization built = specializeDown(tile, down, act, bool(bias));
            // How many of the chosen lie in which slab is not known here: the first has the count of all.
            const auto count = [&] {
                return first > 0 ? gpu::Work{}
                                 : expertWork({range.slab}, experts, slots,
                                              act.shapeBytes() + ids.shapeBytes() + products.shapeBytes());
            };
            if (tiled)
                commands.run("expert_down_tiles", built, arguments,
                             {down, act, workspace.order.sorted, workspace.order.tiles, products, boundBias},
                             {groups, tiles}, count);
            else
                commands.run("expert_down", built, arguments, {down, act, ids, products, boundBias}, {slots, groups},
                             count);
            first = range.end;
        }
    });
    addProducts(commands, products, weights, used, y);
}

} // namespace

void addProducts(gpu::Commands &commands, const gpu::Tensor &products, const gpu::Tensor &weights, uint32_t used,
                 const gpu::Tensor &y)
{
    const gpu::Device &device = commands.device();
    const args::ExpertSumArgs arguments{y.columns,      used,    products.stride, weights.first,
                                        weights.stride, y.first, y.stride};
    commands.run("expert_sum", {1, {bool(weights), beginOnFours(y)}}, arguments,
                 {products, weights ? weights : products, y, y}, {y.rows, sumGroups(device, y.columns, y.rows)}, [&] {
                     return gpu::Work{products.shapeBytes() + (weights ? weights.shapeBytes() : 0) + 2 * y.shapeBytes(),
                                      weights ? 2 * uint64_t(products.rows) * y.columns : 0};
                 });
}

ExpertWorkspace placeExpertWorkspace(gpu::Arena &arena, uint32_t tokens, uint32_t used, uint32_t experts,
                                     uint32_t embedding)
{
    const uint32_t slots = tokens * used;
    return {placeExpertOrder(arena, slots, experts), arena.place(TensorType::F32, embedding, slots)};
}

void expertGateUp(gpu::Commands &commands, const ExpertStack &gates, const ExpertStack &ups, const gpu::Tensor &x,
                  const gpu::Tensor &ids, const ExpertWorkspace &workspace, const gpu::Tensor &act,
                  const GateUpKept &kept, const ExpertUnit &unit)
{
    constexpr const char *Name = "expert_gate_up";
    requireExperts(gates, x, ids, Name);
    requireExperts(ups, x, ids, Name);
    requireActivations(act, Name);
    const uint32_t experts = expertsOf(gates), columns = x.columns, rows = gates.front().rows;
    require(rows == ups.front().rows && experts == expertsOf(ups), Name, "gate and up differ in shape");
    const uint32_t tokens = x.rows, used = ids.columns, slots = tokens * used;
    require(ids.rows == tokens && act.rows == slots && act.columns == rows, Name, "x, ids and act do not fit together");
    const bool keeps = bool(kept.gate);
    requireKept(kept, act, Name);
    require(bool(unit.gateBias) == bool(unit.upBias), Name, "both gate and up have biases, or neither");
    requireBias(unit.gateBias, experts, rows, Name);
    requireBias(unit.upBias, experts, rows, Name);
    const gpu::Device &device = commands.device();
    const bool tiled = byTiles(tokens, used, experts);
    const Tile tile = tiled ? expertTile(device, columns, 2) : chooseTile(device, 1, columns, 2);
    const uint32_t tiles = tiled ? expertOrder(commands, ids, experts, tile.tokens, workspace.order) : 0;
    args::ExpertGateUpArgs arguments{};
    arguments.columns = columns;
    arguments.rows = rows;
    arguments.experts = experts;
    arguments.used = used;
    arguments.xFirst = x.first;
    arguments.xStride = x.stride;
    arguments.idsFirst = ids.first;
    arguments.idsStride = ids.stride;
    arguments.actFirst = act.first;
    arguments.actStride = act.stride;
    arguments.keptStride = keeps ? kept.gate.stride : 0;
    arguments.biasStride = unit.gateBias.stride;
    // Without, the bindings need some tensor; the kernels do not touch it.
    const gpu::Tensor &keptGate = keeps ? kept.gate : act, &keptUp = keeps ? kept.up : act;
    const bool biased = bool(unit.gateBias);
    const gpu::Tensor &gateBias = biased ? unit.gateBias : x, &upBias = biased ? unit.upBias : x;
    const uint32_t groups = rowGroups(device, tile, rows, tiled ? tiles : slots);
    const auto dispatch = [&](const ExpertRange &gateRange, const ExpertRange &upRange) {
        const gpu::Tensor &gate = gateRange.slab->tensor, &up = upRange.slab->tensor;
        gpu::Specialization built = specializePair(tile, gate, up, x);
        for (const bool choice : {keeps, biased, unit.rule == UnitRule::ClampedSwish})
            built.constants.push_back(choice);
        setWeights(arguments, gateRange, upRange);
        const auto count = [&] { // as of expertDown
            return arguments.firstExpert > 0 ? gpu::Work{}
                                             : expertWork({gateRange.slab, upRange.slab}, experts, slots,
                                                          x.shapeBytes() + ids.shapeBytes() + act.shapeBytes());
        };
        if (tiled)
            commands.run(
                "expert_gate_up_tiles", built, arguments,
                {gate, up, x, workspace.order.sorted, workspace.order.tiles, act, keptGate, keptUp, gateBias, upBias},
                {groups, tiles}, count);
        else
            commands.run("expert_gate_up", built, arguments,
                         {gate, up, x, ids, act, keptGate, keptUp, gateBias, upBias}, {slots, groups}, count);
    };
    commands.independent([&] { // each writes the slots of its experts
        for (uint32_t first = 0; first < experts; first += arguments.planes) {
            arguments.firstExpert = first;
            dispatch(rangeOf(gates, first), rangeOf(ups, first));
        }
    });
}

void expertDown(gpu::Commands &commands, const ExpertStack &downs, const gpu::Tensor &act, const gpu::Tensor &ids,
                const gpu::Tensor &weights, const ExpertWorkspace &workspace, const gpu::Tensor &y, KeepProducts keep,
                const gpu::Tensor &bias)
{
    constexpr const char *Name = "expert_down";
    requireExperts(downs, act, ids, Name);
    requireActivations(weights, Name);
    requireActivations(y, Name);
    const uint32_t experts = expertsOf(downs), rows = downs.front().rows;
    const uint32_t tokens = y.rows, used = ids.columns, slots = tokens * used;
    require(ids.rows == tokens && act.rows == slots && y.columns == rows, Name, "ids, act and y do not fit together");
    require(weights.rows == tokens && weights.columns == used, Name, "ids and weights differ in shape");
    requireProducts(workspace.products, slots, rows, Name);
    requireBias(bias, experts, rows, Name);
    const gpu::Device &device = commands.device();
    const uint32_t longest = device.features().longestLoops;
    const bool fits = longest == 0 || repeated(chooseTile(device, 1, act.columns), used).steps + 2 <= longest;
    const bool passing = keep == KeepProducts::No;
    if (device.isSoftware() && fits && passing && downs.size() == 1 && !byTiles(tokens, used, experts))
        downAtOnce(commands, downs.front(), act, ids, weights, bias, y);
    else
        downByProducts(commands, downs, act, ids, weights, workspace, bias, y);
}

} // namespace deepscope::ops
