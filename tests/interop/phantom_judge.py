"""Reads the sample study and what was saved from it with pydicom, nibabel and numpy alone. Prints one JSON object."""
import glob
import json
import sys

import nibabel
import numpy
import pydicom

study, stl, saved = sys.argv[1:4]
slices = [pydicom.dcmread(path) for path in sorted(glob.glob(study + "/dicom/*.dcm"))]
top, below = [numpy.array(s.ImagePositionPatient, float) for s in slices[:2]]
truth = nibabel.load(study + "/truth.nii.gz")
labels = numpy.asarray(truth.dataobj)

marker = numpy.array(json.load(open(study + "/phantom.json"))["marker"]["centre"])
spacing = [float(v) for v in slices[0].PixelSpacing]
nearest = min(slices, key=lambda s: abs(float(s.ImagePositionPatient[2]) - marker[2]))
column, row = [(marker[a] - float(nearest.ImagePositionPatient[a])) / spacing[1 - a] for a in (0, 1)]
hu = nearest.pixel_array * float(nearest.RescaleSlope) + float(nearest.RescaleIntercept)

with open(stl, "rb") as file:
    header = file.read(80)
    count = int(numpy.frombuffer(file.read(4), "<u4")[0])
    corners = numpy.frombuffer(file.read(), numpy.dtype([("n", "<3f4"), ("v", "<9f4"), ("a", "<u2")]))["v"].reshape(-1, 3, 3)
centres = corners.mean(axis=1)
# of each triangle, the lung whose true voxels are next to it
ras = centres * [-1, -1, 1]
index = numpy.rint(nibabel.affines.apply_affine(numpy.linalg.inv(truth.affine), ras)).astype(int)
index = numpy.clip(index, 0, numpy.array(labels.shape) - 1)
beside = labels[index[:, 0], index[:, 1], index[:, 2]]
# our labelmap and the truth differ in their axes: each voxel of ours is looked up where it lies in the patient
ours = nibabel.load(saved)
mine = numpy.asarray(ours.dataobj)
lookup = numpy.linalg.inv(truth.affine) @ ours.affine
places = numpy.indices(mine.shape).reshape(3, -1)
places = numpy.rint(lookup[:3, :3] @ places + lookup[:3, 3:]).astype(int)
there = labels[places[0], places[1], places[2]].reshape(mine.shape)
dice = [float(2 * ((mine == n) & (there == n)).sum() / ((mine == n).sum() + (there == n).sum())) for n in (1, 2, 3)]
print(json.dumps({
    "labels": [int(n) for n in numpy.unique(mine)],
    "labelType": str(ours.get_data_dtype()),
    "voxels": [int((mine == n).sum()) for n in (1, 2, 3)],
    "dice": dice,
    "series": len({s.SeriesInstanceUID for s in slices}),
    "instances": len({s.SOPInstanceUID for s in slices}),
    "falling": bool(all(float(a.ImagePositionPatient[2]) > float(b.ImagePositionPatient[2]) for a, b in zip(slices, slices[1:]))),
    "numbers": [int(s.InstanceNumber) for s in slices] == list(range(1, len(slices) + 1)),
    "markerHU": float(hu[round(row), round(column)]),
    "mirroredHU": float(hu[round(row), -1 - round(column)]),
    "header": header.decode("ascii").rstrip(),
    "triangles": count == len(corners),
    "rightX": float(centres[beside == 1, 0].mean()),
    "leftX": float(centres[beside == 2, 0].mean()),
    "rightShare": float((beside == 1).mean()),
    "leftShare": float((beside == 2).mean()),
}))
