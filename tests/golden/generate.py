"""Writes the golden files article-*.json: what scikit-image 0.19.3 with numpy 1.24 gives for the article's steps.

    python3 tests/golden/generate.py [DATA_FOLDER]     DATA_FOLDER as in HILUM_TEST_DATA, default ../shared/data

Per series and kind of planes: the histogram's counts, SHA-256 of its bin centres (float32), the threshold, and for every
stage the number of voxels and the SHA-256 of the mask (order of position, one bit a voxel, rows padded to 32 bits). Only
these figures are kept, nothing of the scans.
"""
import hashlib
import json
import os
import subprocess
import sys
import tempfile

import numpy as np

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(here, "..", "interop"))
import article_reference as reference

SERIES = {
    "chest-ct64": ["chest-ct64", "dicom"],
    "chest-siemens-8mm": ["chest-siemens-8mm"],
    "chest-philips-5mm-soft": ["chest-philips-5mm", "soft"],
}


def synthetic_chest():
    """The same whole numbers as tests/support/synthetic-chest.ts."""
    k, j, i = np.meshgrid(np.arange(24), np.arange(70), np.arange(90), indexing="ij")
    wrap = np.int64(2**32)
    signed = lambda value: ((value + 2**31) % wrap) - 2**31
    mixed = signed(i * 73856093 % wrap ^ j * 19349663 % wrap ^ k * 83492791 % wrap)
    mixed = (mixed ^ ((mixed % wrap) >> 13)) % wrap * np.int64(0x5BD1E995) % wrap
    noise = np.trunc((mixed >> 24) / 2 - 64).astype(np.int64)
    ellipse = lambda x, y, rx, ry: x * x * ry * ry + y * y * rx * rx <= rx * rx * ry * ry
    body = ellipse(2 * i - 89, 2 * j - 69, 84, 62)
    lungs = ellipse(2 * i - 50, 2 * j - 66, 26, 40 - k) | ellipse(2 * i - 130, 2 * j - 66, 26, 44 - k)
    lungs &= (k >= 2) & (k <= 21)
    lungs &= ~((i % 11 < 2) & (j % 9 < 2))
    gas = ellipse(2 * i - 88, 2 * j - 100, 5, 5)
    base = np.where(body, np.where(lungs | gas, 150, 1060), 30)
    stored = np.maximum(0, base + noise + np.where(body, 100, 0))
    return stored.astype("<i4"), list(range(24, 0, -1))


def phantom(slices, size):
    root = os.path.join(here, "..", "..")
    with tempfile.TemporaryDirectory() as folder:
        node = os.path.join(root, "node_modules", ".bin", "node")
        subprocess.run([node, os.path.join(here, "write-phantom.ts"), folder, str(slices), str(size)], check=True)
        return reference.load(folder)


def golden(stored, numbers):
    result = {"size": list(stored.shape[::-1]), "storedSha256": hashlib.sha256(stored.tobytes()).hexdigest(), "planes": {}}
    for planes in ["axial", "rows"]:
        steps, masks = reference.steps(stored, numbers, planes, 100)
        result["scikitImage"], result["numpy"] = steps["scikitImage"], steps["numpy"]
        result["planes"][planes] = {
            "threshold": steps["threshold"],
            "centresSha256": hashlib.sha256(bytes.fromhex(steps["centres"])).hexdigest(),
            "counts": steps["counts"],
            "stages": {stage: reference.describe(mask) for stage, mask in masks.items()},
        }
    return result


def write(name, value):
    with open(os.path.join(here, f"article-{name}.json"), "w") as file:
        json.dump(value, file, indent=1)
        file.write("\n")
    print(name, {planes: entry["stages"]["closing"]["voxels"] for planes, entry in value["planes"].items()})


if __name__ == "__main__":
    data = sys.argv[1] if len(sys.argv) > 1 else os.path.join(here, "..", "..", "..", "shared", "data")
    write("synthetic-chest", golden(*synthetic_chest()))
    write("phantom-48x256", golden(*phantom(48, 256)))
    for name, parts in SERIES.items():
        stored, meta = reference.read_series(os.path.join(data, *parts))
        write(name, golden(stored, [entry["instanceNumber"] for entry in meta["slices"]]))
