"""Two operations with hand-written gradients, because composed of small operations they would dominate the time."""
import torch
import torch.nn.functional as F


class RmsNormFunction(torch.autograd.Function):
    @staticmethod
    def forward(context, x, weight, epsilon):
        scale = torch.rsqrt((x * x).mean(-1, keepdim=True) + epsilon)
        unit = x * scale
        context.save_for_backward(unit, scale, weight)
        return unit * weight

    @staticmethod
    def backward(context, slope):
        unit, scale, weight = context.saved_tensors
        weight_slope = (slope * unit).flatten(0, -2).sum(0)
        slope = slope * weight
        along = (slope * unit).mean(-1, keepdim=True)
        return (slope - unit * along) * scale, weight_slope, None


def rms_norm(x, weight, epsilon):
    return RmsNormFunction.apply(x, weight, epsilon)


class GroupedSwiglu(torch.autograd.Function):
    """Routed experts: rows sorted by expert, so that each expert is one matrix product over its own rows.

    rows [n, width], chosen and weight [n, k], gate_up [expert, 2 inner, width], down [expert, width, inner].
    """

    @staticmethod
    def forward(context, rows, chosen, weight, gate_up, down):
        count, used = chosen.shape
        order = torch.argsort(chosen.flatten(), stable=True)
        ends = torch.bincount(chosen.flatten(), minlength=gate_up.shape[0]).cumsum(0).tolist()
        spans = [(e, a, b) for e, (a, b) in enumerate(zip([0] + ends, ends)) if b > a]
        sorted_rows = rows[order // used]
        both = rows.new_empty(count * used, gate_up.shape[1])
        for expert, begin, end in spans:
            torch.mm(sorted_rows[begin:end], gate_up[expert].t(), out=both[begin:end])
        gate, up = both.chunk(2, 1)
        sorted_weight = weight.flatten()[order, None]
        gated = torch.sigmoid(gate)
        inner = gate * gated * up
        weighted = inner * sorted_weight
        result = rows.new_empty(count * used, rows.shape[1])
        for expert, begin, end in spans:
            torch.mm(weighted[begin:end], down[expert].t(), out=result[begin:end])
        inverse = torch.empty_like(order)
        inverse[order] = torch.arange(count * used)
        context.spans, context.used = spans, used
        context.save_for_backward(sorted_rows, order, inverse, both, gated, inner, weighted, sorted_weight, gate_up, down)
        return result[inverse].view(count, used, -1).sum(1)

    @staticmethod
    def backward(context, slope):
        sorted_rows, order, inverse, both, gated, inner, weighted, sorted_weight, gate_up, down = context.saved_tensors
        used = context.used
        slope = slope[order // used]
        weighted_slope = torch.empty_like(weighted)
        down_slope = torch.zeros_like(down)
        for expert, begin, end in context.spans:
            torch.mm(slope[begin:end], down[expert], out=weighted_slope[begin:end])
            torch.mm(slope[begin:end].t(), weighted[begin:end], out=down_slope[expert])
        weight_slope = (weighted_slope * inner).sum(1)[inverse].view(-1, used)
        inner_slope = weighted_slope.mul_(sorted_weight)
        gate, up = both.chunk(2, 1)
        silu = gate * gated
        both_slope = torch.empty_like(both)
        gate_slope, up_slope = both_slope.chunk(2, 1)
        torch.mul(inner_slope, silu, out=up_slope)
        # derivative of x * sigmoid(x) is sigmoid(x) + silu(x) * (1 - sigmoid(x))
        torch.mul(inner_slope.mul_(up), silu.mul_(1 - gated).add_(gated), out=gate_slope)
        rows_slope = torch.empty_like(sorted_rows)
        gate_up_slope = torch.zeros_like(gate_up)
        for expert, begin, end in context.spans:
            torch.mm(both_slope[begin:end], gate_up[expert], out=rows_slope[begin:end])
            torch.mm(both_slope[begin:end].t(), sorted_rows[begin:end], out=gate_up_slope[expert])
        rows_slope = rows_slope[inverse].view(-1, used, rows_slope.shape[1]).sum(1)
        return rows_slope, None, weight_slope, gate_up_slope, down_slope


def grouped_swiglu(rows, chosen, weight, gate_up, down):
    return GroupedSwiglu.apply(rows, chosen, weight, gate_up, down)


def masked_swiglu(rows, chosen, weight, gate_up, down):
    """The same as two products over all experts, where those not chosen weigh nothing: four times the work, but large
    and without a word from the processor, which is what a graphics card wants."""
    count = gate_up.shape[0]
    shares = rows.new_zeros(len(rows), count).scatter(1, chosen, weight)
    gate, up = F.linear(rows, gate_up.flatten(0, 1)).view(len(rows), count, 2, -1).unbind(2)
    inner = F.silu(gate) * up * shares[:, :, None]
    return inner.flatten(1) @ down.transpose(1, 2).flatten(0, 1)
