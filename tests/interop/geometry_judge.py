"""Compares our mask with dcm2niix's image of the same series, both read by nibabel. Prints one JSON object."""
import json
import sys

import nibabel
import numpy

ours_path, theirs_path, low, high = sys.argv[1:5]
ours, theirs = nibabel.load(ours_path), nibabel.load(theirs_path)
mask, image = numpy.asarray(ours.dataobj), numpy.asarray(theirs.dataobj)
header = ours.header
corners = numpy.array([[i, j, k, 1] for i in (0, mask.shape[0] - 1) for j in (0, mask.shape[1] - 1) for k in (0, mask.shape[2] - 1)])
inside = (image > float(low)) & (image < float(high))
print(json.dumps({
    "sameShape": mask.shape == image.shape,
    "affine": float(numpy.abs(ours.affine - theirs.affine).max()),
    "corner": float(numpy.abs((ours.affine - theirs.affine) @ corners.T).max()),
    "qform": float(numpy.abs(ours.get_qform() - ours.affine).max()),
    "sformCode": int(header["sform_code"]),
    "qformCode": int(header["qform_code"]),
    "units": header.get_xyzt_units()[0],
    "type": str(ours.get_data_dtype()),
    "voxels": int((mask != 0).sum()),
    "differ": int(((mask != 0) != inside).sum()) if mask.shape == image.shape else -1,
    # in the mask nearly all is dark, around it nearly nothing is
    "meanInside": float(image[mask != 0].mean()) if mask.shape == image.shape and mask.any() else None,
    "meanFlipped": [float(numpy.flip(image, axis)[mask != 0].mean()) for axis in range(3)] if mask.shape == image.shape and mask.any() else None,
}))
