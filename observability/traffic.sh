#!/bin/sh
# A few requests a second to the shop, errors among them, so that the dashboards have something to show. Needs a shell and wget.
shop=${1:?usage: traffic.sh http://host:port}

send() {
  wget -q -T 10 -O /dev/null "$@" || true # an answer of 404 or 500 is what some are for
  sleep 0.2
}

while true; do
  minute=$(($(date +%s) / 60))
  send --header 'Content-Type: application/json' \
    --post-data "{\"title\":\"Book $minute\",\"isbn\":\"traffic-$minute\",\"author\":\"Author $((minute % 7))\"}" "$shop/books/create/"
  for path in / /books/ /authors/ /replica/books/ "/cache/default/get-or-set/$((minute % 10))/" /cache/files/get-or-set/a/ \
    /api/ping/ /redirect/ /slow/ /stream/ /missing/ /no/such/page/ /denied/ /boom/ /dberror/; do
    send "$shop$path"
  done
done
