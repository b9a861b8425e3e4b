"""The article's steps with Debian's scikit-image, stage by stage, for comparison with Hilum's.

    article_reference.py read DICOM_FOLDER OUT     pixels by pydicom -> OUT/stored.i4, OUT/meta.json
    article_reference.py steps FOLDER PLANES V     FOLDER/stored.i4, meta.json -> FOLDER/PLANES-*.bin, PLANES.json
    article_reference.py literal FOLDER            the article's own functions -> FOLDER/literal.bin
    article_reference.py otsu FILE OUT             many small integer images -> their histograms and thresholds

`stored.i4` is [nz][ny][nx] little-endian int32 in order of position. Masks go out in the same order, one bit a voxel, rows
padded to 32 bits, lowest bit first.
"""
import hashlib
import json
import os
import sys
import warnings

import numpy as np
import skimage
from skimage.exposure import histogram
from skimage.filters import threshold_otsu
from skimage.measure import label
from skimage.morphology import binary_closing

warnings.filterwarnings("ignore", message="threshold_otsu is expected to work correctly only")


def read_series(folder):
    """Stored values in order of position along the normal, and what is needed to build the volume."""
    import pydicom

    found = []
    for name in sorted(os.listdir(folder)):
        try:
            dataset = pydicom.dcmread(os.path.join(folder, name))
        except pydicom.errors.InvalidDicomError:
            continue
        if "PixelData" in dataset:
            found.append(dataset)
    cosines = np.array(found[0].ImageOrientationPatient, float)
    normal = np.cross(cosines[:3], cosines[3:])
    position = lambda dataset: np.array(dataset.ImagePositionPatient, float)
    found.sort(key=lambda dataset: float(np.dot(normal, position(dataset))))
    stored = np.stack([dataset.pixel_array for dataset in found]).astype("<i4")
    step = (position(found[-1]) - position(found[0])) / (len(found) - 1)
    distance = float(np.linalg.norm(step))
    row, column = (float(value) for value in found[0].PixelSpacing)
    meta = {
        "size": [stored.shape[2], stored.shape[1], stored.shape[0]],
        "spacing": [column, row, distance],
        "origin": position(found[0]).tolist(),
        "direction": [cosines[:3].tolist(), cosines[3:].tolist(), (step / distance).tolist()],
        "slices": [
            {
                "instanceNumber": int(dataset.InstanceNumber),
                "slope": float(dataset.RescaleSlope),
                "intercept": float(dataset.RescaleIntercept),
            }
            for dataset in found
        ],
    }
    return stored, meta


def article_slots(numbers):
    """The slot along the third axis of each slice: InstanceNumber - 1, or its rank where the numbers are not 1..n."""
    order = sorted(range(len(numbers)), key=lambda at: numbers[at])
    slots = [0] * len(numbers)
    for slot, at in enumerate(order):
        slots[at] = slot
    return slots


def article_volume(stored, numbers):
    volume = np.zeros((stored.shape[1], stored.shape[2], stored.shape[0]))
    for at, slot in enumerate(article_slots(numbers)):
        volume[:, :, slot] = stored[at]
    return volume


def to_position_order(mask, numbers):
    return np.stack([mask[:, :, slot] for slot in article_slots(numbers)])


def pack(mask):
    """[z][y][x] booleans to rows of 32-bit words."""
    columns = mask.shape[2]
    padded = np.zeros((mask.shape[0], mask.shape[1], (columns + 31) // 32 * 32), bool)
    padded[:, :, :columns] = mask
    return np.packbits(padded, axis=2, bitorder="little").tobytes()


def plane(volume, planes, at):
    return volume[at] if planes == "rows" else volume[:, :, at]


def steps(stored, numbers, planes, v):
    """Every stage's mask and the histogram. Components are labelled a plane at a time: the article's 3-D labels first give
    the same components, since pixels that touch within a plane carry one label."""
    normalized = article_volume(stored, numbers).astype(np.float32)
    normalized /= np.max(normalized)
    counts, centres = histogram(normalized.ravel(), 256, source_range="image")
    threshold = threshold_otsu(normalized)
    mask = normalized < threshold
    masks = {"threshold": mask.copy()}
    count = mask.shape[0] if planes == "rows" else mask.shape[2]
    for at in range(count):
        view = plane(mask, planes, at)
        labels = label(view, connectivity=1)
        ends = np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]])
        view[np.isin(labels, ends[ends > 0])] = False
    masks["border"] = mask.copy()
    for at in range(count):
        view = plane(mask, planes, at)
        labels = label(view, connectivity=1)
        small = np.bincount(labels.ravel()) < v
        small[0] = False
        view[small[labels]] = False
    masks["small-parts"] = mask.copy()
    for at in range(count):
        view = plane(mask, planes, at)
        view[...] = binary_closing(view)
    masks["closing"] = mask
    result = {
        "counts": [int(value) for value in counts],
        "centres": np.asarray(centres, "<f4").tobytes().hex(),
        "threshold": float(threshold),
        "scikitImage": skimage.__version__,
        "numpy": np.__version__,
    }
    return result, {stage: to_position_order(mask, numbers) for stage, mask in masks.items()}


def describe(mask):
    return {"voxels": int(mask.sum()), "sha256": hashlib.sha256(pack(mask)).hexdigest()}


def load(folder):
    with open(os.path.join(folder, "meta.json")) as file:
        meta = json.load(file)
    columns, rows, slices = meta["size"]
    stored = np.fromfile(os.path.join(folder, "stored.i4"), "<i4").reshape(slices, rows, columns)
    return stored, [entry["instanceNumber"] for entry in meta["slices"]]


def command_read(folder, out):
    stored, meta = read_series(folder)
    stored.tofile(os.path.join(out, "stored.i4"))
    with open(os.path.join(out, "meta.json"), "w") as file:
        json.dump(meta, file)


def command_steps(folder, planes, v):
    stored, numbers = load(folder)
    result, masks = steps(stored, numbers, planes, int(v))
    for stage, mask in masks.items():
        with open(os.path.join(folder, f"{planes}-{stage}.bin"), "wb") as file:
            file.write(pack(mask))
    with open(os.path.join(folder, f"{planes}.json"), "w") as file:
        json.dump(result, file)


def command_literal(folder):
    """The article's own functions, its 3-D labels and loops over components included; its assertions are left out by -O."""
    sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "bench"))
    import article

    stored, numbers = load(folder)
    normalized = article.preprocess_CT(article_volume(stored, numbers))
    threshold = article.otsu_thresholding(normalized, plotting=False)
    mask = article.lung_separation(normalized, threshold, plotting=False)
    mask = article.volume_filterin(mask, plotting=False)
    mask = article.applying_binary_closing(mask, plotting=False)
    with open(os.path.join(folder, "literal.bin"), "wb") as file:
        file.write(pack(to_position_order(mask, numbers)))


def command_otsu(source, out):
    with open(source) as file:
        images = json.load(file)
    results = []
    for values in images:
        normalized = np.array(values, float).astype(np.float32)
        normalized /= np.max(normalized)
        counts, centres = histogram(normalized, 256, source_range="image")
        threshold = threshold_otsu(normalized)
        results.append(
            {
                "counts": [int(value) for value in counts],
                "centres": np.asarray(centres, "<f4").tobytes().hex(),
                "threshold": float(threshold),
                "below": int((normalized < threshold).sum()),
            }
        )
    with open(out, "w") as file:
        json.dump(results, file)


if __name__ == "__main__":
    commands = {"read": command_read, "steps": command_steps, "literal": command_literal, "otsu": command_otsu}
    commands[sys.argv[1]](*sys.argv[2:])
