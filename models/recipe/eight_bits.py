"""Eight bits a weight, row by row and symmetric: weight[r][c] = int8[r][c] * scale[r]."""
import numpy as np
import torch

LEVELS = 127


def is_big(t):
    """Matrices are stored so; biases, small heads and the tensor of labels are not."""
    return t.ndim == 2 and np.prod(t.shape) >= 10_000


def whole_numbers(t):
    """(int8, scale) of an array of f32."""
    scale = np.maximum(np.abs(t).max(1), 1e-12).astype(np.float32) / np.float32(LEVELS)
    return np.clip(np.rint(t / scale[:, None]), -LEVELS, LEVELS).astype(np.int8), scale


def rounded_rows(t):
    """A tensor as it comes back from the folder."""
    scale = t.abs().amax(1, keepdim=True).clamp(min=1e-12) / LEVELS
    return (t / scale).round().clamp(-LEVELS, LEVELS) * scale
