"""Muon for the matrices inside the layers, Adam for everything else."""
import torch


def orthogonalised(matrices, rounds=5):
    """The nearest (semi-)orthogonal matrices, roughly, by Newton-Schulz iteration; a stack [n, rows, columns]."""
    tall = matrices.shape[1] > matrices.shape[2]
    x = matrices.transpose(1, 2) if tall else matrices
    x = x / (x.flatten(1).norm(dim=1)[:, None, None] + 1e-7)
    for _ in range(rounds):
        square = x @ x.transpose(1, 2)
        x = 3.4445 * x + (2.0315 * square @ square - 4.7750 * square) @ x
    return x.transpose(1, 2) if tall else x


class Muon:
    def __init__(self, parameters, momentum=0.95, decay=0.02):
        self.parameters, self.momentum, self.decay = parameters, momentum, decay
        self.velocity = [torch.zeros_like(p) for p in parameters]

    @torch.no_grad()
    def step(self, rate):
        for rows, columns in {p.shape[-2:] for p in self.parameters}:  # those of one size together
            alike = [i for i, p in enumerate(self.parameters) if p.shape[-2:] == (rows, columns)]
            ahead = []
            for i in alike:
                slope, velocity = self.parameters[i].grad, self.velocity[i]
                velocity.lerp_(slope, 1 - self.momentum)
                ahead.append(slope.lerp(velocity, self.momentum).view(-1, rows, columns))
            counts = [len(stack) for stack in ahead]
            scale = max(1.0, rows / columns) ** 0.5
            for i, update in zip(alike, orthogonalised(torch.cat(ahead)).split(counts)):
                parameter = self.parameters[i]
                parameter.mul_(1 - rate * self.decay).sub_(update.view_as(parameter), alpha=rate * scale)

    def state(self):
        return self.velocity

    def restore(self, state):
        for velocity, saved in zip(self.velocity, state):
            velocity.copy_(saved)


class Optimizer:
    """Both together; the rates are relative to one common factor between 0 and 1."""

    def __init__(self, network, matrix_rate=0.02, other_rate=0.004):
        matrices, others = [], []
        for name, parameter in network.named_parameters():
            inside = name.startswith("blocks") and parameter.dim() > 1 and not name.endswith("feed_forward.gate")
            dense_gate = name.endswith("feed_forward.gate") and parameter.shape[0] > 64
            (matrices if inside or dense_gate else others).append(parameter)
        self.matrix_rate, self.other_rate = matrix_rate, other_rate
        self.muon = Muon(matrices)
        self.adam = torch.optim.Adam(others, lr=other_rate, betas=(0.9, 0.98), eps=1e-10)

    def step(self, factor):
        self.muon.step(self.matrix_rate * factor)
        for group in self.adam.param_groups:
            group["lr"] = self.other_rate * factor
        self.adam.step()

    def state(self):
        return {"muon": self.muon.state(), "adam": self.adam.state_dict()}

    def restore(self, state):
        self.muon.restore(state["muon"])
        self.adam.load_state_dict(state["adam"])
