"""Prints what pydicom reads of DICOM files, one JSON object a line: SHA-256 of the stored values as int32, and geometry."""
import hashlib
import json
import sys

import numpy
import pydicom

for path in sys.argv[1:]:
    image = pydicom.dcmread(path)
    stored = numpy.ascontiguousarray(image.pixel_array, dtype="<i4")
    numbers = lambda keyword: [float(value) for value in numpy.atleast_1d(image.get(keyword, []))]
    print(json.dumps({
        "sha256": hashlib.sha256(stored.tobytes()).hexdigest(),
        "shape": stored.shape,
        "position": numbers("ImagePositionPatient"),
        "orientation": numbers("ImageOrientationPatient"),
        "spacing": numbers("PixelSpacing"),
        "rescale": numbers("RescaleSlope") + numbers("RescaleIntercept"),
        "instanceNumber": int(image.InstanceNumber),
    }))
