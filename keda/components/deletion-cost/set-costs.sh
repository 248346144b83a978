#!/bin/sh
# Sets controller.kubernetes.io/pod-deletion-cost of every worker to the attempts it has in hand; runs until told to end.
# INTERVAL: seconds between rounds; ROUNDS: how many (0 = no end).
set -eu
trap 'exit 0' TERM INT
round=0
while :; do
    kubectl get pods -l app.kubernetes.io/name=forebay-worker --field-selector=status.phase=Running \
        -o 'jsonpath={range .items[*]}{.metadata.name}{" "}{.metadata.annotations.controller\.kubernetes\.io/pod-deletion-cost}{"\n"}{end}' |
        while read -r pod cost; do
            # Through the API server, so that no port need be open to this pod.
            held=$(kubectl get --raw "/api/v1/namespaces/$NAMESPACE/pods/$pod:9402/proxy/metrics" 2>/dev/null |
                awk '/^forebay_worker_in_hand[{ ]/ { held += $NF; seen = 1 } END { if (!seen) exit 1; printf "%d", held }') || continue
            # Each change is a write to the API server: only what is news.
            [ "$held" = "${cost:-0}" ] ||
                kubectl annotate pod "$pod" --overwrite "controller.kubernetes.io/pod-deletion-cost=$held" >/dev/null ||
                echo "cannot annotate $pod" >&2
        done
    round=$((round + 1))
    [ "$round" != "${ROUNDS:-0}" ] || exit 0
    sleep "${INTERVAL:-30}" &
    wait $!
done
