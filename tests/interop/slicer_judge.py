"""Opens .seg.nrrd files as 3D Slicer does and prints one JSON object a file, in the order given.

Written after the format's definition (teem.sourceforge.net/nrrd/format.html) and Slicer's developer guide, "Segmentations", and
following what Slicer's storage node does on opening: segments are counted from Segment0 until an ID is missing; all of a layer share
one image, which is cut to the extent of the layer's first segment; tags end at a bar, their keys at the first colon.
"""
import gzip
import json
import re
import sys

import numpy

types = {"unsigned char": "u1", "uchar": "u1", "uint8": "u1", "short": "<i2", "unsigned short": "<u2"}
# what a basic field can be called; anything else must be a key/value pair
fields_of_definition = {"type", "dimension", "space", "space dimension", "sizes", "space directions", "kinds", "endian", "encoding", "space origin", "measurement frame", "space units"}


def parse(path):
    """Basic fields, key/value pairs and the bytes behind the empty line."""
    content = open(path, "rb").read()
    end = content.index(b"\n\n")
    lines = content[:end].decode("ascii").split("\n")
    assert re.fullmatch(r"NRRD000[45]", lines[0]), lines[0]
    fields, pairs = {}, {}
    for line in lines[1:]:
        if line.startswith("#"):
            continue
        assert line == line.rstrip("\r"), line
        found = re.search(r":=|: ", line)
        assert found is not None, line
        key, value = line[:found.start()], line[found.end():]
        if found.group() == ":=":
            # a backslash may only stand before another one or an n
            assert re.fullmatch(r"(?:[^\\]|\\\\|\\n)*", value), line
            assert key not in pairs, key
            pairs[key] = value.replace("\\n", "\n").replace("\\\\", "\\")
        else:
            assert key in fields_of_definition, line
            assert key not in fields, key
            fields[key] = value
    order = list(fields)
    assert order.index("dimension") < order.index("sizes") < len(order), "dimension comes before what depends on it"
    assert order.index("space") < order.index("space directions")
    return fields, pairs, content[end + 2:]


def vectors(text):
    return [[float(part) for part in inside.split(",")] for inside in re.findall(r"\(([^)]*)\)", text)]


def voxels(fields, body):
    size = [int(n) for n in fields["sizes"].split(" ")]
    assert fields["dimension"] == "3" and len(size) == 3
    assert fields["kinds"].split(" ") == ["domain"] * 3
    raw = gzip.decompress(body) if fields["encoding"] in ("gzip", "gz") else body
    image = numpy.frombuffer(raw, types[fields["type"]])
    assert image.dtype.itemsize == 1 or fields["endian"] == "little"
    return image.reshape(size, order="F")


def affine(fields):
    """From voxel to LPS mm."""
    assert fields["space"] == "left-posterior-superior"
    matrix = numpy.eye(4)
    matrix[:3, :3] = numpy.array(vectors(fields["space directions"])).T
    matrix[:3, 3] = vectors(fields["space origin"])[0]
    return matrix


def open_as_slicer(path):
    fields, pairs, body = parse(path)
    image, place = voxels(fields, body), affine(fields)
    assert pairs["Segmentation_MasterRepresentation"] == "Binary labelmap"
    assert pairs["Segmentation_SourceRepresentation"] == "Binary labelmap"
    assert pairs["Segmentation_ContainedRepresentationNames"].split("|") == ["Binary labelmap", ""]
    offset = [int(n) for n in pairs["Segmentation_ReferenceImageExtentOffset"].split(" ")]
    assert offset == [0, 0, 0]
    # parameters end at an ampersand, their name, value and description at bars; this one is the grid that Slicer saves again
    parameters = dict(one.split("|")[:2] for one in pairs["Segmentation_ConversionParameters"].split("&")[:-1])
    numbers = [float(n) for n in parameters["Reference image geometry"].split(";")[:-1]]
    assert numpy.allclose(numpy.reshape(numbers[:16], (4, 4)), numpy.diag([-1, -1, 1, 1]) @ place)
    assert numbers[16:] == [end for n in image.shape for end in (0, n - 1)]
    layers, segments = {}, []
    number = 0
    while f"Segment{number}_ID" in pairs:
        of = lambda name: pairs[f"Segment{number}_{name}"]
        layer = int(of("Layer"))
        assert 0 <= layer < 1, "one component, one layer"
        if layer not in layers:
            low_i, high_i, low_j, high_j, low_k, high_k = (int(n) for n in of("Extent").split(" "))
            cut = numpy.zeros_like(image)
            box = (slice(low_i, high_i + 1), slice(low_j, high_j + 1), slice(low_k, high_k + 1))
            assert all(0 <= span.start and span.stop <= n for span, n in zip(box, image.shape)), of("Extent")
            cut[box] = image[box]
            layers[layer] = cut
        value = int(of("LabelValue"))
        indices = numpy.argwhere(layers[layer] == value)
        points = indices @ place[:3, :3].T + place[:3, 3]
        left = points[points[:, 0] > 0]
        colour = [float(part) for part in of("Color").split(" ")]
        assert len(colour) == 3 and all(0 <= part <= 1 for part in colour)
        assert of("NameAutoGenerated") in "01" and of("ColorAutoGenerated") in "01"
        tags = dict(pair.split(":", 1) for pair in of("Tags").split("|")[:-1])
        assert of("Tags").endswith("|")
        terms = tags["TerminologyEntry"].split("~")
        assert len(terms) == 7, terms
        segments.append({
            "id": of("ID"),
            "name": of("Name"),
            "label": value,
            "color": colour,
            "voxels": len(points),
            "inFile": int((image == value).sum()),
            "mean": points.mean(axis=0).tolist() if len(points) else None,
            "left": left.mean(axis=0).tolist() if len(left) else None,
            "status": tags["Segmentation.Status"],
            "category": terms[1].split("^"),
            "type": terms[2].split("^"),
            "modifier": terms[3].split("^"),
        })
        number += 1
    assert len({segment["id"] for segment in segments}) == len(segments)
    stray = [key for key in pairs if re.match(r"Segment\d", key) and int(re.match(r"Segment(\d+)", key).group(1)) >= number]
    assert not stray, stray
    return {"size": list(image.shape), "affine": place.tolist(), "segments": segments, "voxels": int((image > 0).sum())}


print(json.dumps([open_as_slicer(path) for path in sys.argv[1:]]))
