"""Computes every figure of measurements.csv and measurements.json again, from the mask and the CT saved beside them, with nibabel.

Argument: folder of the files. Prints one JSON object: the largest difference from each file, and what it looked at.
"""
import csv
import json
import sys
from pathlib import Path

import nibabel
import numpy

folder = Path(sys.argv[1])
text = (folder / "measurements.csv").read_bytes()
# RFC 4180: lines end with both signs, a header, as many cells in each line
assert text.endswith(b"\r\n") and text.count(b"\n") == text.count(b"\r\n")
rows = list(csv.reader(text.decode("ascii").splitlines(keepends=True), strict=True))
assert rows[0] == ["structure", "measure", "value", "unit", "definition"]
assert {len(row) for row in rows} == {5}
# nothing that a spreadsheet would run: numbers are bare, and no text begins like a formula
for row in rows:
    for cell in row:
        if cell[:1] in tuple("=+-@\t"):
            float(cell)
stated = json.loads((folder / "measurements.json").read_text("utf-8"))
assert stated["schemaVersion"] == 1

mask, ct = nibabel.load(folder / "lungs.nii.gz"), nibabel.load(folder / "ct.nii.gz")
assert (mask.affine == ct.affine).all() and mask.shape == ct.shape
labels = numpy.asarray(mask.dataobj)
hu = numpy.asarray(ct.dataobj).astype(float)
voxel = abs(numpy.linalg.det(mask.affine[:3, :3])) / 1000
assert abs(mask.affine[2, 2]) > 0.99 * numpy.linalg.norm(mask.affine[2, :3]), "axial"

held = numpy.flatnonzero(((labels == 1) | (labels == 2)).any(axis=(0, 1)))
low, high = held[0], held[-1] + 1
cuts = [int(numpy.floor(low + (high - low) * third / 3 + 0.5)) for third in range(4)]
order = ["lower-third", "middle-third", "upper-third"] if mask.affine[2, 2] > 0 else ["upper-third", "middle-third", "lower-third"]
slab = lambda n: numpy.isin(labels, (1, 2)) & (numpy.arange(labels.shape[2]) >= cuts[n]) & (numpy.arange(labels.shape[2]) < cuts[n + 1])
masks = {"right": labels == 1, "left": labels == 2, "airways": labels == 3, "both": numpy.isin(labels, (1, 2))}
masks.update({name: slab(n) for n, name in enumerate(order)})


def figure(structure, measure):
    under = masks[structure]
    values = numpy.sort(numpy.clip(hu[under], -1024, 1023))
    return {
        "volume": lambda: under.sum() * voxel,
        "voxels": lambda: under.sum(),
        "meanHU": lambda: values.mean(),
        "laa950": lambda: 100 * (values < -950).mean(),
        "laa910": lambda: 100 * (values < -910).mean(),
        # the lowest HU that at least 15 % of the voxels do not exceed
        "perc15": lambda: values[int(numpy.ceil(0.15 * len(values))) - 1],
    }[measure]()


units = {"volume": "mL", "voxels": "", "meanHU": "HU", "laa950": "%", "laa910": "%", "perc15": "HU"}
differ, figures = {}, 0
for structure, measure, value, unit, definition in rows[1:]:
    if structure not in masks:
        continue
    assert unit == units[measure] and definition
    assert stated["definitions"][measure]["unit"] == unit
    assert stated["structures"][structure]["values"][measure] == float(value)
    mine = figure(structure, measure)
    differ[f"{structure} {measure}"] = abs(float(value) - mine) / max(1, abs(mine))
    figures += 1
counted = sum(len(one["values"]) for one in stated["structures"].values())
bins = stated["histogram"]
edges = bins["fromHU"] + bins["binHU"] * numpy.arange(len(bins["counts"]) + 1)
histogram = numpy.histogram(numpy.clip(hu[masks["both"]], -1024, 1023), edges)[0]
print(json.dumps({
    "figures": figures,
    "inJson": counted,
    "largest": max(differ.values()),
    "where": max(differ, key=differ.get),
    "histogramDiffers": int(numpy.abs(histogram - bins["counts"]).sum()),
}))
