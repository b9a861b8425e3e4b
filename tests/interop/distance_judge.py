"""Says with VTK what was done to a surface: PLY before, PLY after. Prints one JSON object: triangles, volumes in mm3, distances in mm.

Distances are those of vertices and of middles of triangles of each surface to the other one: every n-th of them, 10,000 at most.
"""
import json
import sys

import numpy
import vtk
from vtk.util.numpy_support import vtk_to_numpy


def read(path):
    reader = vtk.vtkPLYReader()
    reader.SetFileName(path)
    reader.Update()
    return reader.GetOutput()


def facts(surface):
    points = vtk_to_numpy(surface.GetPoints().GetData()).astype(float)
    cells = vtk_to_numpy(surface.GetPolys().GetData()).reshape(-1, 4)[:, 1:]
    corners = points[cells] - points[0]
    volume = numpy.einsum("ij,ij->i", corners[:, 0], numpy.cross(corners[:, 1], corners[:, 2])).sum() / 6
    return points, points[cells].mean(axis=1), len(cells), float(volume)


def away(samples, surface):
    locator = vtk.vtkStaticCellLocator()
    locator.SetDataSet(surface)
    locator.BuildLocator()
    nearest, cell, place, square = [0.0] * 3, vtk.mutable(0), vtk.mutable(0), vtk.mutable(0.0)
    found = []
    for point in samples:
        locator.FindClosestPoint(point, nearest, cell, place, square)
        found.append(float(square) ** 0.5)
    return found


before, after = (read(path) for path in sys.argv[1:3])
a, b = facts(before), facts(after)
some = lambda points: points[:: -(-len(points) // 10_000)]
distances = numpy.concatenate([away(some(a[0]), after), away(some(a[1]), after), away(some(b[0]), before), away(some(b[1]), before)])
print(json.dumps({
    "triangles": [a[2], b[2]],
    "mm3": [a[3], b[3]],
    "mean": float(distances.mean()),
    "max": float(distances.max()),
}))
