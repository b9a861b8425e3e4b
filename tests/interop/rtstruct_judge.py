"""Judges an RT Structure Set beside the MetaImage of the same labels, with pydicom and plastimatch.

Arguments: folder of the files, folder of the series where its identity was kept (or nothing). Stops at the first rule of PS3.3
(A.19, C.8.8.5, C.8.8.6, C.8.8.8) that is broken; prints one JSON object.
"""
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import nibabel
import numpy
import pydicom

folder, study = Path(sys.argv[1]), sys.argv[2:]
path = folder / "lungs.rtstruct.dcm"
work = Path(tempfile.mkdtemp(dir=folder))
data = pydicom.dcmread(path)

assert data.file_meta.MediaStorageSOPClassUID == data.SOPClassUID == "1.2.840.10008.5.1.4.1.1.481.3"
assert data.Modality == "RTSTRUCT" and data.StructureSetLabel
[frame] = data.ReferencedFrameOfReferenceSequence
assert frame.FrameOfReferenceUID == data.FrameOfReferenceUID
[of_study] = frame.RTReferencedStudySequence
[series] = of_study.RTReferencedSeriesSequence
assert of_study.ReferencedSOPInstanceUID == data.StudyInstanceUID
listed = [item.ReferencedSOPInstanceUID for item in series.ContourImageSequence]
assert len(set(listed)) == len(listed)
originals = {one.SOPInstanceUID: one for one in (pydicom.dcmread(file, stop_before_pixels=True) for one_study in study for file in Path(one_study).iterdir())}

numbers = [int(item.ROINumber) for item in data.StructureSetROISequence]
assert len(set(numbers)) == len(numbers)
assert numbers == [int(item.ReferencedROINumber) for item in data.ROIContourSequence]
assert numbers == [int(item.ReferencedROINumber) for item in data.RTROIObservationsSequence]
assert all(item.ReferencedFrameOfReferenceUID == data.FrameOfReferenceUID for item in data.StructureSetROISequence)
regions, off, far = [], 0.0, 0.0
for item, region, seen in zip(data.StructureSetROISequence, data.ROIContourSequence, data.RTROIObservationsSequence):
    colour = [int(part) for part in region.ROIDisplayColor]
    assert len(colour) == 3 and all(0 <= part <= 255 for part in colour)
    for contour in region.get("ContourSequence", []):
        assert contour.ContourGeometricType == "CLOSED_PLANAR"
        assert all(len(str(part.original_string)) <= 16 for part in contour.ContourData)
        points = numpy.array(contour.ContourData, float).reshape(-1, 3)
        assert len(points) == contour.NumberOfContourPoints >= 3
        # closed by its type: the first point does not come again, and none stays where it is
        assert (numpy.abs(points - numpy.roll(points, 1, axis=0)).max(axis=1) > 1e-4).all()
        middle = points - points.mean(axis=0)
        *_, normal = numpy.linalg.svd(middle, full_matrices=True)[2]
        off = max(off, float(numpy.abs(middle @ normal).max()))
        [image] = contour.ContourImageSequence
        assert image.ReferencedSOPInstanceUID in listed
        if study:
            one = originals[image.ReferencedSOPInstanceUID]
            axes = numpy.array(one.ImageOrientationPatient, float).reshape(2, 3)
            height = (points - numpy.array(one.ImagePositionPatient, float)) @ numpy.cross(*axes)
            far = max(far, float(numpy.abs(height).max()))
            assert one.FrameOfReferenceUID == data.FrameOfReferenceUID and one.SeriesInstanceUID == series.SeriesInstanceUID
    [kind] = seen.RTROIIdentificationCodeSequence
    sides = [side.CodeMeaning for side in kind.get("SegmentedPropertyTypeModifierCodeSequence", [])]
    regions.append({"name": item.ROIName, "contours": len(region.get("ContourSequence", [])), "color": colour, "type": kind.CodeMeaning, "sides": sides})


def filled(prefix, fixed):
    command = ["plastimatch", "convert", "--input", path, "--fixed", fixed, "--output-prefix", work / prefix, "--prefix-format", "nii"]
    subprocess.run(command, check=True, capture_output=True)
    return {file.stem: numpy.asarray(nibabel.load(file).dataobj) > 0 for file in (work / prefix).iterdir()}


def dice(masks):
    found = {}
    for item in data.StructureSetROISequence:
        label = labels == int(item.ROINumber)
        mask = masks.get(item.ROIName, numpy.zeros_like(label))
        if label.any() or mask.any():
            found[item.ROIName] = float(2 * (mask & label).sum() / (mask.sum() + label.sum()))
    return found


mha = folder / "lungs.mha"
subprocess.run(["plastimatch", "convert", "--input", mha, "--output-img", work / "all.nii"], check=True, capture_output=True)
labels = numpy.asarray(nibabel.load(work / "all.nii").dataobj)
# the same grid, four pixels further along its first axis: a judge that does not look where it lies would not see the difference
header, voxels = mha.read_bytes().split(b"ElementDataFile = LOCAL\n", 1)
fields = dict(line.split(" = ", 1) for line in header.decode("ascii").splitlines())
first = numpy.array(fields["TransformMatrix"].split(), float)[:3]
moved = numpy.array(fields["Offset"].split(), float) + 4 * first * float(fields["ElementSpacing"].split()[0])
text = header.decode("ascii").replace(f"Offset = {fields['Offset']}", "Offset = " + " ".join(map(str, moved)))
(work / "moved.mha").write_bytes(text.encode("ascii") + b"ElementDataFile = LOCAL\n" + voxels)
print(json.dumps({
    "regions": regions,
    "off": off,
    "far": far,
    "dice": dice(filled("filled", mha)),
    "moved": dice(filled("moved", work / "moved.mha")),
}))
