"""The GGUF v3 container, as much of it as this model needs: header, metadata, tensor list, aligned data."""
import struct

import numpy

MAGIC, VERSION, ALIGNMENT = b"GGUF", 3, 32
U32, I32, F32, BOOL, STRING, ARRAY = 4, 5, 6, 7, 8, 9
FORMATS = {U32: "<I", I32: "<i", F32: "<f", BOOL: "<?"}
TENSOR_TYPES = {numpy.dtype("float32"): 0, numpy.dtype("float16"): 1}


def pack(kind, value):
    if kind == STRING:
        data = value.encode()
        return struct.pack("<Q", len(data)) + data
    if kind == ARRAY:
        item, values = value
        return struct.pack("<IQ", item, len(values)) + b"".join(pack(item, v) for v in values)
    return struct.pack(FORMATS[kind], value)


def aligned(size):
    return (size + ALIGNMENT - 1) // ALIGNMENT * ALIGNMENT


def write(path, metadata, tensors):
    """metadata: {key: (kind, value)}; tensors: {name: array}, the last axis of an array being the fastest one."""
    head = MAGIC + struct.pack("<IQQ", VERSION, len(tensors), len(metadata))
    for key, (kind, value) in metadata.items():
        head += pack(STRING, key) + struct.pack("<I", kind) + pack(kind, value)
    offset = 0
    for name, array in tensors.items():
        head += pack(STRING, name) + struct.pack("<I", array.ndim) + struct.pack(f"<{array.ndim}Q", *reversed(array.shape))
        head += struct.pack("<IQ", TENSOR_TYPES[array.dtype], offset)
        offset += aligned(array.nbytes)
    with open(path, "wb") as file:
        file.write(head.ljust(aligned(len(head)), b"\0"))
        for array in tensors.values():
            data = numpy.ascontiguousarray(array).tobytes()
            file.write(data.ljust(aligned(len(data)), b"\0"))


class Reader:
    def __init__(self, path):
        with open(path, "rb") as file:
            self.data = file.read()
        self.at = 0
        if self.take(4) != MAGIC or self.number(U32) != VERSION:
            raise ValueError(f"{path}: not a GGUF file of version {VERSION}")
        tensor_count, key_count = self.long(), self.long()
        self.metadata = {}
        for _ in range(key_count):
            key = self.value(STRING)
            self.metadata[key] = self.value(self.number(U32))
        places = [self.tensor_place() for _ in range(tensor_count)]
        start = aligned(self.at)
        self.tensors = {}
        for name, shape, dtype, offset in places:
            count = int(numpy.prod(shape))
            self.tensors[name] = numpy.frombuffer(self.data, dtype, count, start + offset).reshape(shape)

    def take(self, size):
        self.at += size
        return self.data[self.at - size:self.at]

    def number(self, kind):
        return struct.unpack(FORMATS[kind], self.take(struct.calcsize(FORMATS[kind])))[0]

    def long(self):
        return struct.unpack("<Q", self.take(8))[0]

    def value(self, kind):
        if kind == STRING:
            return self.take(self.long()).decode()
        if kind == ARRAY:
            item, count = self.number(U32), self.long()
            return [self.value(item) for _ in range(count)]
        return self.number(kind)

    def tensor_place(self):
        name, dimensions = self.value(STRING), self.number(U32)
        shape = [self.long() for _ in range(dimensions)][::-1]
        dtype = {number: dtype for dtype, number in TENSOR_TYPES.items()}[self.number(U32)]
        return name, shape, dtype, self.long()
