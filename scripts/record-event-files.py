#!/usr/bin/env python3
"""Records event files and what TensorBoard's own reader finds in them.

    pip install tensorboard==2.21.0
    scripts/record-event-files.py > Tests/BaselinesTests/Fixtures/tensorboard/cases.txt

A case is a line `case NAME`, a line `file HEX` for each event file of a folder, and a line
`scalar TAG STEP VALUE WALL_TIME` for each scalar that TensorBoard shows (NaN and infinity left out).
"""

import math
import os
import random
import struct
import sys
import tempfile

import numpy as np
from tensorboard.backend.event_processing import event_accumulator
from tensorboard.backend.event_processing import plugin_event_accumulator
from tensorboard.compat.proto import event_pb2, summary_pb2, tensor_pb2
from tensorboard.compat.tensorflow_stub.pywrap_tensorflow import masked_crc32c
from tensorboard.util import tensor_util

FLOAT, DOUBLE, INT32, UINT8, INT16, INT8, STRING, INT64, BOOL = 1, 2, 3, 4, 5, 6, 7, 9, 10
UINT16, HALF, UINT32, UINT64 = 17, 19, 22, 23


def record(event):
    data = event if isinstance(event, bytes) else event.SerializeToString()
    length = struct.pack("<Q", len(data))
    return (
        length
        + struct.pack("<I", masked_crc32c(length))
        + data
        + struct.pack("<I", masked_crc32c(data))
    )


def version(number=2, time=1000.0):
    return event_pb2.Event(wall_time=time, file_version="brain.Event:%d" % number)


def start(step, time):
    log = event_pb2.SessionLog(status=event_pb2.SessionLog.START)
    return event_pb2.Event(wall_time=time, step=step, session_log=log)


def plugin(name, **more):
    data = summary_pb2.SummaryMetadata.PluginData(plugin_name=name)
    return summary_pb2.SummaryMetadata(plugin_data=data, **more)


def simple(step, value, tag="a", time=None):
    time = 1000.5 + step if time is None else time
    values = [summary_pb2.Summary.Value(tag=tag, simple_value=value)]
    return event_pb2.Event(
        wall_time=time, step=step, summary=summary_pb2.Summary(value=values)
    )


def tensor(step, proto, tag="t", metadata=plugin("scalars"), time=None):
    value = summary_pb2.Summary.Value(tag=tag, tensor=proto, metadata=metadata)
    return event_pb2.Event(
        wall_time=1000.25 + step if time is None else time,
        step=step,
        summary=summary_pb2.Summary(value=[value]),
    )


def proto(dtype, shape=(), **lists):
    result = tensor_pb2.TensorProto(dtype=dtype, **lists)
    for size in shape:
        result.tensor_shape.dim.add().size = size
    return result


def content(dtype, array, shape=()):
    return proto(dtype, shape, tensor_content=array.tobytes())


def raw_tensor(step, body, tag="t"):
    """An event with the bytes of a tensor as they are."""

    def field(number, data):
        return bytes([number << 3 | 2, len(data)]) + data

    value = field(1, tag.encode()) + field(8, body) + field(9, field(1, field(1, b"scalars")))
    summary = field(5, field(1, value))
    return bytes([0x09]) + struct.pack("<d", 1000.0 + step) + bytes([0x10, step]) + summary


def encodings():
    yield version()
    half = np.array(1.5, np.float16)
    cases = [
        proto(FLOAT, float_val=[1.5]),
        proto(FLOAT, (1, 1), float_val=[-0.1]),
        proto(DOUBLE, double_val=[0.1]),
        proto(INT32, int_val=[-7]),
        proto(UINT8, int_val=[200]),
        proto(INT16, int_val=[-300]),
        proto(INT8, int_val=[-3]),
        proto(UINT16, int_val=[60000]),
        proto(INT64, int64_val=[-(2**53)]),
        proto(BOOL, bool_val=[True]),
        proto(BOOL, bool_val=[False]),
        proto(HALF, half_val=[int(half.view(np.uint16))]),
        proto(HALF, half_val=[0x8001]),
        proto(HALF, half_val=[0xFC00]),
        content(FLOAT, np.array(3.25, "<f4")),
        content(DOUBLE, np.array(1 / 3, "<f8"), (1,)),
        content(INT32, np.array(-5, "<i4")),
        content(UINT8, np.array(250, "u1")),
        content(INT16, np.array(-5, "<i2")),
        content(INT8, np.array(-5, "i1")),
        content(UINT16, np.array(65000, "<u2")),
        content(INT64, np.array(-5, "<i8")),
        content(UINT32, np.array(4000000001, "<u4")),
        content(UINT64, np.array(2**60, "<u8")),
        content(BOOL, np.array(True)),
        content(HALF, np.array(-2.75, "<f2")),
        proto(FLOAT, float_val=[float("inf")]),
        proto(FLOAT, float_val=[float("-inf")]),
    ]
    for step, case in enumerate(cases):
        yield tensor(step, case, metadata=plugin("scalars") if step == 0 else None)
    yield raw_tensor(100, bytes([0x08, FLOAT, 0x2D]) + struct.pack("<f", 2.5))
    yield raw_tensor(101, bytes([0x08, DOUBLE, 0x31]) + struct.pack("<d", 2.5))
    yield raw_tensor(102, bytes([0x08, INT64, 0x50, 0x2A]))
    yield raw_tensor(103, bytes([0x08, FLOAT, 0x2A, 0x04]) + struct.pack("<f", 3.5))


def metadata_rules():
    yield version()
    yield tensor(0, proto(FLOAT, float_val=[1]), "other", plugin("histograms"))
    yield tensor(1, proto(FLOAT, float_val=[2]), "other", plugin("scalars"))
    yield tensor(2, proto(FLOAT, float_val=[3]), "none", None)
    yield tensor(3, proto(FLOAT, float_val=[4]), "late", None)
    yield tensor(4, proto(FLOAT, float_val=[5]), "late", plugin("scalars"))
    yield tensor(5, proto(STRING, string_val=[b"x"]), "text", plugin("text"))
    yield simple(6, 7.0, "first simple")
    yield tensor(7, proto(FLOAT, float_val=[8]), "first simple", None)
    yield tensor(8, proto(FLOAT, float_val=[9]), "first simple", plugin("text"))
    yield simple(9, 10.0, "\u00e9 \u2603")


def shown(folder):
    """The scalars of a folder: those of TensorBoard's own accumulator, with its compatibility
    rules; what a restart purges is as in the public EventAccumulator."""
    new = plugin_event_accumulator.EventAccumulator(
        folder, size_guidance={"tensors": 0}, purge_orphaned_data=False
    )
    new.Reload()
    rows = []
    for tag in new.tensors_by_tag:
        known = new.summary_metadata.get(tag)
        if known is None or known.plugin_data.plugin_name != "scalars":
            continue
        for event in new.Tensors(tag):
            value = tensor_util.make_ndarray(event.tensor_proto).item()
            rows.append((tag, event.step, float(value), event.wall_time))
    old = event_accumulator.EventAccumulator(
        folder, size_guidance={"scalars": 0, "tensors": 0}
    )
    old.Reload()
    left = set()
    for tag in old.Tags()["scalars"]:
        left |= {(tag, e.step, e.wall_time) for e in old.Scalars(tag)}
    for tag in old.Tags()["tensors"]:
        left |= {(tag, e.step, e.wall_time) for e in old.Tensors(tag)}
    return [r for r in rows if (r[0], r[1], r[3]) in left]


def restarts(number, seed):
    """Two or three sessions that go back, with tags at different times."""
    chance = random.Random(seed)
    files = []
    time = 1000.0
    step = 0
    for session in range(chance.choice([2, 3])):
        events = [version(number, time)] if number else []
        step = max(0, step - chance.randrange(8)) if session else 0
        if chance.random() < 0.8:
            events.append(start(step, time))
        for _ in range(12):
            time += 0.5
            step = max(0, step + chance.choice([0, 1, 1, 1, 2, -1]))
            tag = chance.choice("ab")
            event = simple(step, float(chance.randrange(100)), tag, time)
            if chance.random() < 0.3:
                event.summary.value.add(tag="c", simple_value=float(step))
            events.append(event)
        files.append(events)
    return files


def cases():
    yield "encodings", [list(encodings())]
    yield "metadata", [list(metadata_rules())]
    for number in (0, 1, 2):
        for seed in range(6):
            yield "restarts-%d-%d" % (number, seed), restarts(number, seed)


def main():
    for name, files in cases():
        print("case", name)
        with tempfile.TemporaryDirectory() as folder:
            for index, events in enumerate(files):
                data = b"".join(record(event) for event in events)
                print("file", data.hex())
                path = "events.out.tfevents.%d.host" % (1000 + index)
                with open(os.path.join(folder, path), "wb") as file:
                    file.write(data)
            for tag, step, value, time in shown(folder):
                if math.isfinite(value):
                    print("scalar", tag.replace(" ", "_"), step, repr(value), repr(time))


if __name__ == "__main__":
    sys.exit(main())
