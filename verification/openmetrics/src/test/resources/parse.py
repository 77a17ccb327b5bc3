# SPDX-License-Identifier: Apache-2.0
"""Reads pages of OpenMetrics with the parser of prometheus_client and prints every sample, one a line, tabs between fields.

Each argument is a page. Names and labels are printed as JSON, so that nothing in them can break a line.
"""
import io
import json
import sys

from prometheus_client.openmetrics.parser import text_fd_to_metric_families

for path in sys.argv[1:]:
    with io.open(path, encoding="utf-8", newline="\n") as page:  # the parser must see every carriage return
        for family in text_fd_to_metric_families(page):
            print("family", family.type, json.dumps(family.name), sep="\t")
            for sample in family.samples:
                labels = json.dumps(sorted(sample.labels.items()))
                print("sample", sample.name, labels, repr(float(sample.value)), sep="\t")
