"""Reads surface files with VTK. Prints one JSON list: counts, open edges, volume and box in LPS mm of each file's surfaces."""
import json
import sys

import numpy
import vtk
from vtk.util.numpy_support import vtk_to_numpy


def read(path):
    """The surfaces of a file by name."""
    kind = path.rsplit(".", 1)[1]
    reader = {"stl": vtk.vtkSTLReader, "ply": vtk.vtkPLYReader, "obj": vtk.vtkOBJReader, "glb": vtk.vtkGLTFReader}[kind]()
    reader.SetFileName(path)
    reader.Update()
    if kind != "glb":
        return [reader.GetOutput()]
    found, blocks = [], reader.GetOutput().NewIterator()
    while not blocks.IsDoneWithTraversal():
        # glTF: metres, left, head and front along x, y and z
        turn = vtk.vtkTransform()
        turn.SetMatrix([1000, 0, 0, 0, 0, 0, -1000, 0, 0, 1000, 0, 0, 0, 0, 0, 1])
        filter = vtk.vtkTransformPolyDataFilter()
        filter.SetTransform(turn)
        filter.SetInputData(blocks.GetCurrentDataObject())
        filter.Update()
        found.append(filter.GetOutput())
        blocks.GoToNextItem()
    return found


def judge(surface):
    clean = vtk.vtkCleanPolyData()
    clean.SetInputData(surface)
    clean.PointMergingOn()
    clean.SetTolerance(0)
    edges = vtk.vtkFeatureEdges()
    edges.SetInputConnection(clean.GetOutputPort())
    edges.FeatureEdgesOff()
    edges.ManifoldEdgesOff()
    edges.NonManifoldEdgesOff()
    edges.BoundaryEdgesOn()
    edges.Update()
    points = vtk_to_numpy(surface.GetPoints().GetData()).astype(float)
    cells = vtk_to_numpy(surface.GetPolys().GetData()).reshape(-1, 4)[:, 1:]
    a, b, c = (points[cells[:, n]] - points[0] for n in range(3))
    normals = surface.GetPointData().GetNormals()
    outward = unit_off = None
    if normals is not None:
        faces = numpy.cross(b - a, c - a)
        own = vtk_to_numpy(normals).astype(float)
        unit_off = float(numpy.abs(numpy.linalg.norm(own, axis=1) - 1).max())
        outward = float((numpy.einsum("ij,ij->i", faces, sum(own[cells[:, n]] for n in range(3))) > 0).mean())
    low, high = points.min(0), points.max(0)
    return {
        "points": len(points),
        "triangles": len(cells),
        "open": edges.GetOutput().GetNumberOfLines(),
        "mm3": float(numpy.einsum("ij,ij->i", a, numpy.cross(b, c)).sum() / 6),
        "centre": ((low + high) / 2).tolist(),
        "outward": outward,
        "unitOff": unit_off,
    }


print(json.dumps([[judge(surface) for surface in read(path)] for path in sys.argv[1:]]))
