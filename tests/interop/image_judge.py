"""Judges saved CT images: nibabel against the mask, pydicom for HU and place, and ITK's reading of the NRRD. Prints one JSON object."""
import json
import pathlib
import sys

import nibabel
import numpy
import pydicom

mask_path, ct_path, itk_path, study = sys.argv[1:5]
mask, ct, itk = nibabel.load(mask_path), nibabel.load(ct_path), nibabel.load(itk_path)


def compare(image, datasets):
    """Every pixel of every instance, looked up where its own position puts it: largest distance, pixels that are not its HU rounded, count."""
    data, inverse = numpy.asarray(image.dataobj), numpy.linalg.inv(image.affine)
    off, differ, pixels = 0.0, 0, 0
    for dataset in datasets:
        row, column = numpy.array(dataset.ImageOrientationPatient, float).reshape(2, 3)
        dy, dx = (float(part) for part in dataset.PixelSpacing)
        j, i = numpy.mgrid[0:dataset.Rows, 0:dataset.Columns]
        points = numpy.array(dataset.ImagePositionPatient, float) + i[..., None] * row * dx + j[..., None] * column * dy
        ras = points * [-1, -1, 1]
        index = ras @ inverse[:3, :3].T + inverse[:3, 3]
        whole = numpy.rint(index).astype(int)
        off = max(off, float(numpy.abs((index - whole) @ image.affine[:3, :3].T).max()))
        if (whole < 0).any() or (whole >= data.shape).any():
            return {"off": None, "differ": -1, "pixels": 0}
        hu = dataset.pixel_array * float(dataset.RescaleSlope) + float(dataset.RescaleIntercept)
        # halves may go either way
        differ += int((numpy.abs(data[whole[..., 0], whole[..., 1], whole[..., 2]] - hu) > 0.5 + 1e-9).sum())
        pixels += hu.size
    return {"off": off, "differ": differ, "pixels": pixels}


datasets = [pydicom.dcmread(path) for path in sorted(pathlib.Path(study).rglob("*.dcm"))]
header = ct.header
print(json.dumps({
    "sameShape": mask.shape == ct.shape,
    "sameAffine": bool((mask.affine == ct.affine).all()),
    "sameQform": bool((mask.get_qform() == ct.get_qform()).all()),
    "type": str(ct.get_data_dtype()),
    "units": header.get_xyzt_units()[0],
    "voxels": int(numpy.prod(ct.shape)),
    "meanInside": float(numpy.asarray(ct.dataobj)[numpy.asarray(mask.dataobj) != 0].mean()),
    "nibabel": compare(ct, datasets),
    "itk": compare(itk, datasets),
}))
