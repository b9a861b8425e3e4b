"""Compares two masks with SciPy alone: SIZE and SPACING as x,y,z, files of one byte a voxel. Prints one JSON object."""
import json
import sys

import numpy
from scipy import ndimage
from scipy.spatial import distance

size, spacing = ([float(v) for v in text.split(",")] for text in sys.argv[1:3])
shape = [int(v) for v in size[::-1]]
a, b = (numpy.fromfile(path, numpy.uint8).reshape(shape) > 0 for path in sys.argv[3:5])

unlike = {name: getattr(distance, name)(a.ravel(), b.ravel()) for name in ("dice", "jaccard")}

# distances do not depend on what lies outside the box around both
places = [slice(max(0, span.start - 1), span.stop + 1) for span in ndimage.find_objects((a | b).astype(int))[0]]
a, b = a[tuple(places)], b[tuple(places)]
edges = [mask & ~ndimage.binary_erosion(mask) for mask in (a, b)]
toward = [ndimage.distance_transform_edt(~edge, sampling=spacing[::-1]) for edge in edges]
directed = [toward[1][edges[0]], toward[0][edges[1]]]
print(json.dumps({
    "dice": 1 - float(unlike["dice"]),
    "jaccard": 1 - float(unlike["jaccard"]),
    "hausdorff95Mm": max(float(numpy.percentile(one, 95)) for one in directed),
    "meanSurfaceDistanceMm": float(numpy.concatenate(directed).mean()),
}))
