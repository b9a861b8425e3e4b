"""Judges a DICOM Segmentation beside the MetaImage of the same labels, with pydicom, GDCM (by plastimatch) and dcm2niix.

Arguments: folder of the files, folder of the series where its identity was kept (or nothing). Stops at the first rule of PS3.3
(A.51, C.7.6.16, C.7.6.17, C.8.20) that is broken; prints one JSON object.
"""
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import nibabel
import numpy
import pydicom
from pydicom.sr._concepts_dict import concepts

folder, study = Path(sys.argv[1]), sys.argv[2:]
path = folder / "lungs.seg.dcm"
work = Path(tempfile.mkdtemp(dir=folder))
data = pydicom.dcmread(path)
frames = data.pixel_array
if frames.ndim == 2:
    frames = frames[None]


def code(item, groups):
    """Of PS3.16 by pydicom's dictionary: value and meaning belong together, and a context group of these has them."""
    known = [(value, meaning, cids) for one in concepts[item.CodingSchemeDesignator].values() for value, (meaning, cids) in one.items()]
    found = [cids for value, meaning, cids in known if value == item.CodeValue and meaning.lower() == item.CodeMeaning.lower()]
    assert found, item
    assert not groups or any(group in cids for cids in found for group in groups), (item, found)
    return item.CodeMeaning


# file and common attributes
assert open(path, "rb").read(128) == bytes(128)
assert data.file_meta.MediaStorageSOPClassUID == data.SOPClassUID == "1.2.840.10008.5.1.4.1.1.66.4"
assert data.file_meta.MediaStorageSOPInstanceUID == data.SOPInstanceUID
uids = [element.value for element in data.iterall() if element.VR == "UI" and element.value]
assert all(re.fullmatch(r"(0|[1-9]\d*)(\.(0|[1-9]\d*))+", uid) and len(uid) <= 64 for uid in uids)
assert data.Modality == "SEG" and list(data.ImageType) == ["DERIVED", "PRIMARY"]
assert data.SegmentationType == "BINARY" and data.LossyImageCompression == "00"
assert (data.BitsAllocated, data.BitsStored, data.HighBit, data.PixelRepresentation, data.SamplesPerPixel) == (1, 1, 0, 0, 1)
assert data.PhotometricInterpretation == "MONOCHROME2" and data.SegmentsOverlap == "NO"
assert data.ContentLabel == data.ContentLabel.upper() and len(data.ContentLabel) <= 16
count = int(data.NumberOfFrames)
assert count == len(data.PerFrameFunctionalGroupsSequence) == len(frames)
needed = -(-count * data.Rows * data.Columns // 8)
assert len(data.PixelData) == needed + needed % 2
assert set(numpy.unique(frames)) <= {0, 1} and all(frame.any() for frame in frames)

# segments
assert [int(item.SegmentNumber) for item in data.SegmentSequence] == list(range(1, len(data.SegmentSequence) + 1))
segments = []
for item in data.SegmentSequence:
    assert item.SegmentAlgorithmType == "AUTOMATIC" and item.SegmentAlgorithmName
    assert len(item.RecommendedDisplayCIELabValue) == 3
    [category], [kind] = item.SegmentedPropertyCategoryCodeSequence, item.SegmentedPropertyTypeCodeSequence
    sides = [code(side, [244]) for side in kind.get("SegmentedPropertyTypeModifierCodeSequence", [])]
    segments.append({"label": item.SegmentLabel, "category": code(category, [7150]), "type": code(kind, [7155, 7192]), "sides": sides})

# geometry: one orientation, one spacing, a place a frame
[shared] = data.SharedFunctionalGroupsSequence
orientation = numpy.array(shared.PlaneOrientationSequence[0].ImageOrientationPatient, float).reshape(2, 3)
assert numpy.allclose(orientation @ orientation.T, numpy.eye(2), atol=1e-6)
normal = numpy.cross(*orientation)
measures = shared.PixelMeasuresSequence[0]
dy, dx = map(float, measures.PixelSpacing)
places = numpy.array([group.PlanePositionSequence[0].ImagePositionPatient for group in data.PerFrameFunctionalGroupsSequence], float)
numbers = [int(group.SegmentIdentificationSequence[0].ReferencedSegmentNumber) for group in data.PerFrameFunctionalGroupsSequence]
heights = places @ normal
distinct = numpy.unique(heights.round(4))
assert len(distinct) == 1 or abs(numpy.diff(distinct).min() - float(measures.SpacingBetweenSlices)) < 0.001
assert len(set(zip(numbers, heights.round(4)))) == count

# dimensions: segment, then place
[organization] = data.DimensionOrganizationSequence
assert all(item.DimensionOrganizationUID == organization.DimensionOrganizationUID for item in data.DimensionIndexSequence)
assert [int(item.DimensionIndexPointer) for item in data.DimensionIndexSequence] == [0x0062000B, 0x00200032]
assert [int(item.FunctionalGroupPointer) for item in data.DimensionIndexSequence] == [0x0062000A, 0x00209113]
values = numpy.array([group.FrameContentSequence[0].DimensionIndexValues for group in data.PerFrameFunctionalGroupsSequence])
assert values.shape == (count, 2) and (values[:, 0] == numbers).all()
assert sorted(set(values[:, 1])) == list(range(1, len(distinct) + 1))
ranks = {int(rank): set(heights[values[:, 1] == rank].round(4)) for rank in values[:, 1]}
assert all(len(at) == 1 for at in ranks.values())
steps = numpy.diff([next(iter(ranks[rank])) for rank in sorted(ranks)])
assert (steps > 0).all() or (steps < 0).all()

# references
[series] = data.ReferencedSeriesSequence
listed = [item.ReferencedSOPInstanceUID for item in series.ReferencedInstanceSequence]
assert len(set(listed)) == len(listed)
sources = []
for group in data.PerFrameFunctionalGroupsSequence:
    [derivation] = group.DerivationImageSequence
    assert code(derivation.DerivationCodeSequence[0], [7203]) == "Segmentation"
    [image] = derivation.SourceImageSequence
    assert image.PurposeOfReferenceCodeSequence[0].CodeValue == "121322"
    code(image.PurposeOfReferenceCodeSequence[0], [7202])
    assert image.ReferencedSOPClassUID == "1.2.840.10008.5.1.4.1.1.2" and image.ReferencedSOPInstanceUID in listed
    sources.append(image.ReferencedSOPInstanceUID)
matched = 0
if study:
    originals = {one.SOPInstanceUID: one for one in (pydicom.dcmread(file, stop_before_pixels=True) for file in Path(study[0]).iterdir())}
    for uid, place in zip(sources, places):
        one = originals[uid]
        assert one.SeriesInstanceUID == series.SeriesInstanceUID and one.StudyInstanceUID == data.StudyInstanceUID
        assert one.FrameOfReferenceUID == data.FrameOfReferenceUID and one.PatientID == data.PatientID
        assert (one.Rows, one.Columns) == (data.Rows, data.Columns)
        assert numpy.abs(numpy.array(one.ImagePositionPatient, float) - place).max() < 0.001
        assert numpy.abs(numpy.array(one.ImageOrientationPatient, float) - orientation.ravel()).max() < 1e-5
        assert numpy.allclose([float(v) for v in one.PixelSpacing], [dy, dx])
        matched += 1

# every voxel where the MetaImage, read by ITK, has it
subprocess.run(["plastimatch", "convert", "--input", folder / "lungs.mha", "--output-img", work / "all.nii"], check=True, capture_output=True)
image = nibabel.load(work / "all.nii")
labels = numpy.asarray(image.dataobj)
rebuilt = numpy.zeros_like(labels)
inverse = numpy.linalg.inv(numpy.diag([-1, -1, 1, 1]) @ image.affine)
off = 0.0
for frame, number, place in zip(frames, numbers, places):
    rows, columns = numpy.nonzero(frame)
    points = place + columns[:, None] * orientation[0] * dx + rows[:, None] * orientation[1] * dy
    index = points @ inverse[:3, :3].T + inverse[:3, 3]
    whole = numpy.rint(index).astype(int)
    off = max(off, float(numpy.abs((index - whole) @ image.affine[:3, :3].T).max()))
    assert not rebuilt[tuple(whole.T)].any(), "segments overlap"
    rebuilt[tuple(whole.T)] = number

# read by others: GDCM keeps the order of frames, dcm2niix sorts them and turns rows over
subprocess.run(["plastimatch", "convert", "--input", path, "--output-img", work / "gdcm.nii"], check=True, capture_output=True)
gdcm = numpy.asarray(nibabel.load(work / "gdcm.nii").dataobj).transpose(2, 1, 0) > 0
(work / "one").mkdir()
(work / "one" / "seg.dcm").write_bytes(path.read_bytes())
subprocess.run(["dcm2niix", "-b", "n", "-f", "theirs", "-o", work, work / "one"], check=False, capture_output=True)
theirs = numpy.asarray(nibabel.load(work / "theirs.nii").dataobj).reshape(data.Columns, data.Rows, -1).transpose(2, 1, 0) > 0
as_bytes = lambda stack: sorted(numpy.ascontiguousarray(one).astype("u1").tobytes() for one in stack)
print(json.dumps({
    "frames": count,
    "segments": segments,
    "voxels": [int((rebuilt == number + 1).sum()) for number in range(len(segments))],
    "differ": int((rebuilt != labels).sum()),
    "off": off,
    "matched": matched,
    "gdcmDiffers": int((gdcm != (frames > 0)).sum()) if gdcm.shape == frames.shape else -1,
    "dcm2niixSame": any(as_bytes(flipped) == as_bytes(frames > 0) for flipped in (theirs, theirs[:, ::-1])),
    "identityRemoved": data.get("PatientIdentityRemoved"),
}))
