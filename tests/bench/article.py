"""The article's code as it stands; only the plotting is switched off. The yardstick of speed and of the parity tests.

    article.py FOLDER [OUT]     times each stage on the DICOM files in FOLDER, prints one line of JSON, writes the mask
"""
import json
import os
import resource
import sys
import time

import numpy as np
import pydicom as dicom
from skimage.filters import threshold_otsu
from skimage.measure import label, marching_cubes
from skimage.morphology import binary_closing


def multi_visualization(ds,list_of_slices,scan_path,plotting=True):
    volCT = np.zeros((ds.pixel_array.shape[0], ds.pixel_array.shape[1], len(list_of_slices)))
    print(volCT.shape)


    all_dcom_files = [dicom.read_file(os.path.join(scan_path, slice)) for slice in list_of_slices]
    # In theory len(all_dcom_files) == list_of_slices
    assert len(all_dcom_files) == len(list_of_slices)


    for dcom in all_dcom_files:
        slice_num = int(dcom.InstanceNumber) - 1
        volCT[:,:,slice_num] = dcom.pixel_array

    # Order the slices by InstanceNumber
    sorted_dcom_files = sorted(all_dcom_files, key=lambda x: int(x.InstanceNumber))
    sorted_slices = [dcom.pixel_array for dcom in sorted_dcom_files]

    for i, dcom in enumerate(sorted_dcom_files):
        slice_num = int(dcom.InstanceNumber) - 1
        volCT[:,:,slice_num] = sorted_slices[i]


    return volCT


def preprocess_CT(volCT):
    volume_float32 = volCT.astype(np.float32)

    # Normalize to range [0, 1]
    volume_float32 /= np.max(volume_float32)

    # Output the min, max, and dtype of the voxels before and after conversion
    print("Before conversion - Min:", np.min(volCT), "Max:", np.max(volCT), "Dtype:", volCT.dtype)
    print("After conversion - Min:", np.min(volume_float32), "Max:", np.max(volume_float32), "Dtype:", volume_float32.dtype)

    # Check that the conversion worked
    assert volume_float32.dtype == np.float32

    # Check that the normalization worked
    assert np.min(volume_float32) == 0
    assert np.max(volume_float32) == 1
    return volume_float32


def otsu_thresholding(volume_float32,plotting=True):
    # Find the Otsu's threshold
    thresh = threshold_otsu(volume_float32)

    return thresh


def binary_mask(volume_float32, thresh,plotting=True):
    # Apply the threshold
    binary_volume = volume_float32 > thresh

    return binary_volume


def lung_separation(volume_float32, thresh, plotting=True):
    vol = volume_float32
    thresh = threshold_otsu(vol)

    # Make a binary volume mask of anything below the threshold
    volBW = vol < thresh

    # Find connected components in the binary mask
    labeled_vol, num_features = label(volBW, connectivity=1, return_num=True)

    # Iterate through each slice
    for s in range(labeled_vol.shape[0]):
        # Find all connected components in the slice
        connected_components, component_count = label(labeled_vol[s], connectivity=1, return_num=True)

        # For each connected component in the slice
        for c in range(1, component_count + 1):  # Start from 1 as 0 is background
            # Check if the connected component touches the edge of the image
            if np.any(connected_components == c) and (np.any(connected_components[0, :] == c) or
                                                    np.any(connected_components[-1, :] == c) or
                                                    np.any(connected_components[:, 0] == c) or
                                                    np.any(connected_components[:, -1] == c)):
                # Set all pixels of the connected component in volBW to 0
                volBW[s][connected_components == c] = 0

    return volBW


def volume_filterin(volBW, plotting=True):

    smoothed_vol = np.copy(volBW)
    V = 100

    # Iterate through each slice
    for s in range(smoothed_vol.shape[0]):
        # Find all connected components in the slice
        connected_components, component_count = label(smoothed_vol[s], connectivity=1, return_num=True)

        # For each connected component in the slice
        for c in range(1, component_count + 1):  # Start from 1 as 0 is background
            # Check if the connected component is smaller than V
            if np.sum(connected_components == c) < V:
                # Set all pixels of the connected component in smoothed_vol to 0
                smoothed_vol[s][connected_components == c] = 0

    return smoothed_vol


def applying_binary_closing(smoothed_vol,plotting=True):
    # Iterate through each slice
    for s in range(smoothed_vol.shape[0]):
        # Perform binary closing on the slice
        smoothed_vol[s] = binary_closing(smoothed_vol[s])

    return smoothed_vol


def rending_of_the_lungs_3D(smoothed_vol):
    # Extract the mesh
    verts, faces, _, _ = marching_cubes(smoothed_vol, level=0.5)

    return verts, faces


def main(scan_path, out=None):
    seconds, processor = {}, {}

    def timed(stage, work):
        start, busy = time.perf_counter(), time.process_time()
        result = work()
        seconds[stage] = time.perf_counter() - start
        processor[stage] = time.process_time() - busy
        return result

    list_of_slices = os.listdir(scan_path)
    ds = dicom.read_file(os.path.join(scan_path, list_of_slices[0]))
    volume = timed("read", lambda: multi_visualization(ds, list_of_slices, scan_path, plotting=False))
    normalized = timed("normalize", lambda: preprocess_CT(volume))
    thresh = timed("threshold", lambda: otsu_thresholding(normalized, plotting=False))
    timed("threshold mask", lambda: binary_mask(normalized, thresh, plotting=False))
    mask = timed("border", lambda: lung_separation(normalized, thresh, plotting=False))
    mask = timed("small-parts", lambda: volume_filterin(mask, plotting=False))
    mask = timed("closing", lambda: applying_binary_closing(mask, plotting=False))
    _, faces = timed("surface", lambda: rending_of_the_lungs_3D(mask))
    if out is not None:
        mask.astype(np.uint8).tofile(out)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    result = {"seconds": seconds, "processor": processor, "voxels": int(mask.sum()), "triangles": len(faces)}
    print(json.dumps({**result, "peakBytes": peak}))


if __name__ == "__main__":
    main(*sys.argv[1:])
