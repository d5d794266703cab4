#!/usr/bin/env python3
"""Records archives in the form of Stable-Baselines3's evaluations.npz, and what NumPy finds in them.

    scripts/record-evaluations.py > Tests/BaselinesTests/Fixtures/evaluations/cases.txt

A case is a line `case NAME`, a line `file HEX`, and a line `row TIMESTEPS MEAN` for each evaluation.
"""

import io
import zipfile

import numpy as np

STEPS = np.arange(1, 6) * 10_000
RESULTS = np.array([[1.0, 2, 4], [-21, -20.5, 3], [0, 0, 0], [1e6, 7, 8], [5, 5, 6]])


def archive(save=np.savez, steps=STEPS, results=RESULTS):
    file = io.BytesIO()
    save(file, timesteps=steps, results=results, ep_lengths=np.full(results.shape, 9))
    return file.getvalue()


def version(number):
    """With arrays of a version that NumPy itself writes only where it must."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as members:
        for name, values in (("timesteps", STEPS), ("results", RESULTS)):
            member = io.BytesIO()
            np.lib.format.write_array(member, values, version=number)
            members.writestr(name + ".npy", member.getvalue())
    return file.getvalue()


def cases():
    yield "stored", archive()
    yield "deflated", archive(np.savez_compressed)
    yield "big-endian", archive(steps=STEPS.astype(">i4"), results=RESULTS.astype(">f4"))
    yield "fortran", archive(results=np.asfortranarray(RESULTS))
    yield "integers", archive(steps=STEPS.astype("<u2"), results=RESULTS.astype("<i4"))
    yield "half", archive(steps=STEPS.astype(float), results=RESULTS[:3].astype("<f2"))
    yield "one-dimension", archive(results=RESULTS[:, 0])
    yield "version-2", version((2, 0))
    yield "version-3", version((3, 0))


def main():
    for name, data in cases():
        print("case", name)
        print("file", data.hex())
        arrays = np.load(io.BytesIO(data))
        for steps, row in zip(arrays["timesteps"], arrays["results"]):
            print("row", int(steps), repr(float(np.mean(row, dtype=np.float64))))


if __name__ == "__main__":
    main()
