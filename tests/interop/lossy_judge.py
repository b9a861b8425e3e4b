"""Marks copies of CT files as once compressed with loss, or prints what a SEG says of it, with pydicom.

Arguments: "mark", folder of the copies, ratios and methods separated by commas ("" leaves them out); or "read", path of a SEG.
"""
import json
import sys
from pathlib import Path

import pydicom

task, path, *values = sys.argv[1:]
if task == "mark":
    # one file in the middle: a single lossy frame makes the whole segmentation lossy
    name = sorted(Path(path).iterdir())[5]
    data = pydicom.dcmread(name)
    data.LossyImageCompression = "01"
    ratios, methods = ([part for part in value.split(",") if part] for value in values)
    if ratios:
        data.LossyImageCompressionRatio = ratios
    if methods:
        data.LossyImageCompressionMethod = methods
    data.save_as(name)
else:
    data = pydicom.dcmread(path, stop_before_pixels=True)
    listed = lambda value: [] if value is None else [str(value)] if isinstance(value, (str, float)) else [str(one) for one in value]
    print(json.dumps({
        "compression": data.LossyImageCompression,
        "ratios": [float(ratio) for ratio in listed(data.get("LossyImageCompressionRatio"))],
        "methods": listed(data.get("LossyImageCompressionMethod")),
    }))
