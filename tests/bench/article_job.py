"""The whole job with the article's code: DICOM files to mask, mesh and files saved (NIfTI gzipped, binary STL).

    article_job.py FOLDER OUT     prints one line of JSON: seconds and processor seconds of each stage
"""
import contextlib
import io
import json
import os
import resource
import sys

import nibabel
import numpy as np
import pydicom

import article
from peers import Clock


def save(mask, verts, faces, out):
    nibabel.save(nibabel.Nifti1Image(mask.astype(np.uint8), np.eye(4)), os.path.join(out, "mask.nii.gz"))
    triangles = np.zeros(len(faces), [("normal", "<f4", 3), ("corners", "<f4", (3, 3)), ("spare", "<u2")])
    corners = verts[faces].astype(np.float32)
    normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    lengths = np.linalg.norm(normals, axis=1, keepdims=True)
    triangles["corners"] = corners
    triangles["normal"] = normals / np.where(lengths == 0, 1, lengths)
    with open(os.path.join(out, "lungs.stl"), "wb") as file:
        file.write(bytes(80) + len(triangles).to_bytes(4, "little"))
        triangles.tofile(file)


def main(folder, out):
    clock = Clock()
    names = os.listdir(folder)
    first = pydicom.dcmread(os.path.join(folder, names[0]))
    with contextlib.redirect_stdout(io.StringIO()):
        volume = clock.timed("read", lambda: article.multi_visualization(first, names, folder, plotting=False))
        normalized = clock.timed("normalize", lambda: article.preprocess_CT(volume))
        thresh = clock.timed("threshold", lambda: article.otsu_thresholding(normalized, plotting=False))
        mask = clock.timed("border", lambda: article.lung_separation(normalized, thresh, plotting=False))
        mask = clock.timed("small-parts", lambda: article.volume_filterin(mask, plotting=False))
        mask = clock.timed("closing", lambda: article.applying_binary_closing(mask, plotting=False))
        verts, faces = clock.timed("surface", lambda: article.rending_of_the_lungs_3D(mask)[:2])
        clock.timed("save", lambda: save(mask, verts, faces, out))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    result = {"seconds": clock.seconds, "processor": clock.processor, "voxels": int(mask.sum()), "triangles": len(faces)}
    print(json.dumps({**result, "peakBytes": peak}))


if __name__ == "__main__":
    main(*sys.argv[1:])
