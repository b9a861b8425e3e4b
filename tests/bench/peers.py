"""What a user could pick instead, on voxels in memory: the article's own steps, and a pipeline of OpenCV and VTK.

    peers.py VOXELS NX NY NZ PLANES WHO RUNS     WHO is article or expert; VOXELS are stored values, int16 [nz][ny][nx]

Prints one line of JSON: seconds of each stage run by run, voxels of the mask, triangles, peak memory.
"""
import contextlib
import io
import json
import resource
import sys
import time

import numpy as np


class Clock:
    def __init__(self):
        self.seconds = {}
        self.processor = {}

    def timed(self, stage, work):
        start, busy = time.perf_counter(), time.process_time()
        result = work()
        self.seconds.setdefault(stage, []).append(time.perf_counter() - start)
        self.processor.setdefault(stage, []).append(time.process_time() - busy)
        return result


def run_article(voxels, planes, clock):
    """The article's functions in their order. Its volume has the planes it works on along axis 0."""
    import article

    # (rows, columns, slices) as its reader makes it; with the slices in front where the planes shall be slices
    axes = (1, 2, 0) if planes == "rows" else (0, 1, 2)
    volume = np.ascontiguousarray(voxels.transpose(axes)).astype(np.float64)
    with contextlib.redirect_stdout(io.StringIO()):
        normalized = clock.timed("normalize", lambda: article.preprocess_CT(volume))
        thresh = clock.timed("threshold", lambda: article.otsu_thresholding(normalized, plotting=False))
        mask = clock.timed("border", lambda: article.lung_separation(normalized, thresh, plotting=False))
        mask = clock.timed("small-parts", lambda: article.volume_filterin(mask, plotting=False))
        mask = clock.timed("closing", lambda: article.applying_binary_closing(mask, plotting=False))
        _, faces = clock.timed("surface", lambda: article.rending_of_the_lungs_3D(mask))
    return int(mask.sum()), len(faces)


def otsu_cut(counts, lowest):
    """First value above the threshold, on the 256 bins of the article."""
    values = np.arange(lowest, lowest + len(counts))
    hist, edges = np.histogram(values, bins=256, weights=counts)
    centres = (edges[:-1] + edges[1:]) / 2
    below, above = np.cumsum(hist), np.cumsum(hist[::-1])[::-1]
    with np.errstate(invalid="ignore", divide="ignore"):
        mean_below = np.cumsum(hist * centres) / below
        mean_above = (np.cumsum((hist * centres)[::-1]) / above[::-1])[::-1]
    variance = below[:-1] * above[1:] * (mean_below[:-1] - mean_above[1:]) ** 2
    return int(np.ceil(centres[np.nanargmax(variance)]))


def run_expert(voxels, planes, clock):
    import cv2
    import vtk
    from vtk.util import numpy_support

    least = 100
    nz, ny, nx = voxels.shape
    cross = cv2.getStructuringElement(cv2.MORPH_CROSS, (3, 3))

    def histogram():
        # bincount takes a tenth of the time of numpy.histogram
        lowest = int(voxels.min())
        return np.bincount((voxels - lowest).view(np.uint16).ravel()), lowest

    def threshold(cut):
        _, below = cv2.threshold(voxels.reshape(nz * ny, nx), cut - 1, 1, cv2.THRESH_BINARY_INV)
        return below.astype(np.uint8).reshape(nz, ny, nx)

    def keep_parts(below):
        out = np.empty((ny, nz, nx) if planes == "rows" else (nz, ny, nx), np.uint8)
        for p in range(out.shape[0]):
            plane = np.ascontiguousarray(below[:, p, :]) if planes == "rows" else below[p]
            count, labels, stats, _ = cv2.connectedComponentsWithStats(plane, connectivity=4, ltype=cv2.CV_32S)
            left, top, width, height, area = stats.T
            inside = (left > 0) & (top > 0) & (left + width < plane.shape[1]) & (top + height < plane.shape[0])
            keep = (inside & (area >= least)).astype(np.uint8)
            keep[0] = 0
            out[p] = keep[labels]
        return out

    def closing(mask):
        for p in range(mask.shape[0]):
            mask[p] = cv2.morphologyEx(mask[p], cv2.MORPH_CLOSE, cross)
        return mask

    def surface(mask):
        volume = np.ascontiguousarray(mask.transpose(1, 0, 2)) if planes == "rows" else mask
        image = vtk.vtkImageData()
        image.SetDimensions(nx, ny, nz)
        image.GetPointData().SetScalars(numpy_support.numpy_to_vtk(volume.ravel()))
        edges = vtk.vtkFlyingEdges3D()
        edges.SetInputData(image)
        edges.SetValue(0, 0.5)
        edges.ComputeNormalsOff()
        edges.ComputeGradientsOff()
        edges.ComputeScalarsOff()
        clock.timed("surface", edges.Update)
        return edges.GetOutput().GetNumberOfPolys()

    counts, lowest = clock.timed("normalize", histogram)
    cut = clock.timed("otsu", lambda: otsu_cut(counts, lowest))
    below = clock.timed("threshold", lambda: threshold(cut))
    mask = clock.timed("border", lambda: keep_parts(below))
    mask = clock.timed("closing", lambda: closing(mask))
    voxel_count = int(np.count_nonzero(mask))
    return voxel_count, surface(mask)


def main(file, nx, ny, nz, planes, who, runs):
    voxels = np.fromfile(file, np.int16).reshape(int(nz), int(ny), int(nx))
    clock = Clock()
    for _ in range(int(runs)):
        found, triangles = (run_article if who == "article" else run_expert)(voxels, planes, clock)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    result = {"seconds": clock.seconds, "processor": clock.processor, "voxels": found, "triangles": triangles}
    print(json.dumps({**result, "peakBytes": peak}))


if __name__ == "__main__":
    main(*sys.argv[1:])
