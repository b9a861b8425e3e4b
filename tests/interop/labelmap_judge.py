"""Reads the labelmap files of a folder by other people's programs. Prints one JSON object.

Of each file: voxels of the mask, and the LPS mm of the mean of those to the patient's left (x above 0).
"""
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import cv2
import nibabel
import numpy
import pydicom

folder = Path(sys.argv[1])


def judged(mask, affine):
    """Mask [i][j][k] and its affine to LPS."""
    indices = numpy.argwhere(mask)
    points = indices @ affine[:3, :3].T + affine[:3, 3]
    left = points[points[:, 0] > 0]
    return {"voxels": int(len(points)), "left": left.mean(axis=0).tolist()}


def nifti(path):
    image = nibabel.load(path)
    return judged(numpy.asarray(image.dataobj) > 0, numpy.diag([-1, -1, 1, 1]) @ image.affine)


def by_itk(path):
    """ITK, through plastimatch, reads the file and writes it as NIfTI."""
    out = folder / (path.name + ".nii")
    subprocess.run(["plastimatch", "convert", "--input", path, "--output-img", out], check=True, capture_output=True)
    return nifti(out)


def lps(stated):
    """Affine of a grid as run.json and the sidecar of the PNG stack state it."""
    affine = numpy.eye(4)
    affine[:3, :3] = (numpy.array(stated["direction"]) * numpy.array(stated["spacing"])[:, None]).T
    affine[:3, 3] = stated["origin"]
    return affine


def npy(path, record):
    """The array is [k][j][i]; where it lies is in the record beside it."""
    labels = numpy.load(path, allow_pickle=False)
    stated = json.loads(record.read_text("utf-8"))["grid"]
    assert labels.dtype == numpy.uint8 and list(labels.shape) == stated["size"][::-1]
    return judged(labels.transpose(2, 1, 0) > 0, lps(stated))


def png(path):
    archive = zipfile.ZipFile(path)
    assert archive.testzip() is None
    stated = json.loads(archive.read("geometry.json"))
    assert stated["space"] == "LPS" and stated["unit"] == "mm"
    slices = [cv2.imdecode(numpy.frombuffer(archive.read(name), numpy.uint8), cv2.IMREAD_UNCHANGED) for name in stated["slices"]]
    return judged(numpy.stack(slices).transpose(2, 1, 0) > 0, lps(stated))


def seg(path):
    data = pydicom.dcmread(path)
    frames = data.pixel_array
    shared = data.SharedFunctionalGroupsSequence[0]
    orientation = numpy.array(shared.PlaneOrientationSequence[0].ImageOrientationPatient, float)
    dy, dx = map(float, shared.PixelMeasuresSequence[0].PixelSpacing)
    points, segments = [], {}
    for frame, group in zip(frames, data.PerFrameFunctionalGroupsSequence, strict=True):
        position = numpy.array(group.PlanePositionSequence[0].ImagePositionPatient, float)
        rows, columns = numpy.nonzero(frame)
        assert len(rows) > 0
        points.append(position + columns[:, None] * orientation[:3] * dx + rows[:, None] * orientation[3:] * dy)
        number = int(group.SegmentIdentificationSequence[0].ReferencedSegmentNumber)
        segments[number] = segments.get(number, 0) + len(rows)
    points = numpy.concatenate(points)
    left = points[points[:, 0] > 0]
    names = {int(item.SegmentNumber): item.SegmentLabel for item in data.SegmentSequence}
    return {
        "voxels": int(len(points)),
        "left": left.mean(axis=0).tolist(),
        "frames": len(frames),
        "segments": {names[number]: count for number, count in segments.items()},
        "patient": str(data.PatientName),
        "study": data.StudyInstanceUID,
        "references": sorted({item.DerivationImageSequence[0].SourceImageSequence[0].ReferencedSOPInstanceUID for item in data.PerFrameFunctionalGroupsSequence}),
    }


def rtstruct(path):
    """The middle of what the contours to the left go round."""
    data = pydicom.dcmread(path)
    points = []
    for region in data.ROIContourSequence:
        for contour in region.get("ContourSequence", []):
            assert contour.ContourGeometricType == "CLOSED_PLANAR"
            here = numpy.array(contour.ContourData, float).reshape(-1, 3)
            assert len(here) == contour.NumberOfContourPoints
            if here[:, 0].mean() > 0:
                points.append(here)
    points = numpy.concatenate(points)
    return {"left": ((points.min(axis=0) + points.max(axis=0)) / 2).tolist(), "names": [item.ROIName for item in data.StructureSetROISequence]}


def dice():
    """Of each region that plastimatch fills on the grid of the MetaImage, with the label of that number."""
    subprocess.run(
        ["plastimatch", "convert", "--input", folder / "lungs.rtstruct.dcm", "--fixed", folder / "lungs.mha", "--output-prefix", folder / "filled", "--prefix-format", "nii"],
        check=True,
        capture_output=True,
    )
    subprocess.run(["plastimatch", "convert", "--input", folder / "lungs.mha", "--output-img", folder / "all.nii"], check=True, capture_output=True)
    labels = numpy.asarray(nibabel.load(folder / "all.nii").dataobj)
    found = {}
    for item in pydicom.dcmread(folder / "lungs.rtstruct.dcm").StructureSetROISequence:
        filled = numpy.asarray(nibabel.load(folder / "filled" / f"{item.ROIName}.nii").dataobj) > 0
        label = labels == int(item.ROINumber)
        found[item.ROIName] = float(2 * (filled & label).sum() / (filled.sum() + label.sum()))
    return found


verdict = {
    "nifti": nifti(folder / "lungs.nii.gz"),
    "nrrd": by_itk(folder / "lungs.seg.nrrd"),
    "mha": by_itk(folder / "lungs.mha"),
    "npy": npy(folder / "lungs.npy", folder / "run.json"),
    "png": png(folder / "lungs-png.zip"),
    "seg": seg(folder / "lungs.seg.dcm"),
    "rtstruct": rtstruct(folder / "lungs.rtstruct.dcm"),
}
if len(sys.argv) > 2:
    verdict["dice"] = dice()
print(json.dumps(verdict))
